"""What other programs leave out of a Word file, or leave in it, put right: the file that we write is a sound one."""

from lxml import etree

from policygen.render.docx_parts import OFFICE, PACKAGE
from policygen.render.docx_xml import W
from policygen.render.shell_files import shells_dir

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = f"{PACKAGE}/content-types"
_RELATIONSHIPS = f"{PACKAGE}/relationships"
_LINKS = "word/_rels/document.xml.rels"
_THEME = "word/theme/theme1.xml"


def mend(parts: dict[str, bytes]) -> None:
    """Put right what is known to be missing or superfluous."""
    _drop_legacy_styles(parts)
    _drop_character_sets(parts)
    _add_theme(parts)


def declare(parts: dict[str, bytes], name: str, kind: str) -> None:
    """Enter a part in the list of content types."""
    types = etree.fromstring(parts["[Content_Types].xml"])
    if not any(one.get("PartName") == f"/{name}" for one in types):
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
    parts["[Content_Types].xml"] = _written(types)


def _drop_legacy_styles(parts: dict[str, bytes]) -> None:
    """Word 2010's second copy of the styles: beside styles of ours it would be out of step."""
    if parts.pop("word/stylesWithEffects.xml", None) is None:
        return
    for name in ("[Content_Types].xml", _LINKS):
        tree = etree.fromstring(parts[name])
        for entry in list(tree):
            if (entry.get("PartName") or entry.get("Target") or "").endswith("stylesWithEffects.xml"):
                tree.remove(entry)
        parts[name] = _written(tree)


def _drop_character_sets(parts: dict[str, bytes]) -> None:
    """LibreOffice names the character sets of fonts in words that Word does not know, beside the codes it does."""
    if "word/fontTable.xml" not in parts:
        return
    tree = etree.fromstring(parts["word/fontTable.xml"])
    for charset in tree.iter(f"{{{W}}}charset"):
        charset.attrib.pop(f"{{{W}}}characterSet", None)
    parts["word/fontTable.xml"] = _written(tree)


def _add_theme(parts: dict[str, bytes]) -> None:
    """A file without a theme is one that Word has not written; ours has nothing in it that shows."""
    links = etree.fromstring(parts[_LINKS])
    if any(link.get("Type") == f"{OFFICE}/theme" for link in links):
        return
    parts[_THEME] = (shells_dir() / "docx" / "theme.xml").read_bytes()
    declare(parts, _THEME, "application/vnd.openxmlformats-officedocument.theme+xml")
    etree.SubElement(
        links, f"{{{_RELATIONSHIPS}}}Relationship", Id="rIdOurTheme", Type=f"{OFFICE}/theme", Target="theme/theme1.xml"
    )
    parts[_LINKS] = _written(links)


def _written(tree: etree._Element) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
