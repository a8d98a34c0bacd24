"""Puts a finished site in its place without touching what someone has changed by hand."""

import json
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from policygen.errors import Diagnostic, PolicygenError, Where

RECORD = "site-manifest.json"


def refuse_changed(out: Path, files: Mapping[str, bytes]) -> None:
    """Fail, naming each, where a file of the site was changed since it was written, or is somebody else's."""
    known = _known(out)
    changed = [
        name
        for name, data in files.items()
        if (out / name).is_file() and (there := (out / name).read_bytes()) != data and _digest(there) != known.get(name)
    ]
    if (out / "html").exists() and not known:
        changed.append("html")
    if changed:
        hint = "Move it away, choose another folder, or write over it (--force, in Python force=True)."
        message = "was changed by hand, or was not written by policygen; it would be overwritten"
        raise PolicygenError(Diagnostic("PG-S013", message, Where(file=name), hint) for name in changed)


def kept_issue(out: Path) -> Mapping[str, Any]:
    """What the site in the folder records of its issue; empty where there is none, or none that can be read."""
    try:
        found = json.loads((out / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def put(staged: Path, out: Path, files: Mapping[str, bytes], issue: Mapping[str, Any]) -> None:
    """Move the staged files and the built pages into `out`; the record of what was written comes last."""
    known = _known(out)
    for name in files:
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (staged / name).replace(target)
    put_html(staged / "html", out)
    _record(out, _digests(files), known, issue)


def put_files(out: Path, files: Mapping[str, bytes], issue: Mapping[str, Any]) -> tuple[str, ...]:
    """Write the files that differ from those in `out`, without its built pages, and record all; give their names."""
    known, digests = _known(out), _digests(files)
    fresh = tuple(name for name in files if known.get(name) != digests[name] or not (out / name).is_file())
    for name in fresh:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(files[name])
    _record(out, digests, known, issue)
    return fresh


def put_html(built: Path, out: Path) -> None:
    """Move built pages into the place of those that are there."""
    if (out / "html").exists():
        shutil.rmtree(out / "html")
    built.replace(out / "html")


def _record(out: Path, digests: Mapping[str, str], known: Mapping[str, str], issue: Mapping[str, Any]) -> None:
    """Remove what is no longer made, if nobody changed it, and note what was written."""
    for name in known.keys() - digests.keys():
        old = out / name
        if old.is_file() and _digest(old.read_bytes()) == known[name]:
            old.unlink()
    record = {**issue, "files": dict(sorted(digests.items()))}
    (out / RECORD).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _known(out: Path) -> dict[str, str]:
    found = kept_issue(out).get("files")
    return {str(name): str(digest) for name, digest in found.items()} if isinstance(found, dict) else {}


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: _digest(data) for name, data in files.items()}


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
