"""Regular expressions that few runs need: compiled where one is first used, so that no start waits for them.

What nearly every page is matched against is compiled at once, with `re.compile`, whose methods are called a little
faster.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, AnyStr, cast


def lazy_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` makes of `pattern`, compiled when it is first used; what is wrong with it is raised then."""
    return cast("re.Pattern[AnyStr]", _LazyPattern(pattern, flags))


class _LazyPattern:
    """Has everything that a compiled pattern has."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[Any]:
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> object:
        """A method of the compiled pattern, which from then on is found at once."""
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found
