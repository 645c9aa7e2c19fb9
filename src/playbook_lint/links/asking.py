"""Finds out what URLs turn out to be: from the store what still counts, from the web what is due."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Generator, Mapping
from contextlib import closing

from playbook_lint.diagnostics import LinkCounts
from playbook_lint.links.exchange import Outcome, State
from playbook_lint.links.known import Answers, Known, after, is_fresh, judged
from playbook_lint.links.schedule import Exchange, outcomes
from playbook_lint.links.settings import LinkSettings, matches
from playbook_lint.links.store import Store
from playbook_lint.links.visit import Visit
from playbook_lint.links.web_address import is_there
from playbook_lint.records import Record, replace

# Why nothing is known of an address.
_UNASKED = {State.EXCLUDED: "excluded by config", State.REFUSED: "not public"}
_OFFLINE, _STOPPED, _LATER = "not known from earlier runs", "left when the run was stopped", "put off by their hosts"

_ANSWERED = (State.WORKING, State.BROKEN)

Outcomes = Generator[Outcome, None, None]
# Shows how far a run has come: is given how many URLs are to be asked, and passes their outcomes on.
Watch = Callable[[int, Outcomes], Outcomes]


class Asker(Record, frozen=True):
    """How URLs are asked. `clock` gives the seconds since 1970.

    `exchange` makes the function that asks hosts, and is called only when there is something to ask; None for a run
    that may not use the network. `recheck`: what is known from earlier runs does not count, but as history.
    """

    settings: LinkSettings
    store: Store
    exchange: Callable[[], Exchange] | None
    clock: Callable[[], float]
    recheck: bool = False
    watch: Watch = lambda _, found: found

    def ask(self, wanted: Mapping[str, frozenset[str]]) -> Answers:
        """What is known of each URL in `wanted`, which maps it to the places in its page that links lead to.

        An interrupt (Ctrl-C) ends the asking, and what is known by then is returned.
        """
        excluded = {url for url in wanted if matches(url, self.settings.exclude)}
        earlier = self.store.known(url for url in wanted if url not in excluded)
        judged_now = {url: self._still_known(earlier[url], wanted[url]) for url in earlier}
        known = {url: one for url, one in judged_now.items() if one is not None}
        due = [url for url in wanted if url not in known and url not in excluded] if self.exchange else []
        asked: dict[str, Known] = {}
        stopped = False
        try:
            self._ask_web(due, wanted, earlier, asked)
        except KeyboardInterrupt:
            stopped = True
        self.store.close(self.clock())
        moment = self.clock()
        found = {url: asked.get(url) or known.get(url) or _nothing(url, url in excluded, moment) for url in wanted}
        return Answers(found, _counts(found, asked, known, stopped), moment, stopped)

    def _still_known(self, known: Known, places: frozenset[str]) -> Known | None:
        """What was known, if it counts in this run; without the network neither age nor private addresses matter."""
        found = judged(known, self.settings)
        if self.exchange is None:
            return found or judged(known, replace(self.settings, allow_private=True))
        is_due = found is None or self.recheck or not is_fresh(found, places, self.settings, self.clock())
        return None if is_due else found

    def _ask_web(
        self,
        due: list[str],
        wanted: Mapping[str, frozenset[str]],
        earlier: Mapping[str, Known],
        asked: dict[str, Known],
    ) -> None:
        """Ask the web for the URLs that are `due`, and put what they turn out to be into `asked`."""
        if not due or self.exchange is None:
            return
        visits = [Visit(url, self.settings, bool(wanted[url]), _jitter) for url in due]
        with closing(self.watch(len(due), outcomes(visits, self.settings, self.exchange()))) as found:
            for full in found:
                places = wanted[full.url]
                outcome = _without_other_anchors(full, places)
                asked[full.url] = after(earlier.get(full.url), outcome, places, self.settings, self.clock())
                if outcome.state in _ANSWERED:
                    self.store.keep(asked[full.url])


def _jitter() -> float:
    """So that what failed at the same time is not asked again at the same time."""
    return random.uniform(1.0, 1.25)


def _without_other_anchors(outcome: Outcome, places: frozenset[str]) -> Outcome:
    """Keep of the anchors only the places that links lead to: a page may have very many.

    A page without any is one that a script fills: nothing is known of its places.
    """
    if outcome.anchors is None:
        return outcome
    there = frozenset(place for place in places if is_there(place, outcome.anchors))
    return replace(outcome, anchors=there if outcome.anchors else None)


def _nothing(url: str, is_excluded: bool, moment: float) -> Known:
    return Known(Outcome(url, State.EXCLUDED if is_excluded else State.UNKNOWN), moment)


def _counts(
    found: Mapping[str, Known], asked: Mapping[str, Known], known: Mapping[str, Known], stopped: bool
) -> LinkCounts:
    answered = sum(one.outcome.state in _ANSWERED for one in asked.values())
    unasked: Counter[str] = Counter()
    for url, one in found.items():
        if one.outcome.state not in _ANSWERED:
            unknown = _LATER if url in asked else _STOPPED if stopped else _OFFLINE
            unasked[_UNASKED.get(one.outcome.state, unknown)] += 1
    return LinkCounts(len(found), answered, len(known), dict(sorted(unasked.items())))
