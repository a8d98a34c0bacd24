"""Documents assembled before, handed out again where nothing that they read has changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from policygen.assembly.assemble import Assembled, Look, assemble
from policygen.assembly.choose import Situation
from policygen.assembly.expanded import Writer
from policygen.assembly.noted import NotingScope, noting, reads_the_same
from policygen.domain.library import Library, Outline
from policygen.domain.pack import Pack
from policygen.templating.reads import names_read


@dataclass
class _Made:
    """A document with all that it was made of: the packs, as they are, the answers it read, the content it could hold, and
    `of` the rest."""

    document: Assembled
    of: tuple[object, ...]
    packs: Mapping[str, Pack]
    read: NotingScope
    library: Library
    content: tuple[object, ...]
    used: bool = True


@dataclass
class KeptDocuments:
    """The documents assembled so far. `settle` is to be called when all of an issue are there."""

    _made: dict[tuple[str, Look, str], list[_Made]] = field(default_factory=dict, init=False)

    def assemble(
        self, outline: Outline, situation: Situation, writer: Writer, look: Look, record: str = ""
    ) -> Assembled:
        """The document, as `assemble` makes it: the same object where it was made of the same before."""
        scope = situation.scope
        law, names = situation.law, frozenset(scope.local)
        of = (outline, writer, law.as_of, law.confirmed, situation.industries, situation.codes, names)
        here = self._made.setdefault((outline.id, look, record), [])
        for made in here:
            same = made.of == of and made.packs is law.packs and _could_hold_the_same(made, situation.library)
            if same and reads_the_same(made.read, scope):
                made.used = True
                return made.document
        read = noting(scope)
        document = assemble(outline, replace(situation, scope=read), writer, look, record)
        for one in document.written:  # what the record of an issue names of each clause
            if one.scope:
                for path in names_read(one.clause):
                    one.scope.lookup(path)
        content = _content(document, situation.library)
        here.append(_Made(document, of, law.packs, read, situation.library, content))
        return document

    def settle(self) -> None:
        """Forget what was not asked for since the last time."""
        self._made = {key: found for key, here in self._made.items() if (found := [one for one in here if one.used])}
        for here in self._made.values():
            for made in here:
                made.used = False


def _could_hold_the_same(made: _Made, library: Library) -> bool:
    """Whether the document would be chosen from the same content; that of a library is compared once."""
    if made.library is not library:
        if made.content != _content(made.document, library):
            return False
        made.library = library
    return True


def _content(made: Assembled, library: Library) -> tuple[object, ...]:
    """What of a library a document is chosen from and checked by."""
    outline, language = made.outline, made.document.language
    clauses = library.of_document.get(outline.document, ())
    worded = tuple(library.in_language(clause, language) for clause in clauses)
    return clauses, worded, tuple(library.elements.values()), library.packs.get(outline.owner)
