"""`python -m compare` is the command `parity`."""

from .cli import main

main()
