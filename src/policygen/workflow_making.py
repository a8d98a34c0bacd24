"""How a site is made: afresh, or with what was kept of it where that was made of the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from policygen.assembly.assemble import Assemble, assemble

T = TypeVar("T")


class Keep(Protocol):
    """Gives what `make` makes. `key` names it; `of` is all that it is made of, and nothing else may be read for it."""

    def __call__(self, key: str, of: tuple[object, ...], make: Callable[[], T]) -> T: ...


def afresh(key: str, of: tuple[object, ...], make: Callable[[], T]) -> T:  # noqa: ARG001
    """Make it, whatever was made before."""
    return make()


@dataclass(frozen=True)
class Making:
    """How documents are assembled, and how the pages made of them are come by."""

    assembling: Assemble = assemble
    keeping: Keep = afresh


AFRESH = Making()
