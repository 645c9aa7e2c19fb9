"""Paths against patterns in the syntax of .gitignore: the only user of pathspec."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Globs:
    """Patterns in the syntax of .gitignore, relative to one folder; raises ValueError for one that is not valid."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._spec = _compile(patterns)

    @classmethod
    def lenient(cls, patterns: Iterable[str]) -> Globs:
        """The valid ones of `patterns`: git itself passes over the others."""
        return cls([pattern for pattern in patterns if is_valid(pattern)])

    def verdict(self, relative: str) -> bool | None:
        """True when `relative` is matched, False when a `!` pattern takes it back, None when no pattern speaks of it.

        `relative` is relative to the patterns' folder, with `/` between parts and at the end of a folder.
        """
        return self._spec.check_file(relative).include

    def matches(self, relative: str) -> bool:
        """Whether `relative` is matched and not taken back."""
        return self.verdict(relative) is True


def is_valid(pattern: str) -> bool:
    """Whether `pattern` is valid in the syntax of .gitignore."""
    try:
        _compile([pattern])
    except ValueError:
        return False
    return True


def has_wildcard(pattern: str) -> bool:
    """Whether `pattern` is more than a plain path."""
    return any(mark in pattern for mark in "*?[\\")


def _compile(patterns: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    try:
        with warnings.catch_warnings():
            # pathspec turns patterns into regular expressions; Python warns of `[[`, which patterns may well hold.
            warnings.simplefilter("ignore", FutureWarning)
            return GitIgnoreSpec.from_lines(patterns)
    except re.error as error:
        raise ValueError(str(error)) from None
