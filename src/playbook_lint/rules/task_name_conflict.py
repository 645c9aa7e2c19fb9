"""A task must have the same name wherever its id stands.

Two names for one id are two tasks to a reader. The name that most pages of the language use counts, or, of two names
that are used equally often, the one that comes first.

Limits: names that differ only in case, white space, hyphens and dashes or the punctuation at their end are the same. A
name on a target page that is a source page's is not translated yet, which is another matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.page_facts import PageFacts, TaskFact
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.project_subject import ProjectSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.schema.terms import normalized

RULE = Rule(
    name="task-name-conflict",
    category=Category.TABLES,
    severity=Severity.WARNING,
    scope=Scope.PROJECT,
    summary="A task has another name on another page.",
    message="Task {id} is called `{name}` here and `{usual}` elsewhere; give it one name",
    since="0.1.0",
)

_DASH = lazy_pattern(r"\s*[-\u2010-\u2015]\s*")

_Place = tuple[str, TaskFact]


def check(subject: ProjectSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each name that is not the usual one of its task."""
    source_pages = (subject.page(file.relative) for file in subject.files if file.role == "source")
    sources = {hash(_key(task)) for page in source_pages for task in page.tasks}
    disputed = _disputed(subject.pages, sources)
    for places in _by_id(subject.pages, sources, disputed).values() if disputed else ():
        yield from _conflicts(places)


def _disputed(pages: Iterable[PageFacts], sources: Collection[int]) -> Collection[int]:
    """The ids with several names in a language, as hashes: there may be too many tasks to keep them all."""
    names: dict[int, int] = {}
    found = set()
    for page, _, (task_id, name) in _translated(pages, sources):
        place = hash((page.locale, task_id))
        if names.setdefault(place, hash(name)) != hash(name):
            found.add(place)
    return found


def _by_id(
    pages: Iterable[PageFacts], sources: Collection[int], disputed: Collection[int]
) -> Mapping[tuple[str, str], list[_Place]]:
    """The tasks with disputed names, by language and id."""
    places: dict[tuple[str, str], list[_Place]] = {}
    for page, task, (task_id, _) in _translated(pages, sources):
        if hash((page.locale, task_id)) in disputed:
            places.setdefault((page.locale, task_id), []).append((page.path, task))
    return places


def _translated(
    pages: Iterable[PageFacts], sources: Collection[int]
) -> Iterator[tuple[PageFacts, TaskFact, tuple[str, str]]]:
    """The tasks of all pages as they are compared, but for those that are not translated."""
    for page in pages:
        for task in page.tasks:
            key = _key(task)
            if all(key) and not (page.role == "target" and hash(key) in sources):
                yield page, task, key


def _conflicts(places: list[_Place]) -> Iterator[Diagnostic]:
    names = Counter(_key(task) for _, task in places)
    if len(names) == 1:
        return
    usual = names.most_common(1)[0][0]
    path, first = next(place for place in places if _key(place[1]) == usual)
    related = (Related(first.name.place, "the other name", path),)
    for other, task in places:
        if _key(task) != usual:
            name, usual_name = normalized(task.name.text), normalized(first.name.text)
            arguments = {"id": normalized(task.id.text), "name": name, "usual": usual_name}
            yield Diagnostic(RULE.name, task.name.place, arguments, other, related)


def _key(task: TaskFact) -> tuple[str, str]:
    """The id and the name as tasks are compared."""
    return normalized(task.id.text), _compared(task.name.text)


@lru_cache(maxsize=4096)
def _compared(name: str) -> str:
    return _DASH.sub("-", normalized(name)).rstrip(".,:;!?。．、：；").strip().casefold()
