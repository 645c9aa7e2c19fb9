"""Runs rules over files: the page and catalog phase on each file alone, then on the facts of all, and of pairs of them.

Suppression comments come after both; only then is it known which findings are reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from itertools import chain
from typing import TYPE_CHECKING

from playbook_lint.diagnostics import Finding, LinkCounts, Report
from playbook_lint.file_result import stored
from playbook_lint.gathering import Gatherer
from playbook_lint.placing import active
from playbook_lint.project import Discovery, Project
from playbook_lint.project_phase import Lines, findings_of, findings_of_links, project_subject
from playbook_lint.records import replace
from playbook_lint.results import Results
from playbook_lint.rule_settings import RuleSettings
from playbook_lint.rules import registry
from playbook_lint.rules.rule import Category, Scope
from playbook_lint.subjects import Context
from playbook_lint.suppressions import ALL, Silencer, Suppression

if TYPE_CHECKING:
    from playbook_lint.rules.web_subject import WebLink
    from playbook_lint.web_phase import Ask


def check(
    project: Project,
    context: Context,
    discovery: Discovery,
    *,
    contents: Mapping[str, bytes] | None = None,
    complete: bool = False,
    gatherer: Gatherer | None = None,
) -> Report:
    """Check the files of `discovery` and report them, and what stood in its way.

    `contents` gives bytes for paths that are not to be read from disk (standard input). `complete` says that these are
    all files of the configured content, which some project rules need. `gatherer` is how they are looked at.
    """
    given = contents or {}
    gatherer = gatherer or Gatherer(project, context)
    with closing(gatherer.gather(discovery.files, given)) as results:
        _add_unreadable(project, context, discovery, results)
        return _later_phases(project, context, discovery, given, results, gatherer, complete=complete)


def _later_phases(
    project: Project,
    context: Context,
    discovery: Discovery,
    given: Mapping[str, bytes],
    results: Results,
    gatherer: Gatherer,
    *,
    complete: bool,
) -> Report:
    """The report on what was found in each file, and on what rules see in all of them."""
    lines = Lines(project, results.files, given)
    findings = results.findings
    subject = project_subject(project, results, context, gatherer, complete)
    comparison: AbstractContextManager[Callable[[], list[Finding]]] = nullcontext(list)
    if any(file.role == "target" for file in results.files.values()):
        from playbook_lint.pair_phase import comparing

        comparison = comparing(project, subject, results.pages, context, given, lines, gatherer)
    with comparison as compared:
        findings += findings_of(subject, Scope.PROJECT, context, lines)
        findings += findings_of_links(subject, context, lines)
        findings += compared()
    if results.catalogs:
        from playbook_lint.rules.catalogs_subject import CatalogsSubject

        findings += findings_of(CatalogsSubject(tuple(results.catalogs)), Scope.CATALOGS, context, lines)
    kept, silenced, used = _suppress(findings, results)
    kept += _suppression_phase(results, context, complete, used, lines)
    return _report(kept, silenced, len(results.files), discovery)


def check_links(
    project: Project,
    context: Context,
    discovery: Discovery,
    ask: Ask,
    *,
    contents: Mapping[str, bytes] | None = None,
) -> tuple[Report, tuple[WebLink, ...]]:
    """Check the links of the files of `discovery` to the web, with what `ask` knows of their URLs.

    Only the rules of the web run. The links themselves come with the report, in the order of pages.
    """
    from playbook_lint.rules.web_subject import WebSubject
    from playbook_lint.web_phase import ask_web

    given = contents or {}
    with closing(Gatherer(project, context).gather(discovery.files, given, runs_rules=False)) as results:
        _add_unreadable(project, context, discovery, results)
        links, counts = ask_web(results.linking(), context.config, ask)
        findings = results.findings
        findings += findings_of(WebSubject(links), Scope.WEB, context, Lines(project, results.files, given))
        kept, silenced, _ = _suppress(findings, results)
        return _report(kept, silenced, len(results.files), discovery, counts), links


def _add_unreadable(project: Project, context: Context, discovery: Discovery, results: Results) -> None:
    """Add what was found in the way of reading files."""
    for problem in discovery.problems:
        if not problem.is_usage:
            from playbook_lint.page_phase import unreadable_file

            file = project.file_at(context.config.root / problem.path)
            results.add(file, stored(unreadable_file(file, problem.message, context)))


def _report(
    kept: Iterable[Finding],
    silenced: Iterable[Finding],
    files: int,
    discovery: Discovery,
    links: LinkCounts | None = None,
) -> Report:
    return Report(
        tuple(sorted(kept, key=lambda finding: finding.sort_key)),
        tuple(sorted(silenced, key=lambda finding: finding.sort_key)),
        files,
        discovery.skipped,
        links,
        tuple(problem.path for problem in discovery.problems if problem.is_usage),
    )


def _suppress(
    findings: Iterable[Finding], results: Results
) -> tuple[list[Finding], list[Finding], dict[str, set[tuple[Suppression, str]]]]:
    """Part findings into reported and suppressed ones; the last value says, by path, which suppressions did it."""
    silencers = {path: Silencer(one for one, _ in found) for path, found in results.suppressions.items()}
    kept: list[Finding] = []
    silenced: list[Finding] = []
    used: dict[str, set[tuple[Suppression, str]]] = {}
    for finding in findings:
        silencer = silencers.get(finding.path)
        match = silencer.find(finding.place.start.line, finding.rule, finding.category) if silencer else None
        if match:
            silenced.append(replace(finding, suppressed=True))
            used.setdefault(finding.path, set()).add(match)
        else:
            kept.append(finding)
    return kept, silenced, used


def _suppression_phase(
    results: Results,
    context: Context,
    complete: bool,
    used: Mapping[str, set[tuple[Suppression, str]]],
    lines: Lines,
) -> list[Finding]:
    if not results.suppressions:
        return []
    from playbook_lint.rules.suppression_subject import SuppressionSubject
    from playbook_lint.web_phase import lines_with_addresses

    found = []
    names = frozenset(registry.names()) | {category.value for category in Category}
    tocs = {toc.path: toc for toc in results.tocs}
    for path, suppressions in results.suppressions.items():
        settings = context.config.rule_settings(path)
        page = results.pages.find(path)
        able = _active_names(settings, complete, copied=page is not None and page.role == "source")
        web_lines = lines_with_addresses(page or tocs.get(path))
        subject = SuppressionSubject(suppressions, names, able, frozenset(used.get(path, ())), web_lines)
        for module, setting in active(settings, Scope.SUPPRESSIONS):
            placer = lines.placer(path)
            found += [
                placer.finding(diagnostic, module, setting) for diagnostic in module.check(subject, setting.options)
            ]
    return found


def _active_names(settings: RuleSettings, complete: bool, *, copied: bool) -> frozenset[str]:
    """The rules that could find all there is to find in a page, and the categories all of whose rules could.

    `ALL` is among them when that is so for every rule but those of the web. What is `copied` to target pages may speak
    of what these differ in.
    """
    away = {Scope.WEB, Scope.PAIR} if copied else {Scope.WEB}
    names = registry.names()
    idle = [
        name
        for name in names
        if not settings.runs(name) or not has_run(name, complete) or registry.scope_of(name) in away
    ]
    able = _with_categories(names) - _with_categories(idle)
    return able | {ALL} if all(registry.scope_of(name) in away for name in idle) else able


def _with_categories(rules: Iterable[str]) -> frozenset[str]:
    return frozenset(chain.from_iterable((name, registry.category_of(name).value) for name in rules))


def has_run(rule: str, complete: bool) -> bool:
    """Whether `check` has found all that a rule could find in its files, which may have been `complete`."""
    scope = registry.scope_of(rule)
    return scope is not Scope.WEB and (complete or scope not in (Scope.PROJECT, Scope.LINKS, Scope.CATALOGS))
