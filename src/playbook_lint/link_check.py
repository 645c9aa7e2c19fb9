"""Puts a run over the links to the web together: pages, the store, and whoever asks hosts."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from playbook_lint.config import Config, UsageError
from playbook_lint.diagnostics import Report
from playbook_lint.engine import check_links
from playbook_lint.files import cache_folder, cache_limit, cache_path, leads_outside
from playbook_lint.fixes import apply, contents_of
from playbook_lint.links.addresses import AddressPolicy
from playbook_lint.links.asking import Asker, Watch
from playbook_lint.links.known import Answers
from playbook_lint.links.schedule import Exchange
from playbook_lint.links.settings import LinkSettings
from playbook_lint.links.store import Store
from playbook_lint.project import Project
from playbook_lint.records import Record, replace
from playbook_lint.rules import registry
from playbook_lint.rules.rule import Category, Scope
from playbook_lint.rules.web_subject import WebLink
from playbook_lint.run import context_for

STORE = "links.sqlite"


class LinkOptions(Record, frozen=True):
    """What is asked of one run.

    `offline`: only what is known from earlier runs. `recheck`: ask for all anew. `store` is a file of the user's own
    choice; without `keeps`, none is used. `fix`: write the new addresses of links that have moved for good.
    """

    offline: bool = False
    recheck: bool = False
    store: Path | None = None
    keeps: bool = True
    fix: bool = False


class LinkRun(Record, frozen=True):
    """What came of a run: the report, the links in the order of pages, sentences about what went wrong.

    `stopped`: a person stopped it before all was asked.
    """

    report: Report
    links: tuple[WebLink, ...]
    complaints: tuple[str, ...]
    stopped: bool


def run_links(
    config: Config, paths: Sequence[Path], options: LinkOptions, warn: Callable[[str], None], watch: Watch
) -> LinkRun:
    """Check the links to the web of the files at `paths`, or of all configured content.

    `warn` is told, in a sentence, what is wrong with the store. Raises `UsageError`, `SchemaError`, `CatalogError`.
    """
    _demand_a_rule(config)
    project = Project(config)
    context = context_for(config)
    discovery = project.discover(paths)
    answers: list[Answers] = []

    def ask(wanted: Mapping[str, frozenset[str]]) -> Answers:
        store = _store(config, options, warn)
        exchange = None if options.offline else lambda: _exchange(config.links)
        answers.append(Asker(config.links, store, exchange, time.time, options.recheck, watch).ask(wanted))
        return answers[-1]

    before = contents_of(project, discovery) if options.fix else {}
    report, links = check_links(project, context, discovery, ask, contents=before)
    complaints = [problem.message for problem in discovery.problems if problem.is_usage]
    if options.fix:
        mended, failures = apply(report, discovery, before)
        complaints += failures
        report = replace(report if failures else _without_fixed(report), mended=mended)
    return LinkRun(report, links, tuple(complaints), answers[-1].stopped)


def _demand_a_rule(config: Config) -> None:
    web = (*registry.of_scope(Scope.WEB), Category.LINKS.value)
    if config.select and set(web).isdisjoint(config.select):
        raise UsageError("none of the selected rules is about links to the web; try `--select links`")


def _store(config: Config, options: LinkOptions, warn: Callable[[str], None]) -> Store:
    """The store of this run; one that keeps nothing where there is to be none, or none can be made."""
    if not options.keeps or options.store:
        return Store(options.store if options.keeps else None, warn)
    own = config.links.store
    path = config.root / own if own else cache_path(config.root) / STORE
    if leads_outside(path, config.root if own else cache_limit(config.root)):
        warn(f"this run goes on without the link store `{path}`: it leads outside of the project")
        return Store(None, warn)
    if not path.exists():
        if options.offline:  # nothing is known, and nothing will be
            return Store(None, warn)
        if not own and not _has_cache_folder(config.root, warn):
            return Store(None, warn)
    return Store(path, warn, replaceable=not own)


def _has_cache_folder(root: Path, warn: Callable[[str], None]) -> bool:
    try:
        cache_folder(root)
    except OSError as error:
        warn(f"this run goes on without a link store: `{error.filename}` cannot be made ({error.strerror})")
        return False
    return True


def _exchange(settings: LinkSettings) -> Exchange:
    from playbook_lint.links.fetch import CertificatesError, Fetcher
    from playbook_lint.links.request_headers import HeaderError

    try:
        return Fetcher(settings, AddressPolicy(settings.allow_private, settings.allow_hosts)).exchange
    except (CertificatesError, HeaderError) as error:
        raise UsageError(str(error)) from None


def _without_fixed(report: Report) -> Report:
    return replace(report, findings=tuple(finding for finding in report.findings if not finding.fix))
