"""Runs rules over files: the page and catalog phase on each file alone, then on the facts of all, and of pairs of them.

Suppression comments come after both; only then is it known which findings are reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from playbook_lint.config import RuleSetting
from playbook_lint.diagnostics import Finding, LinkCounts, Report
from playbook_lint.file_result import stored
from playbook_lint.gathering import Gatherer
from playbook_lint.pair_phase import pair_findings
from playbook_lint.placing import active
from playbook_lint.project import Discovery, Project
from playbook_lint.project_phase import Lines, findings_of, project_subject
from playbook_lint.results import Results
from playbook_lint.rules import registry
from playbook_lint.rules.rule import Category, Rule, Scope
from playbook_lint.rules.subject import SuppressionSubject
from playbook_lint.rules.web_subject import WebLink, WebSubject
from playbook_lint.subjects import Context
from playbook_lint.suppressions import ALL, Silencer, Suppression
from playbook_lint.web_phase import Ask, ask_web, lines_with_addresses


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
    results = gatherer.gather(discovery.files, given)
    _add_unreadable(project, context, discovery, results)
    lines = Lines(project, results.files, given)
    findings = results.findings
    subject = project_subject(project, results, context, gatherer, complete)
    findings += findings_of(subject, Scope.PROJECT, context, lines)
    findings += pair_findings(project, subject, results.pages, context, given, lines, gatherer.jobs)
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
    given = contents or {}
    results = Gatherer(project, context).gather(discovery.files, given, runs_rules=False)
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
    found = []
    names = frozenset(registry.names()) | {category.value for category in Category}
    tocs = {toc.path: toc for toc in results.tocs} if results.suppressions else {}
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


def _active_names(settings: Mapping[str, RuleSetting], complete: bool, *, copied: bool) -> frozenset[str]:
    """The rules that could find all there is to find in a page, and the categories all of whose rules could.

    `ALL` is among them when that is so for every rule but those of the web. What is `copied` to target pages may speak
    of what these differ in.
    """
    rules = [registry.get(name).RULE for name in settings]
    away = (Scope.PAIR,) if copied else ()
    idle = [
        rule
        for rule in rules
        if settings[rule.name].severity is None or not has_run(rule, complete) or rule.scope in away
    ]
    names = {rule.name for rule in rules} | {rule.category.value for rule in rules}
    names.update([ALL] if all(rule.scope in (Scope.WEB, *away) for rule in idle) else [])
    return frozenset(names - {rule.name for rule in idle} - {rule.category.value for rule in idle})


def has_run(rule: Rule, complete: bool) -> bool:
    """Whether `check` has found all that `rule` could find in its files, which may have been `complete`."""
    return rule.scope is not Scope.WEB and (complete or rule.scope not in (Scope.PROJECT, Scope.CATALOGS))
