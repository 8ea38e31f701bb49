"""Ops: pure functions with PyTorch's names and arguments that return `(y, backward)`. One concept a file."""
