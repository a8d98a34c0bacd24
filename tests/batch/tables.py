"""Tables of rows made in memory, and what a build makes of the same answers."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from policygen import workflow
from policygen.content.answers_file import answers_of
from policygen.content.row_answers import RowReader
from policygen.content.rows import table
from policygen.content.yaml_source import parse_yaml
from policygen.domain.library import FORMATS, Format
from policygen.render.formats import rendered
from policygen.workflow_made import Chunk, make
from policygen.workflow_rows import Preparing, Ready, Refused
from tests import samples
from tests.samples import GONE, TODAY

Files = dict[str, bytes]
NO_VENDOR = {"vendor": GONE}


def csv_text(*rows: Sequence[str], columns: Sequence[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerows([columns, *rows])
    return stream.getvalue()


def prepared(
    text: str, name: str = "childrens-network", document: str = samples.VENDOR, formats: Sequence[Format] = FORMATS
) -> Preparing:
    """The rows of a CSV text over an example's answers."""
    source = parse_yaml(samples.text(name, NO_VENDOR), "answers.yaml")
    request = workflow.Request(Path("answers.yaml"), documents=(document,), formats=tuple(formats), variants=False)
    reader = RowReader(source, samples.library(), {}, table(text.encode(), "rows.csv"))
    return Preparing(reader, samples.library(), request, TODAY)


def made(preparing: Preparing) -> list[Files]:
    """The files of each row, by path."""
    found: list[Files] = []
    for row in preparing.rows():
        assert isinstance(row, Ready), row
        [one] = make(Chunk((row.kind.packed,), (row.filled,)))
        assert not one.findings, one.findings
        found.append({artifact.path: artifact.data for artifact in one.artifacts})
    return found


def refused(preparing: Preparing) -> list[Refused]:
    return [row for row in preparing.rows() if isinstance(row, Refused)]


def built(
    overrides: Mapping[str, str],
    name: str = "childrens-network",
    document: str = samples.VENDOR,
    formats: Sequence[Format] = FORMATS,
) -> Files:
    """What `policygen build -d DOCUMENT --set KEY=VALUE …` makes of the same answers, by path."""
    source = parse_yaml(samples.text(name, NO_VENDOR), "answers.yaml")
    answers = answers_of(source, samples.library(), overrides)
    request = workflow.Request(Path("answers.yaml"), documents=(document,), formats=tuple(formats))
    issue = workflow.issue_of(samples.library(), answers, request, TODAY)
    return {
        f"{planned.stem}.{format_}": rendered(
            found, format_, workflow.setting_of(issue, request, planned.language), planned.outline.sheet
        )
        for planned, found in workflow.to_render(issue)
        if planned.outline.id == document
        for format_ in planned.formats
    }
