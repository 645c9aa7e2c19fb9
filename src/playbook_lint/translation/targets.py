"""Where target pages are written: each in a place of its own, inside the project, that is no source page."""

from __future__ import annotations

import os
from collections.abc import Iterable

from playbook_lint.config import UsageError
from playbook_lint.files import leads_outside
from playbook_lint.project import Project
from playbook_lint.translation.sources import Sources


def check_targets(project: Project, sources: Sources, locales: Iterable[str]) -> None:
    """Raise `UsageError` at the first target page that cannot be written without harm to another file."""
    root = project.config.root
    # Symbolic links give a file several names.
    taken = {os.path.realpath(file.path): f"is the source page `{file.relative}`" for file in sources.files.values()}
    for locale in locales:
        for page_id in sources.selected:
            path = project.target_path(page_id, locale)
            page = f"`{path}`, the target page of `{sources.files[page_id].relative}` in {locale},"
            if leads_outside(root / path, root):
                raise UsageError(f"{page} leads out of the project")
            own = f"is that of `{sources.files[page_id].relative}` in {locale} too"
            if (other := taken.setdefault(os.path.realpath(root / path), own)) is not own:
                raise UsageError(f"{page} {other}")
