"""The table `[links]` of the configuration: what its schema cannot say, and its values as `LinkSettings`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from playbook_lint.config_schema import Fault, dotted
from playbook_lint.links.settings import HostSettings, Lifetimes, LinkSettings, Tolerance
from playbook_lint.toml_lines import Key

# Fields that carry a secret whenever they are sent.
_SECRET = re.compile(r"(proxy-)?authorization|cookie|.*api-?key|private-token|x-auth-token", re.IGNORECASE)
_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_OUR_VARIABLE = re.compile(r"PLAYBOOK_LINT_[A-Z0-9_]+")


def links_fault(table: Mapping[str, Any]) -> Fault | None:
    """The first header field in a configuration table, valid against its schema, that must not be there.

    The sentence never quotes a value, which may be a secret.
    """
    return next(_header_faults(table.get("links", {}).get("hosts", {})), None)


def _header_faults(hosts: Mapping[str, Any]) -> Iterator[Fault]:
    for pattern, host in hosts.items():
        for field, value in host.get("headers", {}).items():
            keys: tuple[Key, ...] = ("links", "hosts", pattern, "headers", field)
            names = _VARIABLE.findall(value)
            for name in names:
                if not _OUR_VARIABLE.fullmatch(name):
                    message = f"names the environment variable `{name}`, but only PLAYBOOK_LINT_… can be used"
                    yield Fault(keys, f"`{dotted(keys)}` {message}")
            if not names and _SECRET.fullmatch(field):
                example = "${PLAYBOOK_LINT_TOKEN}"
                yield Fault(keys, f"`{dotted(keys)}` holds a secret: put it into an environment variable, `{example}`")


def link_settings(table: Mapping[str, Any]) -> LinkSettings:
    """The settings that a valid table gives."""
    values: dict[str, Any] = {
        key.replace("-", "_"): tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    if "lifetimes" in values:
        values["lifetimes"] = Lifetimes(**values["lifetimes"])
    if "tolerance" in values:
        values["tolerance"] = Tolerance(**values["tolerance"])
    if "hosts" in values:
        values["hosts"] = tuple(_host(pattern, host) for pattern, host in values["hosts"].items())
    return LinkSettings(**values)


def _host(pattern: str, table: Mapping[str, Any]) -> HostSettings:
    return HostSettings(pattern, **{**table, "accept": tuple(table.get("accept", ()))})
