"""The header fields that a request is sent with.

Fields of the configuration go only to the hosts that it names, each hop of a redirect being a request of its own. A
value that holds an environment variable is taken for a secret and goes over https only. Since a configuration may come
with a contribution of anyone, it may name only variables that were set for this tool: `PLAYBOOK_LINT_…`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from playbook_lint import __version__
from playbook_lint.links.settings import HostSettings, LinkSettings
from playbook_lint.records import replace

_OURS = {
    "User-Agent": f"playbook-lint/{__version__} (+https://github.com/playbook-lint/playbook-lint)",
    "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
    # What can be unpacked a little at a time, whatever else is installed.
    "Accept-Encoding": "gzip, deflate",
}
_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_ALLOWED_VARIABLE = re.compile(r"PLAYBOOK_LINT_[A-Z0-9_]+")
# RFC 9110 section 5: a token; visible characters with spaces between them.
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\x21-\x7e]+(?:[ \t]+[\x21-\x7e]+)*")
# They would change where a request goes or where it ends.
_NOT_OURS_TO_SET = re.compile(
    r"host|connection|content-.*|expect|keep-alive|proxy-.*|referer|te|trailer|transfer-encoding|upgrade", re.IGNORECASE
)


class HeaderError(ValueError):
    """A header field of the configuration cannot be sent; the message is one sentence that says why."""


class RequestHeaders:
    """The header fields for each host, with environment variables put in; raises `HeaderError`."""

    def __init__(self, settings: LinkSettings, environment: Mapping[str, str]) -> None:
        hosts = [_expanded(host, environment) for host in settings.hosts]
        self._secure = replace(settings, hosts=tuple(hosts))
        self._plain = replace(settings, hosts=tuple(map(_without_secrets, settings.hosts, hosts)))

    def for_host(self, host: str, is_secure: bool) -> Mapping[str, str]:
        """The fields of a request to `host`; `is_secure`: over https."""
        return {**_OURS, **(self._secure if is_secure else self._plain).for_host(host).headers}


def _expanded(settings: HostSettings, environment: Mapping[str, str]) -> HostSettings:
    headers = {}
    for name, value in settings.headers.items():
        if not _NAME.fullmatch(name) or _NOT_OURS_TO_SET.fullmatch(name):
            raise HeaderError(f"the header field `{name}` for `{settings.pattern}` cannot be set")
        headers[name] = _VARIABLE.sub(lambda match: _variable(match[1], environment), value)
        if not _VALUE.fullmatch(headers[name]):
            raise HeaderError(
                f"the header field `{name}` for `{settings.pattern}` is empty or holds characters that cannot be sent"
            )
    return replace(settings, headers=headers)


def _variable(name: str, environment: Mapping[str, str]) -> str:
    if not _ALLOWED_VARIABLE.fullmatch(name):
        raise HeaderError(f"the environment variable `{name}` cannot be used: its name must begin with PLAYBOOK_LINT_")
    if name not in environment:
        raise HeaderError(f"the environment variable `{name}` is not set")
    return environment[name]


def _without_secrets(written: HostSettings, expanded: HostSettings) -> HostSettings:
    plain = {name: value for name, value in expanded.headers.items() if not _VARIABLE.search(written.headers[name])}
    return replace(expanded, headers=plain)
