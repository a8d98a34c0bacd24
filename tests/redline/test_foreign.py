"""Two files of which one was not issued by policygen."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree

from policygen.cli.main import run
from policygen.redline.foreign import without_moves
from policygen.verify.docx_reading import parts
from tests.redline.engine import settled
from tests.redline.raw import OURS, W, file, p
from tests.redline.reading import revisions, seen
from tests.redline.test_command import plain_zip


def foreign(body: str) -> bytes:
    """A file without the property that ours carry."""
    found = parts(file(body))
    return plain_zip({**found, "docProps/custom.xml": re.sub("<property .*</property>", "", OURS).encode()})


def test_foreign_files_are_compared_where_the_engine_is_and_else_it_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = foreign(p("One sentence.") + p("Another one.")), foreign(p("One new sentence.") + p("Another one."))
    (tmp_path / "a.docx").write_bytes(old)
    (tmp_path / "b.docx").write_bytes(new)
    code = run(["redline", str(tmp_path / "a.docx"), str(tmp_path / "b.docx"), "-o", str(tmp_path / "c.docx")])
    told = capsys.readouterr().err
    if find_spec("python_redlines") is None:
        assert code == 1
        assert "PG-X013" in told
        assert "policygen[redline]" in told
    else:
        assert code == 0
        assert "PG-X008" in told
        made = (tmp_path / "c.docx").read_bytes()
        assert {one.tag.rpartition("}")[2] for one in revisions(made)} <= {"ins", "del"}
        assert seen(settled(made, "accept")).numbered == seen(new).numbered
        assert seen(settled(made, "reject")).numbered == seen(old).numbered


def test_what_was_moved_is_taken_out_here_and_put_in_there() -> None:
    story = etree.fromstring(
        f'<w:body xmlns:w="{W}"><w:p><w:pPr><w:rPr><w:moveFrom w:id="1"/></w:rPr></w:pPr><w:moveFromRangeStart w:id="2"/>'
        '<w:moveFrom w:id="3"><w:r><w:delText>x</w:delText></w:r><w:r><w:t>y</w:t></w:r></w:moveFrom>'
        '<w:moveFromRangeEnd w:id="2"/></w:p><w:p><w:moveTo w:id="4"><w:r><w:t>xy</w:t></w:r></w:moveTo></w:p></w:body>'
    )
    without_moves(story)
    assert [etree.QName(one).localname for one in story.iter() if "id" in "".join(map(str, one.attrib))] == [
        "del",
        "del",
        "ins",
    ]
    assert [one.text for one in story.iter(f"{{{W}}}delText")] == ["x", "y"]
    assert [one.text for one in story.iter(f"{{{W}}}t")] == ["xy"]
