"""Which characters the shipped fonts hold, and how wide they are."""

from pathlib import Path

import pytest

from policygen.render import fonts


def test_the_names_of_people_in_japan_europe_and_vietnam_can_be_printed() -> None:
    assert fonts.missing("髙橋 﨑子 彅田 𠮷野 葛\U000e0100城 Łukasz Nguyễn Þór Ωμέγα Жанна") == ()


def test_each_character_that_no_font_holds_is_named_once_in_order() -> None:
    assert fonts.missing("a😀b한😀c") == ("😀", "한")


def test_characters_that_print_nothing_are_not_missing() -> None:
    assert fonts.missing("a\nb\u00ad\u200b\u2060\ufe0fé") == ()


def test_every_kanji_of_cp932_can_be_printed() -> None:
    pairs = (bytes([lead, trail]) for lead in range(0x81, 0xFD) for trail in range(0x40, 0xFD))
    kanji = {
        character for pair in pairs for character in pair.decode("cp932", "ignore") if "\u3400" <= character <= "\u9fff"
    }
    assert len(kanji) > 6600
    assert fonts.missing("".join(sorted(kanji))) == ()


def test_a_font_file_the_user_names_stands_first_and_its_characters_count(tmp_path: Path) -> None:
    named = tmp_path / "Named.ttf"
    named.write_bytes(fonts.files()[-1].read_bytes())
    assert fonts.families((named,))[0] == "Noto Sans JP"
    assert fonts.missing("髙", (named,)) == ()


def test_the_japanese_fonts_come_with_their_licence() -> None:
    folder = fonts.files()[-1].parent
    assert "SIL Open Font License" in (folder / "OFL.txt").read_text(encoding="utf-8")
    assert {path.name for path in folder.glob("*.ttf")} == {"NotoSansJP-Regular.ttf", "NotoSansJP-Bold.ttf"}


@pytest.mark.parametrize(
    ("text", "letters", "longest"),
    [
        ("", 0, 1),
        ("two words", 9, 5),
        ("対応を終了", 10, 2),
        ("電子メール desk@sakura.exampleへ", 32, 19),
        ("１", 2, 2),
    ],
)
def test_an_east_asian_character_takes_the_room_of_two_letters_and_a_line_may_break_after_it(
    text: str, letters: int, longest: int
) -> None:
    assert fonts.breadth(text) == letters
    assert fonts.unbroken(text) == longest
