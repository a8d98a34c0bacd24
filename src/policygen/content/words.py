"""The labels of one language, and what its questions are called, without the rest of the library."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from policygen.content.yaml_source import load_yaml, parse
from policygen.domain.questions import QuestionnaireWords

SOURCE = "en"  # the language that questionnaires are written in


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
    """What a questionnaire calls each question in a list, as the labels `interview.short.<question>`.

    Its options follow as `interview.option.<question>.<option>`. The names of the core's own stand in `words/`.
    """
    found: dict[str, str] = {}
    for root in roots:
        own = f"translations/{language}/questions.yaml"
        for path in (root / "templates" / own, *sorted(root.glob(f"jurisdictions/*/{own}"))):
            if path.is_file():
                words = parse(QuestionnaireWords, load_yaml(path, path.relative_to(root).as_posix()))
                for id_, one in words.questions.items():
                    _name(found, id_, one.short, one.options)
        if language == SOURCE:
            for path in sorted(
                (*root.glob("templates/questions/*.yaml"), *root.glob("jurisdictions/*/questions.yaml"))
            ):
                _name_source(found, load_yaml(path, path.relative_to(root).as_posix()).data)
    return found


def _name_source(found: dict[str, str], content: Any) -> None:  # YAML
    """The questions of a file of the source language, which has them with all they say."""
    for one in content.get("questions", ()) if isinstance(content, dict) else content:
        options = {
            str(option["value"]): str(option.get("words") or option["title"]) for option in one.get("options", ())
        }
        _name(found, one["id"], one.get("short", ""), options)


def _name(found: dict[str, str], question: str, short: str, options: Mapping[str, str]) -> None:
    if short:
        found.setdefault(f"interview.short.{question}", short)
    for option, words in options.items():
        found.setdefault(f"interview.option.{question}.{option}", words)
