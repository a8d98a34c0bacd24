"""Putting two sequences beside each other: which piece of the new one continues which of the old."""

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")
Pairs = list[tuple[T | None, T | None]]
Weight = Callable[[T, T], float]
_MOST_COMPARED = 900  # pairs of pieces weighed against each other; beyond, equal ones are set first
_MOST_WEIGHED = 40_000


def aligned(old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable], weight: Weight[T]) -> Pairs[T]:
    """Pairs in reading order: both, only the old, or only the new; between two pairs the old come first.

    Pieces of one `key` are equal. `weight` says how much is gained by pairing two pieces; 0 forbids it. No piece
    crosses another: what has moved is gone in one place and new in the other.
    """
    start, old_keys, new_keys = 0, [key(one) for one in old], [key(one) for one in new]
    while start < min(len(old), len(new)) and old_keys[start] == new_keys[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old_keys[-1 - end] == new_keys[-1 - end]:
        end += 1
    left, right = len(old) - end, len(new) - end
    middle: Pairs[T] = _middle(old[start:left], new[start:right], old_keys[start:left], new_keys[start:right], weight)
    return [
        *zip(old[:start], new[:start], strict=True),
        *middle,
        *zip(old[left:], new[right:], strict=True),
    ]


def _middle(
    old: Sequence[T],
    new: Sequence[T],
    old_keys: Sequence[Hashable],
    new_keys: Sequence[Hashable],
    weight: Weight[T],
) -> Pairs[T]:
    found: Pairs[T] = []
    if len(old) * len(new) <= _MOST_COMPARED:
        return _weighed(old, new, weight)
    for kind, o1, o2, n1, n2 in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if kind == "equal":
            found += zip(old[o1:o2], new[n1:n2], strict=True)
        else:
            found += _weighed(old[o1:o2], new[n1:n2], weight)
    return found


def _weighed(old: Sequence[T], new: Sequence[T], weight: Weight[T]) -> Pairs[T]:
    """The pairing that gains most, by the usual table of best sums."""
    if not old or not new or len(old) * len(new) > _MOST_WEIGHED:
        return [*((one, None) for one in old), *((None, one) for one in new)]
    gains = [[weight(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = best[i + 1][j + 1] + gains[i][j] if gains[i][j] > 0 else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    found: Pairs[T] = []
    waiting: list[T] = []
    i = j = 0
    while i < len(old) or j < len(new):
        here = i < len(old) and j < len(new)
        if here and gains[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + gains[i][j]:
            found += ((None, one) for one in waiting)
            found.append((old[i], new[j]))
            waiting, i, j = [], i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            found.append((old[i], None))
            i += 1
        else:
            waiting.append(new[j])
            j += 1
    return [*found, *((None, one) for one in waiting)]
