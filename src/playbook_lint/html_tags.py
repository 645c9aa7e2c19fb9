"""HTML in Markdown: its tags, which elements there are, and what of it acts rather than shows."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.facts import HtmlTag
from playbook_lint.patterns import lazy_pattern
from playbook_lint.source import Span

# https://html.spec.whatwg.org/multipage/indices.html#elements-3, and presentational elements of earlier versions.
_HARMLESS = """
a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup data dd del details
dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav nobr ol p
picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th
thead time tr tt u ul var wbr
"""
_OTHER = """
applet area audio base body button canvas datalist dialog embed fieldset font form frame frameset head html iframe
input label legend link map marquee math menu meta meter noframes noscript object optgroup option output param
progress script search select slot style svg template textarea title track video
"""
# What stands in a line of text, and lists, for which a cell has no Markdown.
_IN_CELLS = """
a abbr b br cite code del dfn em i img ins kbd li mark ol p q s samp small span strong sub sup time u ul var wbr
"""
HARMLESS, IN_CELLS, OTHER = tuple(_HARMLESS.split()), tuple(_IN_CELLS.split()), tuple(_OTHER.split())
# Elements without an end tag: https://html.spec.whatwg.org/#void-elements, and those of earlier versions.
_VOID = "area base br col embed frame hr img input link meta param source track wbr"
VOID = frozenset(_VOID.split())

# Those with an address in `href` or `src`: https://html.spec.whatwg.org/multipage/indices.html#attributes-3
_LINKING = "a area audio base embed frame iframe img input link script source track video"
# What other elements have there is not for a browser to follow; of components nothing is known.
NOT_LINKING = frozenset({*HARMLESS, *OTHER}.difference(_LINKING.split()))

# CommonMark 0.31 section 6.6, with the values of attributes captured.
ATTRIBUTE = lazy_pattern(r"""\s([a-zA-Z_:][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""")
# `{#plan}`, `{: #plan .wide}`: what stands between the braces is parted by spaces.
NAMED_ANCHOR = lazy_pattern(
    r"(?<!\{)\{(?::?(?:[^{}#\n]*\s)?#|(?=/\*[ \t]*+[^\s{}#*]++[ \t]*+\*/\})/\*[ \t]*+)([^\s{}#*]++)[^{}#\n]*+\}"
)
_COMMENT_OR_TAG = lazy_pattern(
    r"<!--(?:>|->|(?s:.*?-->|.*))|<(/?)([A-Za-z][A-Za-z0-9-]*)"
    r"""((?:\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*/?>"""
)
_INVISIBLE = lazy_pattern(r"[\x00-\x20\x7f-\xa0]+")
_ACTING_SCHEMES = ("javascript:", "vbscript:", "data:text/html")


def html_tags(html: str, start: int = 0, *, in_table: bool = False, in_block: bool = False) -> Iterator[HtmlTag]:
    """The tags of raw HTML that stands at offset `start`, comments excluded."""
    for match in _COMMENT_OR_TAG.finditer(html):
        if match[2] is not None:
            attributes = tuple((m[1].lower(), m[2] or m[3] or m[4] or "") for m in ATTRIBUTE.finditer(match[3]))
            where = Span(start + match.start(), start + match.end())
            escapable = not in_block or match.start() == 0
            yield HtmlTag(match[2].lower(), bool(match[1]), attributes, where, in_table, escapable)


def is_script_address(address: str) -> bool:
    """Whether a browser that follows `address` runs what it says (https://url.spec.whatwg.org/#concept-basic-url-parser)."""
    return _INVISIBLE.sub("", address).casefold().startswith(_ACTING_SCHEMES)
