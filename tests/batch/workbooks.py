"""Workbooks written as spreadsheets write them, part by part."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from policygen.domain.rows import letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DAY = 1  # the style of a cell that shows a day
ZEROS = 2  # of one that shows three digits, zeros in front


def text(words: str) -> str:
    return f'<c{{at}} t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>'


def shared(index: int) -> str:
    return f'<c{{at}} t="s"><v>{index}</v></c>'


def number(value: float, style: int = 0) -> str:
    return f'<c{{at}} s="{style}"><v>{value}</v></c>'


def formula(source: str, result: str, kind: str = "str") -> str:
    return f'<c{{at}} t="{kind}"><f>{escape(source)}</f><v>{escape(result)}</v></c>'


def workbook(
    rows: Sequence[Sequence[str]], strings: Sequence[str] = (), more: Mapping[str, bytes] | None = None
) -> bytes:
    """Rows of cells made by the functions above; `strings` are the shared ones, as XML; `more` are parts instead of ours."""
    body = "".join(
        f'<row r="{at}">' + "".join(c.format(at=f' r="{letters(n)}{at}"') for n, c in enumerate(row) if c) + "</row>"
        for at, row in enumerate(rows, 1)
    )
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Vendors" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">'
        '<Relationship Id="rId1" Type="t" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" '
        'formatCode="d\\ mmmm\\ yyyy"/><numFmt numFmtId="165" formatCode="000"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(f"<si>{one}</si>" for one in strings)}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, (more or {}).get(name, part.encode()))
    return stream.getvalue()
