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
    found: Pairs[T] = [*zip(old[:start], new[:start], strict=True)]
    for o1, o2, n1, n2 in _stretches(old_keys[start:left], new_keys[start:right]):
        weighed = _weighed(old[start + o1 : start + o2], new[start + n1 : start + n2], weight)
        found += weighed
    return [*found, *zip(old[left:], new[right:], strict=True)]


def _stretches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int, int, int]]:
    """What is weighed at once: everything where it is little, else what stands between equal pieces, and each of these."""
    if len(old) * len(new) <= _MOST_COMPARED:
        return [(0, len(old), 0, len(new))]
    found = []
    for kind, o1, o2, n1, n2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [(o1 + at, o1 + at + 1, n1 + at, n1 + at + 1) for at in range(o2 - o1)]
        else:
            found.append((o1, o2, n1, n2))
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
