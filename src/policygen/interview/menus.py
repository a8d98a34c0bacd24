"""What a menu on the terminal does beyond its library: pages, a search that never misleads, and what is out of sight."""

from collections.abc import Callable, Mapping
from typing import Any

_PAGE = 10


def page_keys(question: Any, menu: Any) -> None:
    """Page Up, Page Down, Home and End; the pointer stays on rows that can be chosen."""
    for key, by in (("pageup", -_PAGE), ("pagedown", _PAGE), ("home", -len(menu.choices)), ("end", len(menu.choices))):
        question.application.key_bindings.add(key, eager=True)(_jump(menu, by))


def mend_search(question: Any, menu: Any) -> None:
    """Enter does nothing while the letters typed find no row; without letters the row first marked is marked again."""
    from prompt_toolkit.filters import Condition

    keys, marked = question.application.key_bindings, menu.pointed_at

    def shorter(_event: Any) -> None:
        had = bool(menu.search_filter)
        menu.remove_search_character()
        if had:
            menu.pointed_at = 0 if menu.search_filter else marked

    def all_again(_event: Any) -> None:
        if menu.search_filter:
            menu.search_filter, menu.pointed_at = None, marked

    keys.add("backspace", eager=True)(shorter)
    keys.add("escape", eager=True)(all_again)
    keys.add("enter", filter=Condition(lambda: _nothing_found(menu)), eager=True)(_wait)


def below_line(menu: Any, window: Any, labels: Mapping[str, str]) -> Callable[[], Any]:
    """The line under a menu: that no row fits the letters typed, or how many rows are out of sight."""

    def line() -> Any:  # what prompt_toolkit calls formatted text
        if _nothing_found(menu):
            return [("bold fg:ansired", f"! {labels['interview.nothing-found']}")]
        seen = window.render_info
        if seen is None:
            return []
        above, below = seen.first_visible_line(), seen.content_height - seen.last_visible_line() - 1
        told = [
            labels[f"interview.{key}"].format_map({"count": count})
            for key, count in (("more-below", below), ("more-above", above))
            if count > 0
        ]
        return [("bold", f"   {' · '.join(told)}")]

    return line


def _nothing_found(menu: Any) -> bool:
    typed = (menu.search_filter or "").lower()
    return bool(typed) and not any(typed in str(choice.title).lower() for choice in menu.choices)


def _jump(menu: Any, by: int) -> Callable[[Any], None]:
    def jump(_event: Any) -> None:
        last = menu.choice_count - 1
        menu.pointed_at = min(max(menu.pointed_at + by, 0), last)
        while not menu.is_selection_valid():
            menu.pointed_at += 1 if menu.pointed_at < last else -1

    return jump


def _wait(_event: Any) -> None:
    """Leave the menu as it is."""
