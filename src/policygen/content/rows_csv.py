"""Rows of a CSV file: its encoding said or refused, its separator found in the first line."""

import codecs
import csv
import io
from collections.abc import Iterator

from policygen.domain.rows import Record
from policygen.errors import PolicygenError, Where, fail

UTF_8 = "utf-8-sig"
_SEPARATORS = ",;\t|"
_SAVE = "In Excel, save it as CSV UTF-8; or name its encoding: --encoding cp1252 (Western Windows), cp932 (Japanese)."


def csv_records(data: bytes, file: str, encoding: str = "") -> Iterator[Record]:
    """Each row, counted from 1. Raises where the file cannot be read as CSV."""
    name = _readable(data, file, encoding)
    first = next((line for line in _lines(data, name) if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(_lines(data, name), delimiter=separator, strict=True)
    number = 0
    try:
        for record in reader:
            number += 1
            yield Record(number, record)
    except csv.Error as error:
        hint = "Look for a quotation mark that is opened there and not closed, or write the file anew."
        raise fail("PG-B003", f"row {number + 1} cannot be read: {error}", Where(file), hint) from error


def _lines(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline="")


def _readable(data: bytes, file: str, encoding: str) -> str:
    """The encoding that the whole file is in. Raises where it is in another."""
    name = encoding or UTF_8
    try:
        if not codecs.lookup(name)._is_text_encoding:
            raise LookupError(name)
    except LookupError:
        hint = "For instance utf-8, cp1252, cp932 or utf-16."
        raise fail("PG-B001", f"there is no encoding {encoding!r}", Where(subject="--encoding"), hint) from None
    try:
        name = UTF_8 if codecs.lookup(name).name == "utf-8" else name
        data.decode(name)
    except UnicodeDecodeError as error:
        raise _not_in(data, file, encoding, error) from error
    except UnicodeError as error:
        raise fail("PG-B002", f"{file} is not in {name}: {error}", Where(file), _SAVE) from error
    return name


def _not_in(data: bytes, file: str, encoding: str, error: UnicodeDecodeError) -> PolicygenError:
    if data.startswith(b"PK\x03\x04"):
        return fail("PG-B002", f"{file} is a workbook, not CSV", Where(file), "Give it a name that ends with .xlsx.")
    if not encoding and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return fail("PG-B002", f"{file} is in UTF-16, not in UTF-8", Where(file), "Add --encoding utf-16.")
    line, byte = data.count(b"\n", 0, error.start) + 1, data[error.start]
    return fail("PG-B002", f"line {line} is not in {encoding or 'UTF-8'} (byte 0x{byte:02X})", Where(file, line), _SAVE)
