"""What a look at the translations of a project finds."""

from __future__ import annotations

from typing import NamedTuple

from playbook_lint.l10n.status import ProjectStatus


class Gathered(NamedTuple):
    """How far a project is, and what stands in the way, in sentences."""

    status: ProjectStatus
    problems: tuple[str, ...]
