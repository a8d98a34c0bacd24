"""The labels of one language, and what its questions are called, without the rest of the library."""

from collections.abc import Sequence
from pathlib import Path

from policygen.content.yaml_source import load_yaml, parse
from policygen.domain.questions import QuestionnaireWords


def read_words(roots: Sequence[Path], language: str) -> dict[str, str]:
    """Labels as `<area>.<key>`, the nearest root's first; empty where nothing is written in the language."""
    words: dict[str, str] = {}
    for root in roots:
        for path in sorted((root / "templates" / "words" / language).glob("*.yaml")):
            source = load_yaml(path, f"templates/words/{language}/{path.name}")
            for key, text in source.data.items():
                words.setdefault(f"{path.stem}.{key}", str(text))
    return words


def read_question_names(roots: Sequence[Path], language: str) -> dict[str, str]:
    """What a translated questionnaire calls each question in a list, as the labels `interview.short.<question>`."""
    found = QuestionnaireWords()
    for root in roots:
        own = f"translations/{language}/questions.yaml"
        for path in (root / "templates" / own, *sorted(root.glob(f"jurisdictions/*/{own}"))):
            if path.is_file():
                found = found.joined(parse(QuestionnaireWords, load_yaml(path, path.relative_to(root).as_posix())))
    return {f"interview.short.{id_}": one.short for id_, one in found.questions.items() if one.short}
