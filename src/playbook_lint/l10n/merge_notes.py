"""The comments in which a merge keeps the translation that it did not take, for a translator to choose.

A note is of the translator's comment (`#`), which every PO tool keeps and shows:

    # Merge conflict, choose one: the other translation is "Plan the call"

A text of several lines, and that of a plural:

    # Merge conflict, choose one: the other translation of msgstr[1] is
    # "Plan the calls"
    # "and prepare them"

Quotes show where a line ends, and keep it from being taken for anything else; a carriage return is written `\\r`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from playbook_lint.l10n.merge_lists import merged

NOTE = "Merge conflict, choose one: the other translation"


def note(text: str, form: int | None = None) -> str:
    """The note that another translation is `text`; `form` is the number of its msgstr where there are plurals."""
    which = NOTE if form is None else f"{NOTE} of msgstr[{form}]"
    lines = [f'"{line}"' for line in text.replace("\r", "\\r").split("\n")]
    return f"{which} is {lines[0]}" if len(lines) == 1 else "\n".join((f"{which} is", *lines))


def notes_in(comment: str) -> tuple[str, ...]:
    """The notes of a comment: what is still to choose."""
    return tuple(item for item in _items(comment) if item.startswith(NOTE)) if NOTE in comment else ()


def merged_comment(base: str, ours: str, theirs: str) -> str:
    """The lines and notes of a comment that both sides leave, and those that either adds."""
    return "\n".join(merged(_items(base), _items(ours), _items(theirs)))


def with_notes(comment: str, notes: Sequence[str], outdated: Iterable[str]) -> str:
    """A comment without the notes that are `outdated`, and with those that are not in it yet."""
    gone = set(outdated) - set(notes)
    items = [item for item in _items(comment) if item not in gone]
    return "\n".join((*items, *(one for one in dict.fromkeys(notes) if one not in items)))


def _items(comment: str) -> list[str]:
    """The lines of a comment; a note is one item with all of its lines."""
    items: list[list[str]] = []
    for line in comment.split("\n") if comment else ():
        head = items[-1][0] if items else ""
        if head.startswith(NOTE) and head.endswith(" is") and line[:1] == line[-1:] == '"':
            items[-1].append(line)
        else:
            items.append([line])
    return ["\n".join(lines) for lines in items]
