"""Page patterns, such as `portuguese-playbook/{page}-pr.md`: from a path to a page id and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["source", "target", "other"]


@dataclass(frozen=True, slots=True)
class PagePattern:
    """Where the pages of one locale are: `before` and `after` are the text around `{page}`, `text` is as written."""

    text: str
    locale: str
    role: Role
    before: str
    after: str

    @classmethod
    def parse(cls, text: str, locale: str, role: Role) -> PagePattern:
        """The pattern `text`, which holds `{page}` once, with `{locale}` filled in."""
        before, _, after = text.replace("{locale}", locale).partition("{page}")
        return cls(text, locale, role, before, after)

    @property
    def literal_length(self) -> int:
        """How much of a path the pattern itself spells out: of two that match, the longer says more."""
        return len(self.before) + len(self.after)

    def page_id(self, relative: str) -> str | None:
        """The id of the page at `relative`, or None when the pattern does not match."""
        if not (relative.startswith(self.before) and relative.endswith(self.after)):
            return None
        page = relative[len(self.before) : len(relative) - len(self.after)]
        return page if page and not page.startswith("/") and not page.endswith("/") else None

    def path(self, page_id: str) -> str:
        """The path, relative to the project root, of the page `page_id`."""
        return f"{self.before}{page_id}{self.after}"
