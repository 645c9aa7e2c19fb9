"""What was asked about locales, kept for later runs: to load Babel takes longer than to check a page.

An answer follows from the question and from the installed Babel alone, and so do the notes in which answers are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

from playbook_lint.notes import NO_NOTES, Note, Notes

Answer = TypeVar("Answer")

# Pages may name as many locales as they like.
_MOST = 1_000
_KIND = "locales"


class _Answers:
    """The answers of this process, and the note of those of earlier ones."""

    def __init__(self) -> None:
        self.given: dict[str, Any] = {}
        self.note: Note = NO_NOTES.note(_KIND, ())

    @property
    def noted(self) -> dict[str, Any]:
        return self.note.value or {}


_answers = _Answers()


def recall(notes: Notes) -> None:
    """Answer from now on what earlier runs have asked, of which there are `notes`."""
    _answers.note = notes.note(_KIND, ())


def keep() -> None:
    """Keep the answers of this process for later runs, in the notes that were recalled."""
    given, noted = _answers.given, _answers.noted
    if not given.keys() <= noted.keys():
        answers = {**noted, **given}
        _answers.note.keep(answers if len(answers) <= _MOST else given)


def remembered(ask: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """A question about a locale that is asked but once, in this run or an earlier one; answers are data of JSON."""

    @lru_cache(_MOST)
    @wraps(ask)
    def answer(locale: str) -> Answer:
        question = f"{ask.__name__} {locale}"
        noted = _answers.noted
        given: Answer = noted[question] if question in noted else ask(locale)
        if len(_answers.given) < _MOST:
            _answers.given[question] = given
        return given

    return answer
