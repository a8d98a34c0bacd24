"""Finished files as the manifest records them, and the versions of the libraries that made them."""

import hashlib
import io
import zipfile
from importlib.metadata import PackageNotFoundError, version

from policygen.domain.manifest import Artifact

RECORDED_VERSIONS = ("babel", "docxtpl", "jinja2", "lxml", "markdown-it-py", "python-docx", "typst")


def artifact(path: str, data: bytes, document: str, language: str) -> Artifact:
    """A file, with the digest of its parts where it is a zip."""
    return Artifact(path, data, document, language, parts_digest(data) if path.endswith(".docx") else "")


def parts_digest(data: bytes) -> str:
    """The digest of a zipped file's uncompressed parts, which does not depend on how they were deflated."""
    digest = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in sorted(package.namelist()):
            digest.update(name.encode() + b"\x00" + package.read(name))
    return digest.hexdigest()


def library_versions() -> dict[str, str]:
    """The versions of the libraries whose work can show in a file."""
    found: dict[str, str] = {}
    for name in RECORDED_VERSIONS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
