"""Finished files as the manifest records them, and the versions of the libraries that made them."""

import hashlib
import io
import struct
import zipfile
import zlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

from policygen.domain.manifest import Artifact

RECORDED_VERSIONS = ("babel", "docxtpl", "jinja2", "lxml", "markdown-it-py", "python-docx", "typst")
_SMALL = 4096


def artifact(path: str, data: bytes, document: str, language: str) -> Artifact:
    """A file, with the digest of its parts where it is a zip."""
    return Artifact(path, data, document, language, parts_digest(data) if path.endswith(".docx") else "")


def parts_digest(data: bytes) -> str:
    """The digest of a zipped file's uncompressed parts, which does not depend on how they were deflated."""
    digest = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for entry in sorted(package.infolist(), key=lambda one: one.filename):
            digest.update(entry.filename.encode() + b"\x00" + _unpacked(data, entry))
    return digest.hexdigest()


def _unpacked(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """A part of a Word file of ours, whose entries are all deflated; a third of the time that `ZipFile.read` takes."""
    start = entry.header_offset
    name, extra = struct.unpack_from("<HH", data, start + 26)
    start += 30 + name + extra
    packed = data[start : start + entry.compress_size]
    return _inflated(packed) if len(packed) < _SMALL else zlib.decompress(packed, -15)


@lru_cache(maxsize=64)
def _inflated(packed: bytes) -> bytes:
    """A small part, such as styles, that many documents have in common."""
    return zlib.decompress(packed, -15)


def library_versions() -> dict[str, str]:
    """The versions of the libraries whose work can show in a file."""
    found: dict[str, str] = {}
    for name in RECORDED_VERSIONS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
