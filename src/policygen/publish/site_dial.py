"""Telephone numbers and addresses of mail on a page, made to be pressed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policygen.domain.document import Value
from policygen.domain.mailbox import MAILBOX
from policygen.domain.phone import dialled
from policygen.publish.site_text import markdown_part

_REACHED_BY = (".phone", ".email", ".reach", ".numbers")
_PHONE = re.compile(r"\+?\(?\d[\d ()-]{4,}\d")
_SHORT = re.compile(r"\d{2,4}")
# What is no text of a paragraph, an item or a cell: headings, HTML, and what is to be copied as it stands.
_APART = re.compile(r"(?:> )*(?:#|<(?!a id=|span|strong)|    |```)")
_LINK = r"\[[^\]]*\]\([^)]*\)|<[^>]*>|`[^`]*`"


def pressable(markdown: str, values: Iterable[Value], labels: Mapping[str, str]) -> str:
    """The page with links on the numbers and addresses that its values hold, and on emergency numbers beside whom they
    reach ("警察 110", as a label has it); what is a link already stays as it is."""
    known = dict(_links(values, labels))
    for number, names in _called(labels).items():
        known |= {one: f"[{one}](tel:{number})" for name in names for one in (name, name[:1].upper() + name[1:])}
    longest = sorted(known, key=len, reverse=True)
    pattern = re.compile(
        rf"(?P<kept>{_LINK})|(?<![A-Za-z0-9+@.-])(?:{'|'.join(map(re.escape, longest))})(?![A-Za-z0-9@])"
    )

    def linked(match: re.Match[str]) -> str:
        return match[0] if match["kept"] else known[match[0]]

    lines = markdown.split("\n")
    return "\n".join(
        pattern.sub(linked, line) if any(words in line for words in known) and not _APART.match(line) else line
        for line in lines
    )


def calls(labels: Mapping[str, str]) -> Mapping[str, str]:
    """Emergency numbers that reach only some, with whom: "police 110"."""
    return {number: names[0] for number, names in _called(labels).items()}


def _called(labels: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """The same in every way in which documents write it, that of lists first."""
    area = "site.call_"
    return {key.removeprefix(area): words.split("|") for key, words in labels.items() if key.startswith(area)}


def dial(text: str) -> str:
    """A value on one line of Markdown, with links on the numbers and addresses in it."""
    parts = re.split(f"({MAILBOX.pattern}|{_PHONE.pattern})", " ".join(text.split()))
    links = (f"[{markdown_part(found)}]({_scheme(found)})" for found in parts[1::2])  # every second part was found
    return "".join(f"{markdown_part(words)}{next(links, '')}" for words in parts[::2])


def _scheme(found: str) -> str:
    return f"mailto:{found}" if "@" in found else f"tel:{dialled(found)}"


def _links(values: Iterable[Value], labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is printed, and the link to stand for it. An emergency number alone is one where it is printed bold, or
    behind the word for calling it."""
    called = labels.get("site.dial", "")
    for value in values:
        if value.source.endswith(("emergency.number", ".emergency")) and _SHORT.fullmatch(value.text):
            link = f"[{value.text}](tel:{value.text})"
            yield f"**{value.text}**", f"**{link}**"
            for words in (called, called[:1].upper() + called[1:]) if called else ():
                yield words.format(number=value.text), words.format(number=link)
        elif value.source.endswith(_REACHED_BY):
            for found in (*MAILBOX.findall(value.text), *_PHONE.findall(value.text)):
                yield found, f"[{found}]({_scheme(found)})"
