"""Which files are checked, by their names: pages, tables of contents, and catalogs of translations."""

from __future__ import annotations

import re
from typing import Literal

from playbook_lint.patterns import lazy_pattern

FileKind = Literal["page", "toc", "catalog"]

_TOC = lazy_pattern(r"toc(?:--[^/]*)?\.ya?ml", re.IGNORECASE)


def kind_of(path: str) -> FileKind | None:
    """What a file at `path` (`/` between parts) is by its name, or None for a file that is not checked."""
    name = path.rpartition("/")[2]
    if name.lower().endswith(".md"):
        return "page"
    if name.lower().endswith((".po", ".pot")):
        return "catalog"
    return "toc" if _TOC.fullmatch(name) else None
