"""The configuration of a project, as a frozen, typed `Config`."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from playbook_lint import config_file
from playbook_lint.config_file import ConfigError, UsageError
from playbook_lint.config_schema import Fault
from playbook_lint.diagnostics import Severity
from playbook_lint.files import leads_outside
from playbook_lint.ignores import git_top
from playbook_lint.l10n.settings import CatalogSettings, GlossarySettings, ImportSettings
from playbook_lint.links.settings import LinkSettings
from playbook_lint.notes import Notes
from playbook_lint.records import Record, field, replace
from playbook_lint.rule_settings import Override, RuleEntries, RuleResolver, RuleSettings, entries, unknown_name

__all__ = ["Config", "ConfigError", "LocaleConfig", "Override", "UsageError", "load_config"]

NEVER = "never"
# The folder of catalogs where the configuration names none.
CATALOGS = "locales"


class LocaleConfig(Record, frozen=True):
    """A locale (a BCP 47 tag) and the patterns of its pages, relative to the project root, the first ones first."""

    locale: str
    pages: tuple[str, ...] = ()


_SOURCE = LocaleConfig("en-US")


class Config(Record, frozen=True, dict=True):
    """What the user wants of a project.

    `root` is the absolute folder that all paths are relative to; `file` the configuration file, if there is one.
    `content`, `exclude` and page patterns are relative to `root`; `schemas` and `catalogs` are absolute folders, None
    for the shipped ones alone (`catalogs` is `locales` where there is such a folder); `catalog` says how the project's
    own are kept, `adopting` how translations of pages are taken into them, and `glossary` which words they must use.
    `max_file_size` is in bytes. `fail_on` is None for never. `baseline` is the file of known findings, relative to
    `root`. Without source page patterns every page of the content roots may be a source page.
    """

    root: Path
    file: Path | None = None
    content: tuple[str, ...] = (".",)
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    schemas: Path | None = None
    catalogs: Path | None = None
    catalog: CatalogSettings = field(default_factory=CatalogSettings)
    adopting: ImportSettings = field(default_factory=ImportSettings)
    glossary: GlossarySettings = field(default_factory=GlossarySettings)
    max_file_size: int = 1_000_000
    fail_on: Severity | None = Severity.ERROR
    baseline: str = ".playbook-lint-baseline.json"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    source: LocaleConfig = _SOURCE
    locales: tuple[LocaleConfig, ...] = ()
    rules: RuleEntries = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    links: LinkSettings = field(default_factory=LinkSettings)

    def rule_settings(self, path: str) -> RuleSettings:
        """How each rule runs on the page at `path` (relative to the root, `/` between parts)."""
        return self._resolver.settings(path)

    def rules_text(self, path: str) -> str:
        """All that the settings for the page at `path` follow from, as a text."""
        return self._resolver.text(path)

    def with_selection(self, select: Sequence[str], ignore: Sequence[str]) -> Config:
        """This configuration with lists of the command line, which replace its own unless they are empty.

        Raises `UsageError` for a name that is neither a rule's nor a category's.
        """
        for message in filter(None, map(unknown_name, (*select, *ignore))):
            raise UsageError(message)
        return replace(self, select=tuple(select) or self.select, ignore=tuple(ignore) or self.ignore)

    @cached_property
    def _resolver(self) -> RuleResolver:
        return RuleResolver(self.rules, self.overrides, self.select, self.ignore)


def load_config(start: Path, explicit: Path | None = None, *, caches: bool = False) -> Config:
    """The configuration that counts for `start`, a file or folder; raises `ConfigError`.

    It is looked for from `start` upward, and the folder of the file is the project root. An `explicit` file is taken
    instead; where `start` is not below its folder, the project root is the current folder if `start` is below that, or
    else `start` itself. Without a file everything has its default, and the root is the top of the git repository, or
    `start` itself. Where the run `caches`, files that it found right before are not checked again.
    """
    start = Path(os.path.normpath(start.absolute()))
    folder = start if start.is_dir() else start.parent
    if explicit is None:
        file = config_file.find(folder, caches=caches)
        if file is None:
            return Config(git_top(folder) or folder)
        return _config(file.path.parent, file, caches=caches)
    path = Path(os.path.normpath(explicit.absolute()))
    roots = (root for root in (path.parent, Path.cwd()) if folder.is_relative_to(root))
    root = next(roots, folder)
    file = config_file.read(path, Notes(root if caches else None))
    if file is None:
        raise ConfigError(path, "has no table `[tool.playbook-lint]`")
    return _config(root, file, caches=caches)


def _config(root: Path, file: config_file.ConfigFile, *, caches: bool) -> Config:
    table: dict[str, Any] = config_file.resolve(file, Notes(root if caches else None))
    values: dict[str, Any] = {
        key.replace("-", "_"): tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    if "content" in table:
        values["content"] = tuple(posixpath.normpath(entry) for entry in table["content"])
    if "fail-on" in table:
        values["fail_on"] = None if table["fail-on"] == NEVER else Severity(table["fail-on"])
    values |= _catalog_values(table)
    values.pop("import", None)
    if "max-file-size" in table:
        values["max_file_size"] = int(table["max-file-size"])  # 1e6 is a whole number to JSON Schema
    if "source" in table:
        source = table["source"]
        values["source"] = LocaleConfig(source.get("locale", _SOURCE.locale), tuple(source.get("pages", ())))
    if "locales" in table:
        values["locales"] = tuple(LocaleConfig(tag, tuple(of["pages"])) for tag, of in table["locales"].items())
    if "links" in table:
        from playbook_lint.link_settings import link_settings

        values["links"] = link_settings(table["links"])
    if "rules" in table:
        values["rules"] = entries(table["rules"])
    if "overrides" in table:
        values["overrides"] = tuple(
            Override(tuple(override["paths"]), entries(override["rules"])) for override in table["overrides"]
        )
    if not values.get("catalogs") and (root / CATALOGS).is_dir() and not leads_outside(root / CATALOGS, root):
        values["catalogs"] = root / CATALOGS
    config = Config(root=root, file=file.path, **values)
    if fault := next(_locale_faults(config), None):
        raise file.error(*fault)
    return config


def _catalog_values(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the tables about catalogs give."""
    if "catalogs" in table:
        settings = {key.replace("-", "_"): value for key, value in table["catalogs"].items()}
        yield "catalogs", settings.pop("path", None)
        yield "catalog", CatalogSettings(**settings | {"keep": tuple(settings.get("keep", ()))})
    if "import" in table:
        yield "adopting", ImportSettings(**table["import"])
    if "glossary" in table:
        yield "glossary", GlossarySettings(tuple(table["glossary"].get("files", ())))


def _locale_faults(config: Config) -> Iterator[Fault]:
    """The locales that are there twice, be it in another spelling, and the patterns that are those of two locales."""
    tags = {config.source.locale.casefold(): config.source.locale}
    owners = {
        pattern.replace("{locale}", config.source.locale): config.source.locale for pattern in config.source.pages
    }
    for target in config.locales:
        keys = ("locales", target.locale)
        known = tags.setdefault(target.locale.casefold(), target.locale)
        if known == config.source.locale:
            yield Fault(keys, f"`{target.locale}` is the source locale and cannot be a target locale too")
        elif known != target.locale:
            yield Fault(keys, f"the locale `{target.locale}` is there already, as `{known}`")
        for pattern in target.pages:
            owner = owners.setdefault(pattern.replace("{locale}", target.locale), target.locale)
            if owner != target.locale:
                message = f"the pattern `{pattern}` is that of the locale `{owner}` too; a page has one locale"
                yield Fault((*keys, "pages"), message)
