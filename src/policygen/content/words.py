"""The labels of one language, without the rest of the library."""

from collections.abc import Sequence
from pathlib import Path

from policygen.content.yaml_source import load_yaml


def read_words(roots: Sequence[Path], language: str) -> dict[str, str]:
    """Labels as `<area>.<key>`, the nearest root's first; empty where nothing is written in the language."""
    words: dict[str, str] = {}
    for root in roots:
        for path in sorted((root / "templates" / "words" / language).glob("*.yaml")):
            source = load_yaml(path, f"templates/words/{language}/{path.name}")
            for key, text in source.data.items():
                words.setdefault(f"{path.stem}.{key}", str(text))
    return words
