"""What is known of a URL from earlier runs, and whether it still counts under the settings of this one. Pure.

What is kept are facts: what a host answered, when, to what kind of request. Whether an answer is good enough is judged
anew in each run, so that a change of the settings is never met with an old verdict.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from playbook_lint.diagnostics import LinkCounts
from playbook_lint.links.exchange import Outcome, Reason, State, host_of
from playbook_lint.links.settings import LinkSettings, Tolerance, matches
from playbook_lint.records import Record, replace

_HOUR, _DAY = 3600, 24 * 3600


class Known(Record, frozen=True):
    """What is known of a URL. Times are in seconds since 1970.

    The `anchors` of `outcome` are those of `fragments`, the ones that were looked for, that are there. `conditions`
    stand for the settings that the answer depends on. `broken_runs` counts the runs that found the URL broken, since
    `first_broken`, without one in between that found it working.
    """

    outcome: Outcome
    checked: float
    fragments: frozenset[str] = frozenset()
    conditions: str = ""
    first_broken: float | None = None
    broken_runs: int = 0
    last_working: float | None = None

    def lacks(self, fragment: str) -> bool:
        """Whether the page at the URL is known to have no place of that name."""
        anchors = self.outcome.anchors
        return anchors is not None and fragment in self.fragments and fragment not in anchors


class Answers(Record, frozen=True):
    """What is known of all URLs of a run, at a `moment` in seconds since 1970, and how it came to be known.

    `stopped`: a person stopped the run before all was asked.
    """

    known: Mapping[str, Known]
    counts: LinkCounts
    moment: float
    stopped: bool = False


def after(
    known: Known | None, outcome: Outcome, fragments: frozenset[str], settings: LinkSettings, now: float
) -> Known:
    """What is known after an `outcome` for which `fragments` were looked for, `known` being what was known before."""
    found = Known(outcome, now, fragments, conditions(outcome, settings))
    last_working = known.last_working if known else None
    if outcome.state is State.WORKING:
        return replace(found, last_working=now)
    if outcome.state is not State.BROKEN:
        return replace(found, last_working=last_working)
    first = known.first_broken if known and known.first_broken is not None else now
    runs = known.broken_runs if known else 0
    return replace(found, first_broken=first, broken_runs=runs + 1, last_working=last_working)


def judged(known: Known, settings: LinkSettings) -> Known | None:
    """What an earlier answer means under the settings of this run; None when the web has to be asked."""
    outcome = known.outcome
    if conditions(outcome, settings) != known.conditions:
        return None
    is_accepted = outcome.status in settings.for_host(host_of(outcome.location or outcome.url)).accept
    if outcome.reason is Reason.STATUS and is_accepted:
        return replace(
            known,
            outcome=replace(outcome, state=State.WORKING, reason=None, detail=""),
            first_broken=None,
            broken_runs=0,
            last_working=known.checked,
        )
    is_success = outcome.status is not None and 200 <= outcome.status < 300
    return None if outcome.state is State.WORKING and not (is_success or is_accepted) else known


def is_fresh(known: Known, fragments: frozenset[str], settings: LinkSettings, now: float) -> bool:
    """Whether what is known counts without asking again, also for `fragments`."""
    lifetimes = settings.lifetimes
    if known.outcome.state is State.BROKEN:
        # A secret that was wrong may be right by now, and must not be remembered to tell.
        headers = settings.for_host(host_of(known.outcome.url)).headers
        hours = 0 if any("${" in value for value in headers.values()) else lifetimes.broken
    elif not fragments <= known.fragments:
        return False
    else:
        hours = lifetimes.redirected if known.outcome.location else lifetimes.working
    return 0 <= now - known.checked < hours * _HOUR  # not when the clock was set back


def is_tolerated(known: Known, tolerance: Tolerance, now: float) -> bool:
    """Whether a broken URL is not yet held against the run: of `days` and `runs`, the one that is over first counts."""
    is_over = [known.broken_runs >= tolerance.runs] if tolerance.runs > 1 else []
    if tolerance.days > 0:
        is_over.append(now - (known.first_broken or now) >= tolerance.days * _DAY)
    return bool(is_over) and not any(is_over)


def conditions(outcome: Outcome, settings: LinkSettings) -> str:
    """What stands for the settings that an answer depends on, but for the statuses that count as working.

    A broken URL may work with more time or more redirects.
    """
    host = host_of(outcome.url)
    is_open = settings.allow_private or matches(host, settings.allow_hosts)
    parts: list[object] = [sorted(settings.for_host(host).headers.items()), is_open]
    if outcome.state is State.BROKEN:
        parts += [settings.timeout, settings.retries, settings.max_redirects, settings.max_wait]
    return json.dumps(parts)
