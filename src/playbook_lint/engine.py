"""Runs rules over files: the page and catalog phase on each file alone, then on the facts of all, and of pairs of them.

Suppression comments come after both; only then is it known which findings are reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from playbook_lint.config import RuleSetting
from playbook_lint.diagnostics import Finding, LinkCounts, Report
from playbook_lint.page_phase import FileResult, check_file, unreadable_file
from playbook_lint.pair_phase import pair_findings
from playbook_lint.placing import active
from playbook_lint.project import Discovery, Project
from playbook_lint.project_phase import Lines, findings_of, project_subject
from playbook_lint.rules import registry
from playbook_lint.rules.rule import Category, Rule, Scope
from playbook_lint.rules.subject import SuppressionSubject
from playbook_lint.rules.web_subject import WebLink, WebSubject
from playbook_lint.subjects import Context, KeptPages
from playbook_lint.suppressions import ALL, Silencer, Suppression
from playbook_lint.web_phase import Ask, ask_web, lines_with_addresses
from playbook_lint.workers import mapped

# From so many catalogs on, several processes are faster.
_MANY = 24


def check(
    project: Project,
    context: Context,
    discovery: Discovery,
    *,
    contents: Mapping[str, bytes] | None = None,
    complete: bool = False,
) -> Report:
    """Check the files of `discovery` and report them, and what stood in its way.

    `contents` gives bytes for paths that are not to be read from disk (standard input). `complete` says that these are
    all files of the configured content, which some project rules need.
    """
    given = contents or {}
    if not given and any(file.kind == "catalog" for file in discovery.files):  # with which pages are compared
        context = replace(context, kept=KeptPages())
    results = _page_phase(project, context, discovery, given)
    lines = Lines(project, results, given)
    findings = [finding for result in results for finding in result.findings]
    subject = project_subject(project, tuple(results), context, complete)
    findings += findings_of(subject, Scope.PROJECT, context, lines)
    findings += pair_findings(project, subject, context, given, lines)
    if catalogs := tuple(result.catalog for result in results if result.catalog):
        from playbook_lint.rules.catalogs_subject import CatalogsSubject

        findings += findings_of(CatalogsSubject(catalogs), Scope.CATALOGS, context, lines)
    kept, silenced, used = _suppress(findings, results)
    kept += _suppression_phase(results, context, complete, used, lines)
    return _report(kept, silenced, len(results), discovery)


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
    results = _page_phase(project, context, discovery, given, runs_rules=False)
    linking = (facts for result in results if (facts := result.facts or result.toc))
    links, counts = ask_web(linking, context.config, ask)
    findings = [finding for result in results for finding in result.findings]
    findings += findings_of(WebSubject(links), Scope.WEB, context, Lines(project, results, given))
    kept, silenced, _ = _suppress(findings, results)
    return _report(kept, silenced, len(results), discovery, counts), links


def _page_phase(
    project: Project,
    context: Context,
    discovery: Discovery,
    given: Mapping[str, bytes],
    *,
    runs_rules: bool = True,
) -> list[FileResult]:
    """The page phase of all files, those that cannot be read among them."""
    results = [
        check_file(file, context, given.get(file.relative), runs_rules=runs_rules)
        for file in discovery.files
        if file.kind != "catalog"
    ]
    if catalogs := [file for file in discovery.files if file.kind == "catalog"]:
        from playbook_lint.catalog_phase import CatalogPhase

        phase = CatalogPhase(project, context)
        results += mapped(lambda file: phase.check(file, given.get(file.relative)), catalogs, worthwhile=_MANY)
    for problem in discovery.problems:
        if not problem.is_usage:
            file = project.file_at(context.config.root / problem.path)
            results.append(unreadable_file(file, problem.message, context))
    return results


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
    findings: Iterable[Finding], results: Iterable[FileResult]
) -> tuple[list[Finding], list[Finding], dict[str, set[tuple[Suppression, str]]]]:
    """Part findings into reported and suppressed ones; the last value says, by path, which suppressions did it."""
    silencers = {
        result.file.relative: Silencer(suppression for suppression, _ in result.suppressions)
        for result in results
        if result.suppressions
    }
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
    results: Iterable[FileResult],
    context: Context,
    complete: bool,
    used: Mapping[str, set[tuple[Suppression, str]]],
    lines: Lines,
) -> list[Finding]:
    found = []
    names = frozenset(registry.names()) | {category.value for category in Category}
    for result in results:
        if not result.suppressions:
            continue
        path = result.file.relative
        settings = context.config.rule_settings(path)
        is_source = result.facts is not None and result.facts.role == "source"
        able = _active_names(settings, complete, copied=is_source)
        web_lines = lines_with_addresses(result.facts or result.toc)
        subject = SuppressionSubject(result.suppressions, names, able, frozenset(used.get(path, ())), web_lines)
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
