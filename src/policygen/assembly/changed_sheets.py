"""Which documents read otherwise than in the issue before, clause by clause: what has to be given out again."""

from collections.abc import Iterator, Mapping
from typing import Any

Content = Mapping[str, Any]  # a manifest as JSON
Trace = Mapping[str, Any]  # a decision as JSON
Key = tuple[str, str, str]  # the file without extension, the clause, the record it is about

_MOST = 8  # clauses of a document that are named


def traces(content: Content) -> dict[Key, Trace]:
    """The decisions of an issue: one for each clause of each document, whether it stands in it or not."""
    return {(d.get("file", ""), d["clause"], d.get("record", "")): d for d in content.get("decisions", ())}


def sheets(
    before: Content, after: Content, titles: Mapping[str, str], labels: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    """`title`, `files` and `what` of each document that both issues have and that reads otherwise now.

    `titles` are those of the documents by the name of their files, in their order. Sheets of several sizes are one.
    """
    old, new = _by_file(before), _by_file(after)
    found: dict[tuple[str, str], list[str]] = {}
    for file, title in titles.items():
        if file in old and file in new:
            what = _what(old[file], new[file], labels, head=_head_moved(file, before, after))
            if what:
                found.setdefault((title, what), []).append(file)
    for (title, what), files in found.items():
        yield {"title": title, "files": labels.get("filters.comma", ", ").join(files), "what": what}


def _by_file(content: Content) -> dict[str, dict[Key, Trace]]:
    found: dict[str, dict[Key, Trace]] = {}
    for key, trace in traces(content).items():
        if trace["outcome"] == "in":
            found.setdefault(key[0], {})[key] = trace
    return found


def _head_moved(file: str, before: Content, after: Content) -> bool:
    old = before.get("heads", {}).get(file)
    return old is not None and old != after["heads"].get(file)


def _what(old: Mapping[Key, Trace], new: Mapping[Key, Trace], labels: Mapping[str, str], *, head: bool) -> str:
    """The clauses that read otherwise, those that are new and those that are gone, in the order of the document."""
    names = [_name(one) for key, one in new.items() if key in old and _reads_otherwise(old[key], one)]
    names += [labels["review.clause_new"].format(clause=_name(one)) for key, one in new.items() if key not in old]
    names += [labels["review.clause_gone"].format(clause=_name(one)) for key, one in old.items() if key not in new]
    names += [labels["review.head_moved"]] if head else []
    names = list(dict.fromkeys(names))
    shown, more = labels["review.clauses_between"].join(names[:_MOST]), len(names) - _MOST
    return labels["review.clauses_more"].format(clauses=shown, count=more) if more > 0 else shown


def _reads_otherwise(old: Trace, new: Trace) -> bool:
    """By the digest of the words; where an earlier program recorded none, by the version and by what was read."""
    if old.get("words"):
        return bool(old["words"] != new["words"])
    return bool(old.get("version") != new["version"] or old.get("read") != new["read"])


def _name(trace: Trace) -> str:
    called = trace.get("title") or trace["clause"]
    return f"{trace['number']} {called}" if trace.get("number") else str(called)
