"""A page must be listed in a table of contents.

A page that no table of contents lists is found by those alone who have its address. It happens when a page is added or
renamed, and the table of contents is forgotten.

Spoken of are pages whose folder, or a folder above it, has a table of contents in their language. It does not matter
which table of contents lists a page. `plan--partner.md` is listed where `plan.md` is, and a page where an entry leads
to the same page of another language by mistake (`toc-locale-mismatch`). Pages that other pages include, and those that
`exclude` names, need not be listed.

Limits: only a run over all of the content can tell. Nothing is said in a language of which a table of contents cannot
be read, or names pages by their `uid`. A copy of a page, which `toc-locale-mismatch` describes, is left alone.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.globs import Globs
from playbook_lint.links.resolve import State
from playbook_lint.page_facts import TocFacts
from playbook_lint.records import Record
from playbook_lint.rules.project_subject import FileIdentity, ProjectSubject, TocTarget
from playbook_lint.rules.rule import Category, Rule, Scope


class Options(Record, frozen=True):
    """`exclude` holds patterns, in the syntax of .gitignore, of pages that need not be listed."""

    exclude: tuple[str, ...] = ("includes/", "_*", "README.md", "CONTRIBUTING.md", "toc.md")


RULE = Rule(
    name="toc-missing",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="A page is in no table of contents.",
    message="No table of contents lists this page; add it to `{toc}`",
    since="0.1.0",
    scope=Scope.PROJECT,
    options=Options,
)


def check(subject: ProjectSubject, options: Options) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each page that is in no table of contents."""
    if not (subject.complete and subject.tocs):
        return
    unlisted = list(_unlisted(subject))
    if not unlisted:  # to read patterns takes longer than all else
        return
    excluded = Globs.lenient(options.exclude)
    for file, toc in unlisted:
        if not excluded.matches(file.relative):
            yield Diagnostic(RULE.name, subject.page(file.relative).start, {"toc": toc.path}, file.relative)


def _unlisted(subject: ProjectSubject) -> Iterator[tuple[FileIdentity, TocFacts]]:
    """The pages that are in no table of contents, each with the one that it is looked for in."""
    listed, tocs = _listed(subject), _by_folder(subject)
    unknown = {toc.locale for toc in subject.tocs if not toc.complete}
    for file in subject.files:
        toc = _nearest(tocs, file)
        if toc is None or not unknown.isdisjoint((file.locale, "")):
            continue
        if listed.isdisjoint(_names(subject, file.relative)) and not _is_copy(subject, file):
            yield file, toc


def _listed(subject: ProjectSubject) -> set[str]:
    """The files that tables of contents lead to, those in Markdown among them, and that pages include."""
    found = {path for listed in subject.toc_targets for path in _meant(subject, listed)}
    for file in subject.files:
        if posixpath.basename(file.relative).lower() == "toc.md":
            found.update(*(target.files for _, _, target in subject.targets_of(subject.page(file.relative))))
    return found | subject.included


def _meant(subject: ProjectSubject, listed: TocTarget) -> Iterator[str]:
    """The files that a destination leads to, or ought to: the page of its own language."""
    toc, _, target = listed
    yield from target.files
    if target.state is State.FOLDER:
        yield f"{target.path}/index.md"
    for path in target.files if toc.locale else ():
        own = subject.surroundings.page_of(subject.surroundings.identify(path).page_id, toc.locale)
        yield own or path


def _by_folder(subject: ProjectSubject) -> dict[tuple[str, str], TocFacts]:
    """The tables of contents by locale and folder; of several in a folder, the one with the shortest name."""
    found: dict[tuple[str, str], TocFacts] = {}
    for toc in sorted(subject.tocs, key=lambda toc: (len(toc.path), toc.path)):
        found.setdefault((toc.locale, posixpath.dirname(toc.path)), toc)
    return found


def _nearest(tocs: Mapping[tuple[str, str], TocFacts], file: FileIdentity) -> TocFacts | None:
    """The table of contents of the page's locale in its folder, or in the nearest one above that has any."""
    folder = file.relative
    while folder:
        folder = posixpath.dirname(folder)
        if toc := tocs.get((file.locale, folder)):
            return toc
    return None


def _names(subject: ProjectSubject, path: str) -> Iterator[str]:
    """The paths under which the page may be listed: its own, and that without the ending of an audience."""
    yield path
    stem, extension = posixpath.splitext(path)
    for audience in subject.links.audiences:
        if stem.endswith(audience):
            yield stem.removesuffix(audience) + extension


def _is_copy(subject: ProjectSubject, file: FileIdentity) -> bool:
    """Whether the page is of no locale's patterns, or another page with its id comes first in its locale."""
    return file.role == "other" or subject.is_copy(file)
