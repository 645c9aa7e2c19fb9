"""The facts of a page: what rules read. Plain values with spans; how they are found stands in `page.py`.

Every span is a span of the page's own text. `text` fields are what a reader sees (markup, escapes and entities
resolved), the text at a span is what the author wrote.
"""

from __future__ import annotations

from playbook_lint.records import Record
from playbook_lint.source import Span


class Block(Record, eq=False, gc=False):
    """A block of Markdown, without its container's prefix on the first line and without trailing blank lines.

    `kind` is one of paragraph, heading, list, item, quote, table, row, cell, code (indented), fence, html, rule,
    definition. `parent` is the container block (list, item, quote, table, row) or None. `lines` are the 1-based first
    and last line. `level` is a heading's level; `info` is a fence's info string, a list's or item's marker, or a
    definition's label. `content` is what the parser saw of a paragraph, heading, cell or leaf; for paragraphs and
    headings, `starts` says where in the page's text each of its lines begins.
    """

    kind: str
    span: Span
    lines: tuple[int, int]
    parent: Block | None = None
    level: int = 0
    info: str = ""
    content: str = ""
    starts: tuple[int, ...] = ()
    inlines: tuple[Inline, ...] = ()

    def inside(self, kind: str) -> bool:
        """Whether a block of `kind` contains this one."""
        ancestor = self.parent
        while ancestor is not None:
            if ancestor.kind == kind:
                return True
            ancestor = ancestor.parent
        return False


class Inline(Record, eq=False, gc=False):
    """An inline of a block, in document order; the inlines between the marks of another follow it (preorder).

    `kind` is one of text, escape (a backslash escape or an entity), code, emphasis, strong, strikethrough, link,
    image, autolink, html, softbreak, hardbreak. `inner` is the span between the marks (the label of a link or image);
    for the other kinds it is `span`. `content` is what the parser saw: the text, the code, the raw HTML, the address of
    an autolink, the label of an image; it is empty for inlines that contain others. `destination`
    and `title` are set for links and images, as written (entities and escapes resolved); `destination_span` is None for
    reference links, whose destination stands in a definition, and `reference` is then the label.
    """

    kind: str
    span: Span
    inner: Span
    content: str = ""
    destination: str = ""
    destination_span: Span | None = None
    title: str = ""
    title_span: Span | None = None
    reference: str = ""


class Heading(Record, eq=False, gc=False):
    """A heading. `text_span` is the span of its content, without `#` marks; `anchor` its GitHub-style fragment."""

    level: int
    text: str
    anchor: str
    span: Span
    text_span: Span
    block: Block

    @property
    def in_list(self) -> bool:
        """Whether the heading stands inside a list item, where its section cannot be one of the page's."""
        return self.block.inside("item")


class LabelLine(Record, frozen=True, gc=False):
    """`Phase: **Assess**`: a name, a colon and a value on one line.

    `span` is the line without indentation and trailing spaces. `value` is the value without its emphasis marks and
    `value_span` its span. `bold`: the value is strong and nothing else. `closed`: every `**` of the line has its
    partner on that line. `breaks`: what follows does not run on when rendered (a hard break, or the end of the block).
    """

    name: str
    name_span: Span
    value: str
    value_span: Span
    span: Span
    line: int
    bold: bool
    closed: bool
    breaks: bool


class LabelBlock(Record, frozen=True, gc=False):
    """Consecutive label lines of one paragraph. `heading` is the heading it stands under, if any."""

    lines: tuple[LabelLine, ...]
    span: Span
    heading: Heading | None
    block: Block


class Cell(Record, frozen=True, gc=False):
    """A table cell; `span` covers its trimmed content, and is empty, where text would go, for an empty cell."""

    text: str
    span: Span
    inlines: tuple[Inline, ...] = ()


class Row(Record, frozen=True, gc=False):
    """A row with as many cells as the line really has, even where the renderer drops or invents some."""

    cells: tuple[Cell, ...]
    span: Span
    line: int


class Table(Record, frozen=True, gc=False):
    """A table. `heading` is the heading it stands under; `delimiter` the span of the `| --- |` row."""

    header: Row
    rows: tuple[Row, ...]
    delimiter: Span
    span: Span
    heading: Heading | None
    block: Block

    @property
    def aligned_rows(self) -> tuple[Row, ...]:
        """The rows as wide as the header: in the others, cells stand under wrong headings."""
        width = len(self.header.cells)
        return tuple([row for row in self.rows if len(row.cells) == width])


