"""Fixtures that all tests share."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

# A shell lets what it runs in the background ignore interrupts, and whatever that starts: commands under test must not.
signal.signal(signal.SIGINT, signal.default_int_handler)

if TYPE_CHECKING:
    from playbook_lint.links.fetch import Fetcher
    from web_server import Web


@pytest.fixture(scope="session")
def running_web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """Hosts of the web on this machine, for as long as tests run; see `web`."""
    from web_server import Web

    web = Web(tmp_path_factory.mktemp("web"))
    yield web
    web.stop()


@pytest.fixture
def web(running_web: Web) -> Web:
    """Hosts of the web on this machine (see `web_server`), with nothing seen yet."""
    running_web.forget()
    return running_web


@pytest.fixture
def fetcher(web: Web, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Fetcher]]:
    """Makes fetchers that find the hosts of `web` and trust its authority.

    Keyword arguments are settings, or `policy` and `resolver`; by default private addresses may be asked.
    """
    from playbook_lint.links.addresses import AddressPolicy
    from playbook_lint.links.fetch import Fetcher
    from playbook_lint.links.settings import LinkSettings

    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "curl_ca_bundle", "ssl_cert_file"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(web.ca_file))
    made: list[Fetcher] = []

    def make(policy: AddressPolicy | None = None, resolver: Any = web.resolver, **settings: Any) -> Fetcher:
        policy = policy or AddressPolicy(allow_private=True)
        made.append(Fetcher(LinkSettings(**{"timeout": 10.0, **settings}), policy, resolver=resolver))
        return made[-1]

    yield make
    for each in made:
        each.close()
