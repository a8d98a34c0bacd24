"""Makes site/traceability.md: what is asked of the documents, and the clause or the behaviour that answers it.

python scripts/make_traces.py            writes the page
python scripts/make_traces.py --print    prints it; a test compares the two
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pages.markup import folded, table
from policygen.content.library import load_library
from policygen.content.locate import builtin_root
from policygen.content.yaml_source import load_yaml
from policygen.domain.library import Element

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "site" / "traceability.md"
CONTENT = ROOT / "tests" / "content"
SHORT = {
    "policy": "third-party-harassment-policy",
    "code": "visitor-code-of-conduct",
    "vendor": "vendor-clauses",
    "small": "vendor-clauses-small",
    "start": "START-HERE",
}
HEAD = """# What answers what

Three tables say where each thing that was asked of the documents stands. Tests open finished documents of several organisations and look
for words that prove each line: `tests/content/test_elements.py` and `tests/content/test_seeds.py`. `policygen why ANSWERS CLAUSE` shows
why a clause stands in your documents, and [Write a clause](write-a-clause.md) says how to change one.

An id names a row, here and in those tests, and nothing more:

| Id | Names |
|---|---|
| letters and a number, such as POL-29 | an element: what [a document](documents/index.md) must say. The letters stand for the document. |
| SEED and a number | a need: what somebody asked for before the first document was written |
| C and a number | a question that the needs left open, or answered badly, and how it was settled |

This page is about the English documents. A clause in one row is often one of several: a six-person shop gets a shorter one, and each
industry its own.
"""
MUST = "A document that lacks a *must* that applies is not issued.\n"
NEEDS = """Five texts about harassment by people from outside stood at the beginning: a case, questions and answers, and papers of a
clinic, of a charity and about Japan. Each row is one thing they asked for. *See C-31* leads to the last table.
"""
SETTLED = """The five texts contradict each other here and there, and some of their advice is bad. This is what we did instead.
"""
SAID = ("Element", "What it asks", "Level", "Document", "Clauses")
DONE = ("Need", "What is asked", "Document and clause", "Or what the program does, and its test")
Rows = Mapping[str, Any]  # plain YAML


def main() -> None:
    """Write or print the page."""
    page = "\n".join([HEAD, *_elements(), *_needs(), *_settled()]) + "\n"
    if "--print" in sys.argv[1:]:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # a console's own encoding
        sys.stdout.write(page)
    else:
        PAGE.write_text(page, "utf-8", newline="\n")


def _elements() -> Iterator[str]:
    """A row for each element in each of its documents, in the order of the file."""
    declared = load_library((builtin_root(),)).elements
    documents = _read("elements")["documents"].items()
    rows = [_element(declared[id_], document, found) for document, of in documents for id_, found in of.items()]
    yield from folded(2, "What each document must say", "elements", rows, [MUST, *table(SAID, rows)])


def _element(element: Element, document: str, answers: Sequence[Rows]) -> tuple[str, ...]:
    return _row(
        element.id, element.says, element.level, f"`{document}`", _list(f"`{one['clause']}`" for one in answers)
    )


def _needs() -> Iterator[str]:
    """A row for each need of the source texts."""
    rows = [_need(id_, one) for group in _read("seeds")["groups"] for id_, one in group["seeds"].items()]
    yield from folded(2, "What people asked for", "needs", rows, [NEEDS, *table(DONE, rows)])


def _settled() -> Iterator[str]:
    """A row for each contradiction or bad advice of the source texts."""
    rows = [_need(id_, one) for id_, one in _read("seeds")["resolutions"].items()]
    yield from folded(2, "What was settled", "settled", rows, [SETTLED, *table(DONE, rows)])


def _need(id_: str, one: Rows) -> tuple[str, ...]:
    where = _list(f"`{SHORT.get(a['in'], a['in'])}`: `{a['clause']}`" for a in one.get("answers", ()))
    does = [f"{one['behaviour']['does']} `{one['behaviour']['test']}`"] if "behaviour" in one else []
    case = [f"{one['case']}. `tests/packs/test_cases.py`"] if "case" in one else []
    settled = [f"See [{one['resolved']}](#{one['resolved']})."] if "resolved" in one else []
    place = f'<a id="{id_}"></a>{id_}' if id_.startswith("C-") else id_
    return _row(place, one["asks"], where, "<br>".join([*does, *case, *settled]))


def _list(found: Iterator[str]) -> str:
    """Each once, in order, one below the other."""
    return "<br>".join(dict.fromkeys(found))


def _row(*cells: str) -> tuple[str, ...]:
    return tuple(cell.replace("|", "\\|") for cell in cells)


def _read(name: str) -> Rows:
    found: Rows = load_yaml(CONTENT / f"{name}.yaml").data
    return found


if __name__ == "__main__":
    main()