class BrokenTable(Record, frozen=True, gc=False):
    """A paragraph that would be a table, were its delimiter row as wide as its header.

    `header` and `delimiter` are spans of the two lines; the counts are of cells.
    """

    header: Span
    delimiter: Span
    header_cells: int
    delimiter_cells: int
    heading: Heading | None
    block: Block


class Link(Record, frozen=True, gc=False):
    """A link or an image. `kind`: inline, reference, autolink, image, html, include.

    `text` is the link's text or the image's alternative text. `destination_span` is None for references.
    """

    kind: str
    text: str
    destination: str
    span: Span
    text_span: Span
    destination_span: Span | None
    title: str = ""
    reference: str = ""


class Definition(Record, frozen=True, gc=False):
    """A link reference definition, `[label]: destination "title"`; `duplicate` when an earlier one has its label."""

    label: str
    destination: str
    title: str
    span: Span
    destination_span: Span
    duplicate: bool

    @property
    def leads_somewhere(self) -> bool:
        """Whether it is no other thing of the same form.

        Such as a comment (`[//]: # (…)`, `[comment]: <> (…)`), a footnote (`[^1]: …`) or an extension (`[!UICONTROL
        Find]: …`).
        """
        is_comment = self.destination in ("", "#") or not any(char.isalnum() for char in self.label)
        return not is_comment and not self.label.startswith(("^", "!"))


class Alert(Record, frozen=True, gc=False):
    """`> [!NOTE]`: `name` is the word as written, `span` the whole marker."""

    name: str
    span: Span
    block: Block


class HtmlTag(Record, frozen=True, gc=False):
    """An HTML tag: `name` in lower case, `closing` for `</x>`; `in_table` when it stands in a table cell.

    `escapable`: a backslash before it would make a text of it, as in the middle of a block of HTML it would not.
    """

    name: str
    closing: bool
    attributes: tuple[tuple[str, str], ...]
    span: Span
    in_table: bool
    escapable: bool = True


class Conflict(Record, frozen=True, gc=False):
    """A merge conflict from its first mark to its last; when it is not `complete`, the one mark that was found."""

    span: Span
    complete: bool


class Comment(Record, frozen=True, gc=False, array_like=True):
    """An HTML comment (or a YAML comment of the metadata): `text` without its marks, trimmed; 1-based `lines`."""

    text: str
    span: Span
    lines: tuple[int, int]


class Value(Record, frozen=True, gc=False, array_like=True):
    """A value of YAML: `value` as JSON data; `span` of the value without trailing spaces, `key_span` of its key.

    Dates and other YAML scalars that JSON lacks are given as they are written. The span of a missing value (`key:`) is
    empty and stands after the colon. `items` are the members of a sequence, `fields` those of a mapping.
    """

    key: str
    key_span: Span
    value: object
    span: Span
    items: tuple[Value, ...] = ()
    fields: tuple[Value, ...] = ()


class YamlError(Record, frozen=True, gc=False, array_like=True):
    """YAML that cannot be read as intended: front matter, or a table of contents.

    `kind`: syntax, not-object, unclosed, duplicate-key. `detail` says what the YAML parser says, or names the key;
    `first` is the span of the first occurrence of a duplicated key.
    """

    kind: str
    span: Span
    detail: str
    first: Span | None = None


class Metadata(Record, frozen=True, gc=False, array_like=True):
    """The front matter of a page. `span` runs from the opening fence through the closing one, without line ending.

    `values` are the top-level keys in order, duplicates included; the last of a duplicated key counts. `body` is where
    the Markdown begins. `present` is False, with an empty span at 0, for a page without front matter.
    """

    present: bool
    span: Span
    body: int
    values: tuple[Value, ...] = ()
    errors: tuple[YamlError, ...] = ()
    comments: tuple[Comment, ...] = ()

    def data(self) -> dict[str, object]:
        """The metadata as JSON data."""
        return {value.key: value.value for value in self.values}

    def get(self, key: str) -> Value | None:
        """The value of `key` that counts, or None."""
        return next((value for value in reversed(self.values) if value.key == key), None)


NO_METADATA = Metadata(present=False, span=Span(0, 0), body=0)
