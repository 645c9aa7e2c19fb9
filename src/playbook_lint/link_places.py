"""What the links of a project's pages lead to, in a form that is the same for a source page and its targets."""

from __future__ import annotations

from functools import cache

from playbook_lint.links import destination
from playbook_lint.links.likeness import hosts_of, languages, place_of
from playbook_lint.links.resolve import Resolver, Target
from playbook_lint.project import Project
from playbook_lint.tree import FileTree


def resolver_of(project: Project) -> Resolver:
    """Tells what destinations lead to in the project, by the files that are there when it is asked."""
    config = project.config
    return Resolver.of(FileTree(config.root, config.links.redirects), config.links, project.link_roots)


class LinkPlaces:
    """The places of one project; paths are relative to its root."""

    def __init__(self, project: Project) -> None:
        config = project.config
        self._tags = languages(config.source.locale, *(one.locale for one in config.locales))
        self._hosts = hosts_of(config.links.site)
        self._resolver = resolver_of(project)
        self._page_id_of = cache(lambda path: project.file_at(config.root / path).page_id)

    def target(self, written: str, page: str) -> Target:
        """What the destination `written` on the page at `page` leads to."""
        return self._resolver.target(page, destination.read(written))

    def place(self, target: Target, page: str) -> str:
        """The place of a target of the page at `page`; empty for the page itself."""
        return place_of(target, page, self._page_id_of, self._tags, self._hosts)
