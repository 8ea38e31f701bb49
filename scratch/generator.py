"""PyTorch's stream of random words, the Mersenne Twister's (MT19937), and its state in PyTorch's own bytes."""

from __future__ import annotations

import secrets
from typing import Any

import numpy as np

from .functional._check import shown

WORDS = 624  # of the Mersenne Twister's state

# The bytes of torch.Generator.get_state(). Numbers `left` and `next` say where in the state the next word comes from.
_STATE = np.dtype(
    {
        "names": ["seed", "left", "seeded", "next", "words", "normal", "has_normal"],
        "formats": ["<u8", "<i4", "<i4", "<u8", ("<u8", WORDS), "<f8", "<i4"],
        "offsets": [0, 8, 12, 16, 24, 5024, 5040],
        "itemsize": 5056,
    }
)


class Generator:
    """A stream of random words, and where it stands.

    A new one is seeded with 67280421310721, as PyTorch's is.

    Attributes:
        normal: the second of a pair of normally distributed numbers, kept for the next draw; None if there is none.

    See: https://docs.pytorch.org/docs/stable/generated/torch.Generator.html,
        Matsumoto and Nishimura (1998), Mersenne Twister

    >>> g = Generator().manual_seed(5489)
    >>> g.words(3).tolist()  # the first of the published sequence
    [3499211612, 581869302, 3890346734]
    """

    normal: float | None

    def __init__(self) -> None:
        self._stream = np.random.MT19937()
        self.manual_seed(67280421310721)

    def manual_seed(self, seed: int) -> Generator:
        """Start again from `seed`, and return the generator itself.

        Only the seed's low 32 bits matter; a negative one counts from 2⁶⁴ downwards.
        """
        if not isinstance(seed, (int, np.integer)) or isinstance(seed, bool):
            raise TypeError(f"manual_seed: seed is {shown(seed)}, expected an int")
        if not -(2**63) <= int(seed) < 2**64:
            raise ValueError(f"manual_seed: seed is {seed}, expected between -2**63 and 2**64 - 1")
        self._seed = int(seed) % 2**64
        self._position = np.random.RandomState(self._seed % 2**32).get_state(legacy=False)["state"]
        self._resting = 0
        self.normal = None
        return self

    def seed(self) -> int:
        """Start again from a seed that nobody can foresee, and return it."""
        return self.manual_seed(secrets.randbits(64)).initial_seed()

    def initial_seed(self) -> int:
        """The seed of the last start."""
        return self._seed

    @property
    def _position(self) -> dict[str, Any]:
        """The Mersenne Twister's words (`key`) and how many of them are used (`pos`)."""
        return dict(self._stream.state["state"])

    @_position.setter
    def _position(self, position: dict[str, Any]) -> None:
        state: Any = {"bit_generator": "MT19937", "state": position}
        self._stream.state = state

    def words(self, n: int) -> np.ndarray:
        """The next `n` words, each from 0 to 2³² − 1, as uint64."""
        words = self._stream.random_raw(n)
        if n:
            self._resting = WORDS
        return words

    def double_words(self, n: int) -> np.ndarray:
        """The next `n` pairs of words, each as one uint64, the first word in the high half."""
        words = self.words(2 * n)
        return words[0::2] << np.uint64(32) | words[1::2]

    def get_state(self) -> np.ndarray:
        """The state as the 5,056 bytes of torch.Generator.get_state()."""
        state = self._position
        used = state["pos"]
        record = np.zeros((), _STATE)
        record["seed"], record["seeded"], record["words"] = self._seed, 1, state["key"]
        record["left"] = WORDS + 1 - used
        record["next"] = self._resting if used == WORDS else used
        record["normal"], record["has_normal"] = self.normal or 0.0, self.normal is not None
        return record.reshape(1).view(np.uint8)

    def set_state(self, state: np.ndarray) -> Generator:
        """Continue where `state` was taken, here or in PyTorch (`torch_generator.get_state().numpy()`)."""
        if not isinstance(state, np.ndarray) or state.dtype != np.uint8 or state.shape != (_STATE.itemsize,):
            found = f"{state.dtype} {state.shape}" if isinstance(state, np.ndarray) else type(state).__name__
            raise TypeError(f"set_state: state is {found}, expected an array of {_STATE.itemsize} uint8")
        record = np.ascontiguousarray(state).view(_STATE)[0]
        left, used = int(record["left"]), int(record["next"])
        if record["seeded"] != 1 or not 1 <= left <= WORDS or used > WORDS or (left > 1 and left + used != WORDS + 1):
            raise ValueError("set_state: state holds no Mersenne Twister, expected what get_state() returned")
        self._seed = int(record["seed"])
        self._position = {"key": record["words"].astype(np.uint32), "pos": WORDS + 1 - left}
        self._resting = used  # what PyTorch shows as `next` while left is 1: 0 after seeding, 624 after a whole round
        self.normal = float(record["normal"]) if record["has_normal"] else None
        return self
