"""What rules of links look at: a page, and what its links lead to in the project."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from playbook_lint.page_facts import PageFacts
from playbook_lint.records import Record
from playbook_lint.rules.project_subject import LinkTarget, ProjectSubject


class LinksSubject(Record, frozen=True, dict=True):
    """The links of `page`, a page of the run; it is without its sections."""

    page: PageFacts
    project: ProjectSubject

    @cached_property
    def targets(self) -> Sequence[LinkTarget]:
        """Every link with what it leads to; a reference link leads where its definition does."""
        return self.project.targets_of(self.page)
