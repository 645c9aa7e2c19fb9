"""Pages of HTML as trees, and what must be true of those that stand alone."""

from __future__ import annotations

import base64
import hashlib
import html.parser
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_VOID = {"meta", "input", "br", "rect"}
_FETCHING = {"src", "srcset", "style", "action", "formaction", "data", "poster", "ping", "background"}
_FETCHERS = {"link", "img", "iframe", "object", "embed", "base", "use", "image"}


@dataclass
class Element:
    """A tag with what is in it."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def all(self, tag: str = "", name: str = "") -> Iterator[Element]:
        """The elements inside with that tag and class, in order."""
        for child in self.children:
            if isinstance(child, Element):
                if tag in ("", child.tag) and (not name or name in child.classes):
                    yield child
                yield from child.all(tag, name)

    def one(self, tag: str = "", name: str = "") -> Element:
        return next(self.all(tag, name))

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        """The text inside, white space made one."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag == "br":
                yield "⏎"
            else:
                yield from child._texts()


class _Builder(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.current = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.current)
        assert len(element.attributes) == len(attrs)
        self.current.children.append(element)
        if tag not in _VOID:
            self.current = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.current.tag == tag, f"<{self.current.tag}> is closed by </{tag}>"
        assert self.current.parent
        self.current = self.current.parent

    def handle_data(self, data: str) -> None:
        self.current.children.append(data)


def parsed(text: str) -> Element:
    """The page as a tree; every tag must be closed in its place."""
    builder = _Builder()
    builder.feed(text)
    assert builder.current is builder.root
    return builder.root


def cells(row: Element) -> list[str]:
    """The text of each cell of a row."""
    return [child.text for child in row.children if isinstance(child, Element)]


def allows_itself_only(text: str) -> None:
    """A page may use its own styles and scripts, which its policy allows by their digests, and nothing else."""
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    allowed = dict(part.split(" ", 1) for part in policy.split("; "))
    assert allowed["default-src"] == allowed["base-uri"] == allowed["form-action"] == "'none'"
    for tag in ("style", "script"):
        inline = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digests = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in inline]
        assert allowed[f"{tag}-src"] == (" ".join(f"'sha256-{digest}'" for digest in digests) or "'none'")


def stands_alone(page: Element, destinations: str) -> None:
    """Nothing on a page may be fetched or run; its links lead where the regular expression `destinations` says."""
    for one in page.all():
        assert not set(one.attributes) & _FETCHING
        assert not [name for name in one.attributes if name.startswith("on")]
        assert one.tag not in _FETCHERS
        assert "href" not in one.attributes or re.fullmatch(destinations, one.attributes["href"])
    for style in page.all("style"):
        assert not re.search(r"url\(|@import|http", style.text)
    for script in page.all("script"):
        assert not re.search(r"https?:|fetch|import|innerHTML|eval|XMLHttp|sendBeacon|document\.write", script.text)


def is_harmless(text: str) -> None:
    """The text has no character that acts on a terminal or hides, and no line that is a command for CI."""
    assert not any(char in text for char in "\x1b\x07\x9b\x85\0\u2028\u202e\u2066\u200b\ufeff\u00ad\u200d")
    assert "##vso[" not in text
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())
