"""The questionnaire in another language: questions, options and sections in its words; what lacks them stays as it is."""

from collections.abc import Iterator, Sequence

from policygen.content.answer_shape import place_fields
from policygen.content.yaml_source import nearest
from policygen.domain.library import Library
from policygen.domain.questions import Option, Question, QuestionnaireWords, QuestionSection
from policygen.errors import Diagnostic, Where


def in_words(sections: Sequence[QuestionSection], words: QuestionnaireWords) -> tuple[QuestionSection, ...]:
    """The sections in the words of a language."""
    return tuple(
        section.model_copy(
            update={
                "title": words.sections.get(section.section, section.title),
                "questions": tuple(spoken(question, words) for question in section.questions),
            }
        )
        for section in sections
    )


def spoken(question: Question, words: QuestionnaireWords, path: str = "") -> Question:
    """One question in the words of a language, its fields included."""
    path = path or question.id
    fields = tuple(spoken(field, words, f"{path}.{field.id}") for field in question.fields)
    own = words.questions.get(path)
    if own is None:
        return question.model_copy(update={"fields": fields}) if fields else question
    options = tuple(
        option.model_copy(update={"title": own.options.get(option.value, option.title)}) for option in question.options
    )
    texts = {"prompt": own.prompt, "help": own.help, "example": own.example, "short": own.short}
    suggest = own.suggest or question.suggest
    return question.model_copy(update={**texts, "options": options, "fields": fields, "suggest": suggest})


def titled(question: Question, options: Sequence[Option], words: QuestionnaireWords) -> tuple[Option, ...]:
    """What is chosen from a list of the library, under the titles of a language."""
    titles = (words.titles.get(f"{question.options_from}.{option.value}", option.title) for option in options)
    return tuple(one.model_copy(update={"title": title}) for one, title in zip(options, titles, strict=True))


def unspoken(library: Library) -> Iterator[Diagnostic]:
    """Questions and options of the core without words in a language that the questionnaire is written in, and words
    for what is not asked. The questions of a pack may stay in the language of the library."""
    core = dict(_every(library.questions()))
    of_packs = {q.id: q for pack in library.packs.values() for q in pack.questions}
    of_packs |= {f"places.{q.id}": q for pack in library.packs.values() for q in place_fields(pack)}
    for language, words in library.asked_in.items():
        where = Where(f"translations/{language}/questions.yaml")
        unknown = words.questions.keys() - core.keys() - of_packs.keys()
        for id_ in () if library.broken else unknown:  # a pack that cannot be used may have asked it
            yield Diagnostic("PG-C085", f'there is no question "{id_}"', where, nearest(id_, frozenset(core)))
        for id_, question in core.items():
            own = words.questions.get(id_)
            lacking = [] if own else ["its prompt"]
            if own:
                lacking += ["its help"] if question.help and not own.help else []
                lacking += [f'the option "{o.value}"' for o in question.options if o.value not in own.options]
            for what in lacking:
                yield Diagnostic("PG-C086", f"`{id_}` lacks {what} in {language!r}", where, "Write it.")
        chosen = {f"industries.{id_}" for id_ in library.industries} | {
            f"third-parties.{id_}" for id_ in library.third_parties
        }
        for name in sorted(chosen - words.titles.keys()):
            yield Diagnostic("PG-C086", f"`titles` lacks {name!r} in {language!r}", where, "Write it.")


def _every(questions: Sequence[Question]) -> Iterator[tuple[str, Question]]:
    for question in questions:
        yield question.id, question
        yield from ((f"{question.id}.{field.id}", field) for field in question.fields)
