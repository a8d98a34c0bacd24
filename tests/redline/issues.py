"""Issues of documents to compare: examples with other answers, another day of the law, or other content."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

from policygen.domain.library import Library
from tests.samples import CODE, POLICY, VENDOR, issue, library, rendered, with_body

OLD, NEW = date(2026, 11, 21), date(2027, 6, 1)
DOCUMENTS = (POLICY, VENDOR, CODE, "incident-report-form", "response-manual", "letter-complaint")
ANSWERS: Mapping[str, tuple[Any, ...]] = {  # plain YAML values
    "organisation.name": ("Corner & Sons <Example>", 'R&D "Labs" {{x}} *a* | b', "角の店"),
    "organisation.people": ({"employees": 9}, {"employees": 30}, {"employees": 300, "volunteers": 4}),
    "contacts.owner.phone": ("+61 3 5550 0199",),
    "contacts.owner.post": ("Shop keeper", "Owner and manager"),
    "response.longest_ban": ("3 months", "24 months"),
    "response.warnings_before_ending_a_call": (2,),
    "reporting.times.acknowledge": ("1 working day", "5 working days"),
    "meeting_people.targets": (["tips"], ["calls-per-day", "ratings"]),
    "meeting_people.channels": (["face-to-face"], ["face-to-face", "phone", "social-media"]),
    "reporting.anonymous": (True, False),
}
CLAUSES = ("what-to-do-now", "commitment-short", "scope-short", "tell-short", "our-part-short")
TEXTS = (
    "One new sentence stands here.\n",
    "Words before a list:\n\n1. one\n2. two\n\nand after it.\n",
    "| What | Who |\n|---|---|\n| a | b |\n| c | d |\n\nA line after the table.\n",
    "- a\n- b\n    - c\n\n> In a box.\n",
)


def word_file(
    document: str,
    changes: Mapping[str, Any],
    day: date = OLD,
    content: Library | None = None,
    name: str = "corner-shop",
) -> bytes:
    """The Word file of one document of an example, here of the corner shop."""
    of = issue(name, changes, content or library(), documents=(document,), as_of=day)
    of = replace(of, job=replace(of.job, planned=of.job.planned[:1]), assembled=of.assembled[:1])
    [made] = rendered(of, "docx").values()
    return made.data


@cache
def plain(document: str, name: str = "corner-shop") -> bytes:
    """The same without any change."""
    return word_file(document, {}, name=name)


@cache
def content(clause: str, text: str) -> Library:
    """The content with a clause that says something else, or as it is."""
    return with_body(clause, text) if clause else library()


def answers() -> st.SearchStrategy[dict[str, Any]]:  # plain YAML values
    """Some answers changed."""
    one = st.sampled_from(sorted(ANSWERS)).flatmap(lambda key: st.tuples(st.just(key), st.sampled_from(ANSWERS[key])))
    return st.lists(one, max_size=4).map(dict)


def contents() -> st.SearchStrategy[tuple[str, str]]:
    """The arguments of `content`."""
    return st.just(("", "")) | st.tuples(st.sampled_from(CLAUSES), st.sampled_from(TEXTS))


__all__ = ["ANSWERS", "DOCUMENTS", "NEW", "OLD", "answers", "content", "contents", "plain", "word_file"]
