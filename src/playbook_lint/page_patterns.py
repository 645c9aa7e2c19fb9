"""Page patterns, such as `portuguese-playbook/{page}-pr.md`: from a path to a page id and back."""

from __future__ import annotations

from typing import Literal

from playbook_lint.records import Record

Role = Literal["source", "target", "other"]

EXTENSION = ".md"


class PagePattern(Record, frozen=True):
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

    @property
    def folder(self) -> str:
        """The folder, as far as the pattern spells it out, that holds its pages; empty for the project root."""
        return self.before.rpartition("/")[0]

    def page_id(self, relative: str) -> str | None:
        """The id of the page at `relative`, or None when the pattern does not match; `.MD` is as good as `.md`."""
        stem = without_extension(relative)
        path = stem if stem == relative else stem + EXTENSION
        if not (path.startswith(self.before) and path.endswith(self.after)):
            return None
        page = path[len(self.before) : len(path) - len(self.after)]
        return page if page and not page.startswith("/") and not page.endswith("/") else None

    def path(self, page_id: str) -> str:
        """The path, relative to the project root, of the page `page_id`."""
        return f"{self.before}{page_id}{self.after}"


def without_extension(path: str) -> str:
    """The path of a page without its extension, in capital letters or not; another file's path as it is."""
    return path[: -len(EXTENSION)] if path.lower().endswith(EXTENSION) else path
