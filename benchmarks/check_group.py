"""`check` beside other checkers of Markdown, and beside the least that has to be done for the same pages.

Every tool runs as its users run it, with its own defaults, over all pages and over one page that was changed. A cold
run is one without any cache; before a warm one, all pages were checked by the same command.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpora import Corpus, changed, without_caches
from peers import Peer, installed
from program import FINDINGS, PROGRAM, options_for
from report import Limit, print_heading, print_limits, print_table
from timing import Command, Sample, in_turn, ratio, run, wall

from playbook_lint.workers import processors

HERE = Path(__file__).parent
PEERS = ("rumdl", "markdownlint-cli2", "pymarkdownlnt", "lychee")
BAD_LINKS = (0, 2)  # how lychee may end

COLD = "playbook-lint check, cold, {}"
WARM = "playbook-lint check, nothing changed"
CHANGED = "playbook-lint check, one page changed"
HOOK = "playbook-lint check PAGE, which changed"
PARSE = "markdown-it-py, bare parse, {}"
HASH = "read and hash"
RUMDL_COLD, RUMDL_WARM, RUMDL_PAGE = "rumdl, cold", "rumdl, nothing changed", "rumdl PAGE, which changed"
MARKDOWNLINT, MARKDOWNLINT_PAGE = "markdownlint-cli2", "markdownlint-cli2 PAGE, which changed"


def measure(options: argparse.Namespace, work: Path) -> Sequence[Limit]:
    """Run all in turn, print what came out, and give the limits."""
    corpus = Corpus(options, work)
    jobs = sorted({1, options.jobs}) if options_for("check", jobs=1) else [1]
    commands = {**ours(corpus, jobs), **least(corpus, jobs)}
    peers = [peer for name in PEERS if options.peers and (peer := installed(name, options.peers))]
    for peer in peers:
        commands |= of_peer(peer, corpus)
    samples = in_turn(commands, options.runs)
    print_heading(str(corpus), peers)
    print_table(samples, COLD.format(processes(jobs[-1])))
    limits = limits_of(samples, jobs)
    print_limits(limits)
    return limits


def processes(jobs: int) -> str:
    """How many of them, in words."""
    return "1 process" if jobs == 1 else f"{jobs} processes"


def ours(corpus: Corpus, jobs: Sequence[int]) -> dict[str, Command]:
    """Our cases, each with pages of its own."""
    commands = {}
    for number in jobs:
        cold = corpus.copy(f"cold-{number}")
        # As many processes as there are processors is what users get who say nothing.
        said = {} if number == processors() else {"jobs": number}
        arguments = [PROGRAM, "check", *options_for("check", **said)]
        commands[COLD.format(processes(number))] = Command(arguments, cold, without_caches(cold), FINDINGS)
    check = [PROGRAM, "check"]
    warm, one, hook = (corpus.copy(name) for name in ("warm", "one-changed", "hook"))
    for folder in (warm, one, hook):
        run(Command(check, folder, statuses=FINDINGS))
    commands[WARM] = Command(check, warm, statuses=FINDINGS)
    commands[CHANGED] = Command(check, one, changed(one / corpus.page), FINDINGS)
    commands[HOOK] = Command([*check, str(corpus.page)], hook, changed(hook / corpus.page), FINDINGS)
    return commands


def least(corpus: Corpus, jobs: Sequence[int]) -> dict[str, Command]:
    """The least that has to be done: pages are parsed, or where there is a cache, read."""
    root = str(corpus.root)
    parse = [sys.executable, str(HERE / "bare_parse.py"), root, "--jobs"]
    commands = {PARSE.format(processes(number)): Command([*parse, str(number)], corpus.root) for number in jobs}
    return {**commands, HASH: Command([sys.executable, str(HERE / "read_and_hash.py"), root], corpus.root)}


def of_peer(peer: Peer, corpus: Corpus) -> dict[str, Command]:
    """The cases of another tool, by their names with its version."""
    page = str(corpus.page)
    folder = corpus.copy(peer.name)
    if peer.name == "rumdl":
        check = [peer.program("rumdl"), "check"]
        warm, hook = corpus.copy("rumdl-warm"), corpus.copy("rumdl-page")
        return {
            RUMDL_COLD: Command([*check, "."], folder, without_caches(folder), FINDINGS),
            RUMDL_WARM: Command([*check, "."], warm, statuses=FINDINGS),
            RUMDL_PAGE: Command([*check, page], hook, changed(hook / page), FINDINGS),
        }
    if peer.name == "markdownlint-cli2":
        program = peer.program("markdownlint-cli2")
        hook = corpus.copy("markdownlint-page")
        return {
            MARKDOWNLINT: Command([program, "**/*.md"], folder, statuses=FINDINGS),
            MARKDOWNLINT_PAGE: Command([program, page], hook, changed(hook / page), FINDINGS),
        }
    if peer.name == "pymarkdownlnt":
        return {"pymarkdownlnt": Command([peer.program("pymarkdown"), "scan", "-r", "."], folder, statuses=FINDINGS)}
    lychee = [peer.program("lychee"), "--offline", "--no-progress", "."]
    return {"lychee --offline": Command(lychee, folder, statuses=BAD_LINKS)}


def limits_of(samples: Mapping[str, Sequence[Sample]], jobs: Sequence[int]) -> list[Limit]:
    """What must hold, of what was measured."""
    cold = COLD.format(processes(jobs[-1]))
    against = [
        *((COLD.format(name), PARSE.format(name), 1.25) for name in map(processes, jobs)),
        (cold, MARKDOWNLINT, 0.2),
        (WARM, RUMDL_WARM, 0.5),
        (WARM, HASH, 3),
        (HOOK, MARKDOWNLINT_PAGE, 0.33),
    ]
    return [
        Limit(HOOK, wall(samples[HOOK]), 0.2, " s"),
        *(
            Limit(f"{name}, to {reference}", ratio(samples[name], samples[reference]), most)
            for name, reference, most in against
            if reference in samples
        ),
    ]
