"""Text as an answer: how long it may be, which characters it may hold, and what an address or number looks like."""

import re
import unicodedata

from policygen.domain.colour import LEAST, is_readable, nearest_readable, reads_on
from policygen.domain.phone import numbers

MOST_NAME = 300
MOST_LONG = 20_000
_EMAIL = re.compile(r"[^\s@<>(),;:\"\\\[\]]{1,64}@[^\s@<>(),;:\"\\\[\]/]+\.[^\s@<>(),;:\"\\\[\]./]{2,}")
_PHONE = re.compile(r"[+0-9(][0-9 ()./\u2010-\u2013-]*(?:\s?(?:ext\.?|x|#)\s?[0-9]{1,8})?", re.IGNORECASE)
_URL = re.compile(r"https://[^\s/?#<>\"\\^`{|}@]+(?::[0-9]{1,5})?(?:[/?#][^\s<>\"\\^`{|}]*)?")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_SEPARATORS = {0x2028, 0x2029}
_SPACES = " \u00a0\u2007\u202f\u3000"
_VISIBLE = "LNPS"  # letters, numbers, punctuation, symbols


class RefusedError(Exception):
    """An answer that cannot be taken: what is wrong with it, and what would be right."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def plain_text(text: str, most: int = MOST_NAME, *, lines: bool = False) -> str:
    """The text without white space around it, or `RefusedError` for its length or a character nobody could see."""
    text = text.strip(_SPACES) if not lines else text.strip(_SPACES + "\n")
    text = text.replace("\r\n", "\n")
    if not text.isprintable():  # everything refused below is not
        for character in text:
            _check_character(character, lines)
    if text and not any(unicodedata.category(character)[0] in _VISIBLE for character in text):
        raise RefusedError("nothing of this text can be seen", "Write it with letters, digits or signs.")
    if len(text) > most:
        raise RefusedError(f"the text has {len(text):,} characters; the most is {most:,}", "Shorten it.")
    return text


def email(text: str) -> str:
    """An email address, as people write it."""
    text = plain_text(text)
    if len(text) > 254 or ".." in text or not _EMAIL.fullmatch(text):
        raise RefusedError(f'"{shown(text)}" is not an email address', "Write it like this: manager@clinic.example")
    return text


def phone(text: str) -> str:
    """A phone number: digits with spaces, brackets and dashes, and an extension where there is one."""
    text = plain_text(text)
    digits = sum(character.isdigit() for character in text)
    if not 3 <= digits <= 25 or len(text) > 40 or not _PHONE.fullmatch(text):
        raise RefusedError(
            f'"{shown(text)}" is not a phone number', "Write its digits, from + and the code of the country on."
        )
    return text


def holds_number(text: str, example: str) -> str:
    """A text with a number of three digits or more in it, as `000` or `110 (police) or 119 (fire)`."""
    if not numbers(text):
        raise RefusedError(
            f'"{shown(text)}" is no number that can be called', f"Write it whole, for instance {example}."
        )
    return text


def url(text: str) -> str:
    """A web address that starts with https."""
    text = plain_text(text, 2_000)
    if not _URL.fullmatch(text) or "." not in text:
        raise RefusedError(
            f'"{shown(text)}" is not a web address that starts with https://',
            "Write it like this: https://www.clinic.example/code",
        )
    return text


def colour(text: str) -> str:
    """A colour of six hexadecimal digits in which headings can be read on white and on its own tints."""
    text = plain_text(text).lower()
    if not _COLOUR.fullmatch(text):
        hint = 'Write a hash mark and six digits or letters from a to f, in quotation marks: "#1f5f4a"'
        raise RefusedError(f'"{shown(text)}" is not a colour', hint)
    if not is_readable(text):
        raise RefusedError(
            f"headings in {text} cannot be read well: their contrast is {reads_on(text):.2f} to 1, and {LEAST} is needed",
            f'The nearest colour of its hue that passes is "{nearest_readable(text)}" (WCAG 2.2, level AA).',
        )
    return text


def shown(text: str, most: int = 60) -> str:
    """The text for a message: cut, and with invisible characters written as code points."""
    visible = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text[:most])
    return visible + ("…" if len(text) > most else "")


def _check_character(character: str, lines: bool) -> None:
    code = ord(character)
    if character == "\n":
        if not lines:
            raise RefusedError("the text has a line break (U+000A)", "Write it on one line.")
        return
    why = _why_refused(code, character)
    if why:
        raise RefusedError(
            f"the text holds U+{code:04X}, {why}",
            "Delete that character, or type the text again instead of pasting it.",
        )


def _why_refused(code: int, character: str) -> str:
    if 0xD800 <= code <= 0xDFFF:
        return "half of a character"
    if code >= 0xF0000:
        return "a private character of plane 15 or 16 that no document can show"
    if code in _BIDI:
        return "an invisible mark that turns the direction of the text"
    if code in _SEPARATORS or unicodedata.category(character) == "Cc":
        return "a tab" if code == 9 else "a control character"
    if code == 0xFEFF or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return "which is not a character of any script"
    return ""
