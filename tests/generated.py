"""Organisations that nobody wrote: every two choices of the table of answers meet in one, each place by turns."""

from collections.abc import Hashable, Sequence
from typing import Any

from tests import pairs, places, test_pairs
from tests.samples import data, library

Plain = dict[str, Any]  # plain YAML values
CHOICES = pairs.rows(test_pairs.COLUMNS)
# By headcount: three people do not meet all the kinds of outsiders there are.
MOST_KINDS: dict[Hashable, int] = {3: 4, 30: 6, 300: 14}


def organisation(number: int) -> Plain:
    """The answers of a row of the table, at the place whose turn it is, and at the next one where the row has two."""
    row, codes = CHOICES[number], places.codes()
    shape = row["places"]
    at = (codes[number % len(codes)], codes[(number + 1) % len(codes)])[: 2 if shape == "both" else 1]
    found = placed({key: value for key, value in row.items() if key != "places"}, at)
    for place in found["places"].values():
        place["public"] = shape != "private"
    kinds = library().industries[str(row["organisation.industry"])].third_parties
    chosen = found["meeting_people"]["third_parties"]
    found["meeting_people"]["third_parties"] = list(dict.fromkeys([*kinds, *chosen]))[
        : MOST_KINDS[row["organisation.people"]]
    ]
    return found


def placed(choices: Plain, codes: Sequence[str]) -> Plain:
    """Answers with these choices, at these places and with what their law asks besides."""
    found = data("harbour-clinic", test_pairs.changes(choices))
    there = places.together(codes)
    found |= {key: value for key, value in there.items() if key not in found}
    found |= {"places": there["places"], "contacts": {**there["contacts"], **found["contacts"]}}
    found["organisation"] |= {"name": "Quillfeather Example", "short_name": "Quillfeather"}
    return found
