"""Links to one document must not have the names of different things.

When a page calls the same document "Kickoff" here and "Technical assessment" there, one of the two most likely leads to
the wrong place: a link was copied, and its destination never changed.

Compared are links to one destination that begin an item of a list, a cell or a heading. Reported is a name of which
neither the last part of the address nor a link with a name that is found there has a word, not even its beginning.

Limits: texts inside sentences are often no names, and neither are those that begin with a small letter, abbreviations,
code, images and file names. A name that several links to the document have is meant. Where no name is found in the
address, nothing is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from urllib.parse import unquote

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.facts import Block, Link
from playbook_lint.links.destination import Kind, read
from playbook_lint.page import Page
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="link-text-inconsistent",
    category=Category.LINKS,
    severity=Severity.INFO,
    summary="A link has another name than the document that it leads to has elsewhere.",
    message="This leads to the same document as `{other}`; check which of them is meant",
    since="0.1.0",
)

_KINDS = (Kind.RELATIVE, Kind.ROOTED, Kind.WEB)
_HOST = lazy_pattern(r"https?://[^/?#]*", re.IGNORECASE)
_WORD = lazy_pattern(r"[^\W_]+")
_NO_WORDS = lazy_pattern(r"`|!\[")
_NO_NAME = lazy_pattern(r"\S*[/\\@_=]\S*|\S+\.\w{1,5}")
# How much of a word says what it is about; the rest is often an ending.
_STEM = 4
# A name, and the last part of an address, in characters; and how many names of a document are compared.
_LONGEST = 200
_NAMED = 5


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each link whose name has nothing in common with its address and the names found there."""
    groups: dict[str, list[Link]] = defaultdict(list)
    for link in _entries(subject.page):
        groups[link.destination].append(link)
    for destination, links in groups.items():
        if len(links) == 1:
            continue
        last = _last_part(destination)
        named = [link for link in links if _have_common(link.text, last)]
        for script in dict.fromkeys(_script(link.text) for link in named):
            alike = [link for link in links if _script(link.text) == script]
            others = [link for link in named if _script(link.text) == script][:_NAMED]
            yield from _strangers(alike, others, last)


def _strangers(links: list[Link], named: list[Link], last: str) -> Iterator[Diagnostic]:
    """A diagnostic for each of the links that has nothing in common with the `named` ones and their address."""
    names = (last, *(link.text for link in named))
    times = Counter(link.text for link in links)
    for link in links:
        # What is said twice is no slip: a column of states (`Stable`, `Experimental`) explained on one page.
        if times[link.text] == 1 and not any(_have_common(link.text, name) for name in names):
            related = (Related(named[0].span, "the name that is found in the address"),)
            yield Diagnostic(RULE.name, link.span, {"other": named[0].text}, related=related)


def _entries(page: Page) -> Iterator[Link]:
    """The links that begin an item of a list, a cell or a heading with a name, and share their destination."""
    links = [link for link in page.links if link.kind in ("inline", "reference")]
    times = Counter(link.destination for link in links)
    shared = [link for link in links if times[link.destination] > 1]
    starts = {_first(block) for block in page.blocks if "[" in block.content and _holds_entry(block)} if shared else ()
    kind_of = cache(lambda text: read(text).kind)  # of a definition that many references share
    for link in shared:
        is_entry = link.span.start in starts
        if is_entry and _is_name(page.source.slice(link.text_span), link.text) and kind_of(link.destination) in _KINDS:
            yield link


def _holds_entry(block: Block) -> bool:
    is_item = block.kind == "paragraph" and block.parent is not None and block.parent.kind == "item"
    return is_item or block.kind in ("heading", "cell")


def _first(block: Block) -> int:
    """Where the first inline of a block begins, be it in bold or not; -1 where there is none."""
    return next((inline.span.start for inline in block.inlines if inline.kind not in ("emphasis", "strong")), -1)


def _is_name(written: str, text: str) -> bool:
    """Whether a text is a name: begins with a capital or has no letter case, and is no abbreviation, code or file."""
    letters = [char for char in text if char.isalpha()]
    if not 2 <= len(letters) <= len(text) <= _LONGEST or _NO_WORDS.search(written) or _NO_NAME.fullmatch(text.strip()):
        return False
    return not _script(text) or (letters[0].isupper() and any(char.islower() for char in letters))


def _script(text: str) -> str:
    """The first script of a text that has letter case, such as LATIN; empty where there is none."""
    first = next((char for char in text if char.isupper() or char.islower()), "")
    return unicodedata.name(first, "").partition(" ")[0] if first else ""


def _last_part(address: str) -> str:
    """What says most of what an address leads to: its fragment, or the last part of its path."""
    url, _, fragment = _HOST.sub("", address, count=1).partition("#")
    return unquote(fragment or url.partition("?")[0].rstrip("/").rpartition("/")[2])[:_LONGEST]


def _have_common(one: str, other: str) -> bool:
    """Whether the beginning of a word of one text is found in the other; one letter will do in scripts without case."""
    (ours, our_pieces), (theirs, their_pieces) = _compared(one), _compared(other)
    return any(piece in theirs for piece in our_pieces) or any(piece in ours for piece in their_pieces)


@lru_cache(maxsize=1024)
def _compared(text: str) -> tuple[str, tuple[str, ...]]:
    """The letters of a text, and the beginnings of its words."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return "".join(words), tuple(_pieces(words))


def _pieces(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        if any(unicodedata.category(char) == "Lo" for char in word):
            yield from word
        elif len(word) >= _STEM:
            yield word[:_STEM]
