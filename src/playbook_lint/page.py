"""A page: source text, metadata and blocks; its facts are cached properties, each found in one pass over the blocks."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from html import unescape

from playbook_lint.conflicts import conflicts
from playbook_lint.facts import (
    Alert,
    Block,
    BrokenTable,
    Comment,
    Conflict,
    Definition,
    Heading,
    HtmlTag,
    Inline,
    LabelBlock,
    Link,
    Metadata,
    Table,
)
from playbook_lint.html_tags import ATTRIBUTE, NAMED_ANCHOR, NOT_LINKING, html_tags
from playbook_lint.labels import label_blocks
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record
from playbook_lint.source import SourceText, Span, holds

_ALERT = lazy_pattern(r"\[!([^\]\s\[(]+)\](?=\s|$)")
_INCLUDE = "[!include"
_TAB = "#tab/"
_SHOWN = {"text", "escape", "code"}
_LINKS = {"link", "image", "autolink"}
# What a site fills in before it reads Markdown: Liquid, Jinja, and shortcodes of Hugo.
_TEMPLATE = lazy_pattern(r"\{\{[^{}]*+\}\}|\{%[^%{}]*+(?>(?:%(?!\})[^%{}]*+)*)%\}")
# A template that puts in another file: `{% include plan.html %}`, `{{% readfile "plan.md" %}}`.
_INCLUDING = lazy_pattern(r"(?i)\{[{%][<%]?-?\s*(?:\w*include|read-?file|snippet|[^{}\n]*\.md\b)")
# Attributes of a heading, as Goldmark and kramdown have them, without an id: `## Plan {.wide}`.
_CLASSES = lazy_pattern(r"(?<![ \t])[ \t]*+\{:?[ \t]*[.\w][^{}#\n]*+\}\Z")
# What becomes one hyphen in Python-Markdown (`toc.slugify`), and in VitePress (https://github.com/mdit-vue/mdit-vue).
_HYPHENS = lazy_pattern(r"-{2,}")
_PUNCTUATION = lazy_pattern(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")
# Code of Liquid: https://jekyllrb.com/docs/liquid/tags/#code-snippet-highlighting
_HIGHLIGHT = lazy_pattern(r"\{%-?\s*(end)?highlight\b")
_IN_ANCHOR = frozenset(["Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"])


class Page(Record, frozen=True, dict=True):
    """One Markdown file. `too_deep` is the line whose nesting was too deep to read, if there is one."""

    source: SourceText
    metadata: Metadata
    blocks: tuple[Block, ...]
    definitions: tuple[Definition, ...]
    too_deep: Span | None

    @classmethod
    def parse(cls, source: SourceText, metadata: Metadata | None = None) -> Page:
        """Read a page, with its `metadata` where they are known; nothing in a text makes this raise."""
        from playbook_lint import markdown

        if metadata is None:
            from playbook_lint import frontmatter

            metadata = frontmatter.read(source)
        body = markdown.parse(source, metadata.body)
        return cls(source, metadata, body.blocks, body.definitions, body.too_deep)

    @cached_property
    def first_line(self) -> Span:
        """Where the Markdown begins: the place of what is said of the page as a whole."""
        if not self.blocks:
            return Span(self.metadata.body, self.metadata.body)
        start = self.blocks[0].span.start
        return Span(start, max(start, self.source.lines.line_span(self.source.lines.line(start)).end))

    def of_kind(self, kind: str) -> Sequence[Block]:
        """The blocks of a kind, in order."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[Block]]:
        found: dict[str, list[Block]] = defaultdict(list)
        for block in self.blocks:
            found[block.kind].append(block)
        return found

    @cached_property
    def title(self) -> Heading | None:
        """The first heading of level 1 that stands in no list."""
        return next((heading for heading in self.headings if heading.level == 1 and not heading.in_list), None)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Headings in order, with the anchors GitHub gives them.

        The `=======` of a merge conflict makes none, and neither does the title of a tab or a line of code in Liquid.
        """
        used: dict[str, int] = {}
        found = []
        tabs = set(map(id, self.tabs))
        for block in self.of_kind("heading"):
            is_none = holds(self.highlighted, block.span.start) or (self.conflicts and self._is_conflict(block))
            if not (id(block) in tabs or is_none):
                anchor = _unique(slug(visible_text(block.inlines, alternatives=False)), used)
                text_span = _content_span(block)
                text = visible_text(block.inlines).strip()
                found.append(Heading(block.level, text, anchor, block.span, text_span, block))
        return tuple(found)

    @cached_property
    def tabs(self) -> tuple[Block, ...]:
        """The titles of tabs: `# [For business](#tab/business)`."""
        return tuple(filter(_is_tab, self.of_kind("heading"))) if _TAB in self.source.text else ()

    def _is_conflict(self, heading: Block) -> bool:
        underlined = not self.source.text.startswith("#", heading.span.start)
        before = bisect_left(self.conflicts, heading.span.end, key=lambda conflict: conflict.span.start)
        return underlined and before > 0 and heading.span.end <= self.conflicts[before - 1].span.end

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Merge conflicts that were committed with the page."""
        return tuple(conflicts(self.source, self.blocks))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Every fragment that a link to this page may use: of headings, and `id` and `name` of HTML tags.

        Also what is named in braces, `## Plan {#plan}`, as kramdown, Markdown Extra, Pandoc and docfx have it. Sites
        differ in whether braces without a name and spaces at the end of a heading count: both anchors are there.
        """
        text = self.source.text
        # Few pages have a brace, and it is found far quicker than the regular expression.
        named = {match[1] for match in NAMED_ANCHOR.finditer(text, self.metadata.body)} if "{" in text else ()
        explicit = {
            value
            for tag in self.html_tags
            for name, value in tag.attributes
            if name == "id" or (name == "name" and tag.name == "a")
        }
        return frozenset(explicit.union(named, *map(_anchors, self.headings)))

    def own_anchor(self, heading: Heading) -> str:
        """What braces name a heading, or else the anchor that GitHub gives it."""
        named = NAMED_ANCHOR.search(self.source.text, *heading.span) if heading.text.endswith("}") else None
        return named[1] if named else heading.anchor

    @cached_property
    def label_blocks(self) -> tuple[LabelBlock, ...]:
        """Runs of lines of the form `name: value`; which of them are labels is for the terms to say."""
        return tuple(label_blocks(self.source, self.of_kind("paragraph"), self.headings))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Tables with every cell of every row."""
        from playbook_lint.tables import tables

        return tuple(tables(self.source, self.blocks, self.headings))

    @cached_property
    def broken_tables(self) -> tuple[BrokenTable, ...]:
        """Paragraphs that were meant to be tables."""
        from playbook_lint.tables import broken_tables

        return tuple(broken_tables(self.of_kind("paragraph"), self.headings))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Links and images of Markdown and HTML, and includes."""
        return tuple(self._links())

    def _links(self) -> Iterator[Link]:
        for block in self.blocks:
            # What every link begins with; most blocks are without any.
            if "[" in block.content or "<" in block.content:
                for index, inline in enumerate(block.inlines):
                    if inline.kind in _LINKS:
                        yield self._link(block, index, inline)
        for tag in self.html_tags:
            attributes = self.source.slice(tag.span) if tag.name not in NOT_LINKING else ""
            for match in ATTRIBUTE.finditer(attributes):
                if match[1].lower() in ("href", "src"):
                    group = match.lastindex or 2
                    where = Span(tag.span.start + match.start(group), tag.span.start + match.end(group))
                    yield Link("html", "", unescape(match[group]), tag.span, tag.span, where)

    def _link(self, block: Block, index: int, inline: Inline) -> Link:
        kind = inline.kind
        if kind == "link":
            before = block.inlines[index - 1] if index else None
            included = (
                before is not None and before.kind == "text" and before.content.rstrip().lower().endswith(_INCLUDE)
            )
            kind = "include" if included else "reference" if inline.reference else "inline"
        text = visible_text(tuple(_inside(block.inlines, index))) if kind != "autolink" else inline.content
        return Link(
            kind,
            text,
            inline.destination,
            inline.span,
            inline.inner,
            inline.destination_span,
            inline.title,
            inline.reference,
        )

    @cached_property
    def alerts(self) -> tuple[Alert, ...]:
        """Markers such as `[!NOTE]` that begin a block quote."""
        if not self.of_kind("quote"):
            return ()
        found = []
        for quote, paragraph in zip(self.blocks, self.blocks[1:], strict=False):
            if quote.kind == "quote" and paragraph.parent is quote and (match := _ALERT.match(paragraph.content)):
                start = paragraph.starts[0]
                found.append(Alert(match[1], Span(start, start + match.end()), quote))
        return tuple(found)

    @cached_property
    def html_tags(self) -> tuple[HtmlTag, ...]:
        """HTML tags of blocks and inlines; comments and templates, which may have angle brackets, excluded."""
        return tuple(
            tag
            for span, block in self._html
            for tag in html_tags(
                self.source.slice(span), span.start, in_table=block.kind == "cell", in_block=block.kind == "html"
            )
            if not holds(self.templates, tag.span.start)
        )

    @cached_property
    def templates(self) -> tuple[Span, ...]:
        """What a site fills in, wherever it stands: `{{ name }}`, `{{< figure src="plan.png" >}}`, `{% include %}`."""
        text = self.source.text
        if "{{" not in text and "{%" not in text:
            return ()
        return tuple(Span(*match.span()) for match in _TEMPLATE.finditer(text, self.metadata.body))

    @cached_property
    def highlighted(self) -> tuple[Span, ...]:
        """From `{% highlight ruby %}` to `{% endhighlight %}`: code, which CommonMark does not know."""
        found: list[Span] = []
        start: int | None = None
        for span in self.templates:
            if tag := _HIGHLIGHT.match(self.source.text, *span):
                if start is not None and tag[1]:
                    found.append(Span(start, span.end))
                start = None if tag[1] else span.start
        return tuple(found)

    @property
    def includes_by_template(self) -> bool:
        """Whether a template puts another file into the page, of which nothing is known here."""
        found = [span for span in self.templates if _INCLUDING.match(self.source.text, *span)]
        code = self._code if found else ()
        return any(not holds(code, span.start) for span in found)

    @property
    def _code(self) -> Sequence[Span]:
        """The spans of code, in order."""
        found = [block.span for kind in ("fence", "code") for block in self.of_kind(kind)]
        having = (block for block in self.blocks if "`" in block.content)
        found += [inline.span for block in having for inline in block.inlines if inline.kind == "code"]
        return sorted(found)

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """HTML comments, and the comments of the metadata that speak to this tool."""
        found = list(self.metadata.comments)
        for span, _ in self._html:
            text = self.source.slice(span)
            for start, end in _comment_extents(text):
                where = Span(span.start + start, span.start + end)
                lines = (self.source.lines.line(where.start), self.source.lines.line(where.end - 1))
                found.append(Comment(text[start + len("<!--") : end - len("-->")].strip(), where, lines))
        return tuple(found)

    @cached_property
    def _html(self) -> tuple[tuple[Span, Block], ...]:
        """The spans of raw HTML, with the block each stands in."""
        found = [(block.span, block) for block in self.of_kind("html")]
        having = [block for block in self.blocks if "<" in block.content]
        found += [(inline.span, block) for block in having for inline in block.inlines if inline.kind == "html"]
        return tuple(sorted(found, key=lambda place: place[0]))


def _anchors(heading: Heading) -> Iterator[str]:
    """The anchors that sites may give a heading: they differ in what they make of punctuation and of attributes."""
    yield heading.anchor
    yield heading.anchor.rstrip("-") or heading.anchor
    if heading.text.endswith("}"):
        yield slug(_CLASSES.sub("", heading.text))
    elif heading.anchor.replace("-", " ") != heading.text.lower():  # few have any
        yield _HYPHENS.sub("-", heading.anchor).strip("-")
        parted = _PUNCTUATION.sub("-", heading.text.lower()).strip("-")
        yield f"_{parted}" if parted[:1].isdecimal() else parted


def _comment_extents(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    # `<!-->` and `<!--->` are comments too.
    while start >= 0 and (end := text.find("-->", start + len("<!"))) >= 0:
        yield start, end + len("-->")
        start = text.find("<!--", end + len("-->"))


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """The anchor GitHub gives a heading: lower case; letters, marks, digits, `_` and `-` kept, spaces made hyphens.

    After https://github.com/Flet/github-slugger, in terms of Unicode categories: of numbers, fractions and superscripts
    go; of punctuation, what connects words stays.
    """
    kept = (char for char in text.lower() if char in "- " or unicodedata.category(char) in _IN_ANCHOR)
    return "".join(kept).replace(" ", "-")


def _unique(anchor: str, used: dict[str, int]) -> str:
    """`anchor`, or `anchor-1`, `anchor-2` and so on where it is taken."""
    candidate = anchor
    while candidate in used:
        used[anchor] += 1
        candidate = f"{anchor}-{used[anchor]}"
    used[candidate] = 0
    return candidate


def visible_text(inlines: tuple[Inline, ...], *, alternatives: bool = True) -> str:
    """The text a reader sees; an image shows the text in its alternative unless `alternatives` is false."""
    if len(inlines) == 1 and inlines[0].kind in _SHOWN:
        return inlines[0].content
    parts = []
    skip_to = -1
    for inline in inlines:
        if inline.span.start < skip_to:
            continue
        if inline.kind in _SHOWN:
            parts.append(inline.content)
        elif inline.kind in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif inline.kind == "image" and not alternatives:
            skip_to = inline.span.end
    return "".join(parts)


def _inside(inlines: tuple[Inline, ...], index: int) -> Iterator[Inline]:
    """The inlines that the one at `index` contains; they follow it."""
    end = inlines[index].span.end
    while (index := index + 1) < len(inlines) and inlines[index].span.start < end:
        yield inlines[index]


def _is_tab(heading: Block) -> bool:
    """Whether a heading is the title of a tab, a link and nothing else: `# [For business](#tab/business)`.

    After https://dotnet.github.io/docfx/docs/markdown.html, "Tabs". An anchor before it, `<a name="business"></a>`, is
    not shown.
    """
    first = next((inline for inline in heading.inlines if inline.kind != "html"), None)
    if first is None or first.kind != "link" or not first.destination.startswith(_TAB):
        return False
    return first.span.end == _content_span(heading).end


def _content_span(block: Block) -> Span:
    if not block.inlines:
        return Span(block.span.end, block.span.end)
    if len(block.inlines) == 1:
        return block.inlines[0].span
    return Span(block.inlines[0].span.start, max(inline.span.end for inline in block.inlines))
