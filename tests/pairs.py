"""All pairs: a small set of rows in which every two choices of two columns meet at least once."""

from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations


def rows(columns: Mapping[str, Sequence[Hashable]]) -> list[dict[str, Hashable]]:
    """Greedy and deterministic: each new row takes, column by column, the choice that meets most unmet pairs."""
    names = sorted(columns, key=lambda name: -len(columns[name]))
    unmet = {frozenset([(a, x), (b, y)]) for a, b in combinations(names, 2) for x in columns[a] for y in columns[b]}
    found: list[dict[str, Hashable]] = []
    while unmet:
        row: dict[str, Hashable] = dict(sorted(min(unmet, key=lambda pair: sorted(map(repr, pair)))))
        for name in names:
            if name not in row:
                row[name] = max(columns[name], key=lambda choice: (_meets(row, name, choice, unmet), repr(choice)))
        unmet -= {frozenset(pair) for pair in combinations(row.items(), 2)}
        found.append({name: row[name] for name in columns})
    return found


def _meets(
    row: Mapping[str, Hashable], name: str, choice: Hashable, unmet: set[frozenset[tuple[str, Hashable]]]
) -> int:
    return sum(frozenset([(name, choice), other]) in unmet for other in row.items())
