"""What rules about suppression comments look at."""

from __future__ import annotations

from typing import NamedTuple

from playbook_lint.source import Place
from playbook_lint.suppressions import Suppression


class SuppressionSubject(NamedTuple):
    """The suppression comments of one page, and what they silenced in this run.

    `comments` pairs each with its place. `names` are what a suppression may name: rules and categories. `active` are
    those that could find all there is here: rules that ran (rules of the whole project only on all of it), and
    categories all of whose rules did; `*` when all rules did but those of the web, which `check` does not ask. `used`
    holds a suppression and the name in it (`*` for one without names) that silenced something. `web_lines` are the
    lines with links to the web, in order.
    """

    comments: tuple[tuple[Suppression, Place], ...]
    names: frozenset[str]
    active: frozenset[str]
    used: frozenset[tuple[Suppression, str]]
    web_lines: tuple[int, ...]
