"""Word files whose text is deflated in pieces: any reader of zips opens them, and their size stays what it was."""

import io
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from policygen.publish.artifacts import parts_digest
from policygen.verify import docx_reading
from policygen.verify.docx_checks import check_docx
from policygen.workflow_made import Chunk, make
from policygen.workflow_rows import Ready
from tests.batch.tables import prepared
from tests.samples import HOSTILE

LONG = "é<&" * 30_000  # more than one block of a zip holds


@pytest.mark.parametrize("name", ["Brightwell", HOSTILE, LONG])
def test_every_reader_opens_a_file_in_pieces(name: str, tmp_path: Path) -> None:
    data = addendum(name)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
    path = tmp_path / "addendum.docx"
    path.write_bytes(data)
    assert OpenXmlValidator().validate(path).errors == []
    assert check_docx(data) == ()
    assert name in "\n".join(docx_reading.lines(data))


def test_pieces_cost_little_space() -> None:
    parts = docx_reading.parts(addendum("Brightwell"))
    whole = sum(len(zlib.compress(part, 6)) for part in parts.values())
    assert len(addendum("Brightwell")) < 1.25 * whole


def test_the_digest_of_the_parts_is_that_of_what_a_zip_reader_unpacks() -> None:
    data = addendum("Brightwell")
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, part in docx_reading.parts(data).items():
            package.writestr(name, part)
    assert parts_digest(data) == parts_digest(again.getvalue())


def addendum(name: str) -> bytes:
    """The Word file of a vendor; the name is given to the worker, where no question limits it."""
    [row] = prepared("vendor.name\nx\n", formats=("docx",)).rows()
    assert isinstance(row, Ready)
    words = {"vendor.name": name}
    own = replace(row.filled, words=words)
    [made] = make(Chunk((row.kind.packed,), (own,)))
    return made.artifacts[0].data
