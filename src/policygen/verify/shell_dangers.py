"""What a user's Word template must not bring along: code, embedded files, links and fields that fetch other data."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from policygen.errors import Diagnostic
from policygen.verify.docx_reading import W
from policygen.verify.shell_package import found
from policygen.verify.shell_page import Page, source_of

_ACTIVE = re.compile(r"vbaProject|vbaData|activeX|/embeddings/|oleObject", re.IGNORECASE)
_ACTIVE_RELATIONS = frozenset(
    {"oleObject", "control", "package", "aFChunk", "vbaProject", "wordVbaData", "subDocument", "frame",
     "attachedToolbars", "keyMapCustomizations", "ctrlProp", "activeXControlBinary", "mailMergeSource",
     "mailMergeHeaderSource", "recipientData"}
)  # fmt: skip
_MACRO_TYPE = re.compile(r"macroEnabled|vbaProject", re.IGNORECASE)
_LINKS = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_DELETE = "delete it in Word and save the file again"
# Fields that show what the document itself holds. Everything else may fetch, run or ask.
_FIELDS = frozenset(
    {"=", "ADVANCE", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BIBLIOGRAPHY", "CITATION", "COMMENTS",
     "COMPARE", "CREATEDATE", "DATE", "DOCPROPERTY", "DOCVARIABLE", "EDITTIME", "EQ", "FILENAME", "FILESIZE",
     "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "GOTOBUTTON", "HYPERLINK", "IF", "INDEX", "INFO", "KEYWORDS",
     "LASTSAVEDBY", "LISTNUM", "MERGEFIELD", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF",
     "PRINTDATE", "QUOTE", "REF", "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "SET", "STYLEREF",
     "SUBJECT", "SYMBOL", "TA", "TC", "TEMPLATE", "TIME", "TITLE", "TOA", "TOC", "USERADDRESS", "USERINITIALS",
     "USERNAME", "XE",}
)  # fmt: skip


def dangers(trees: Mapping[str, etree._Element], parts: list[str], shown: tuple[Page, ...]) -> Iterator[Diagnostic]:
    """Everything in the package that could run, fetch or hide something."""
    file = shown[0].file if shown else ""
    yield from active(parts, file)
    yield from _types(trees, parts, file)
    for part, tree in trees.items():
        if part.lower().endswith(".rels"):
            yield from _relations(part, tree, shown, file)
    for page in shown:
        yield from _fields(page)
        for element in page.tree.iter(f"{{{W}}}altChunk", f"{{{W}}}subDoc", f"{{{W}}}object", f"{{{W}}}control"):
            what = etree.QName(element).localname
            yield page.found("PG-V222", f"it holds another file or a control ({what})", page.at(element), _DELETE)


def active(parts: Iterable[str], file: str) -> Iterator[Diagnostic]:
    """The parts of a package that could run or that hold another file, by their names."""
    for part in parts:
        if _ACTIVE.search(part):
            message = f"it holds a macro, a control or an embedded file: {part}"
            yield found("PG-V222", message, file, "remove it and save as .docx")


def _types(trees: Mapping[str, etree._Element], parts: list[str], file: str) -> Iterator[Diagnostic]:
    types = list(trees["[Content_Types].xml"])
    if any(_MACRO_TYPE.search(str(entry.get("ContentType"))) for entry in types):
        hint = "save it as Word document without macros (.docx)"
        yield found("PG-V222", "it is a file with macros", file, hint)
    named = {str(entry.get("PartName", "")).lstrip("/").lower() for entry in types}
    endings = {str(entry.get("Extension", "")).lower() for entry in types}
    for part in parts:
        known = part.lower() in named or part.rsplit(".", 1)[-1].lower() in endings
        if not (known or part.endswith("/") or part == "[Content_Types].xml"):
            yield found(
                "PG-V220", f"this file is damaged: {part} has no type", file, "open it in Word and save it again"
            )


def _relations(part: str, tree: etree._Element, shown: tuple[Page, ...], file: str) -> Iterator[Diagnostic]:
    source = source_of(part)
    page = next((one for one in shown if one.part == source), None)
    for relation in tree:
        kind = str(relation.get("Type")).rsplit("/", 1)[-1]
        target = str(relation.get("Target"))
        near = page.using(str(relation.get("Id"))) if page else ""
        outside = str(relation.get("TargetMode", "")).strip().lower() == "external"
        if kind in _ACTIVE_RELATIONS:
            message, hint = f"it holds a macro, a control or an embedded file: {target}", _DELETE
        elif outside and kind != "hyperlink":
            message = f"it draws on something outside itself: {target}"
            hint = "embed the picture, or remove the link to the template"
        elif outside and not _LINKS.match(target):
            message, hint = f"it links to {target}, which is no web, mail or telephone address", "remove the link"
        else:
            continue
        yield page.found("PG-V222", message, near, hint) if page else found("PG-V222", message, file, hint)


def _fields(page: Page) -> Iterator[Diagnostic]:
    """Fields by the word that they begin with, however it is cut into runs; one named by other fields is refused."""
    for field in fields(page.tree):
        said = field.code.strip().split(None, 1)
        name = "=" if said and said[0].startswith("=") else said[0].upper() if said else ""
        if name in _FIELDS or not (name or field.nested):
            continue
        what = f"a field that fetches other data: {name}" if name else "a field that other fields make up"
        yield page.found("PG-V222", f"it holds {what}", page.at(field.element), "delete the field")


@dataclass(slots=True)
class FieldCode:
    """A field where it begins, with its own code and whether other fields stand in it."""

    element: etree._Element
    code: str = ""
    nested: bool = False


def fields(tree: etree._Element) -> Iterator[FieldCode]:
    """Every field of a story; code that stands outside a field counts as one for each paragraph."""
    for simple in tree.iter(f"{{{W}}}fldSimple"):
        yield FieldCode(simple, str(simple.get(f"{{{W}}}instr", "")))
    open_: list[FieldCode] = []
    loose: dict[etree._Element | None, FieldCode] = {}
    for element in tree.iter(f"{{{W}}}fldChar", f"{{{W}}}instrText", f"{{{W}}}delInstrText"):
        kind = element.get(f"{{{W}}}fldCharType")
        if element.tag != f"{{{W}}}fldChar":
            paragraph = next(element.iterancestors(f"{{{W}}}p"), None)
            field = open_[-1] if open_ else loose.setdefault(paragraph, FieldCode(element))
            field.code += element.text or ""
        elif kind == "begin":
            if open_:
                open_[-1].nested = True
            open_.append(FieldCode(element))
        elif kind == "end" and open_:
            yield open_.pop()
    yield from (*open_, *loose.values())
