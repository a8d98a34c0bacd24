"""The real questions, industries and Australian packs as a library, without clauses that others are writing."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from policygen.content.library import load_library
from policygen.content.locate import jurisdictions_dir, templates_dir
from policygen.domain.library import Library

_TEMPLATES = ("derived.yaml", "questions", "words", "third-parties")
_PACKS = ("au", "au-vic")


@cache
def real_questions() -> Library:
    """Loaded once: a library is a frozen value."""
    root = Path(mkdtemp(prefix="policygen-questions-"))
    for name in _TEMPLATES:
        _link(templates_dir() / name, root / "templates" / name)
    for industry in sorted((templates_dir() / "industries").iterdir()):
        _link(industry / "industry.yaml", root / "templates" / "industries" / industry.name / "industry.yaml")
    for code in _PACKS:
        for file in sorted((jurisdictions_dir() / code).glob("*.yaml")):
            _link(file, root / "jurisdictions" / code / file.name)
    (root / "templates" / "documents").mkdir()
    return load_library([root])


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        for file in sorted(source.rglob("*.yaml")):
            _link(file, target / file.relative_to(source))
    else:
        target.write_bytes(source.read_bytes())
