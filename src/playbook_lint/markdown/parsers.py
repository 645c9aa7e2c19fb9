"""markdown-it-py with both of its parsers extended, in the dialect that pages are written in."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from playbook_lint.markdown.block_parser import BlockParser
from playbook_lint.markdown.inline_parser import InlineParser
from playbook_lint.markdown.limits import MAX_NESTING


@cache
def parser() -> MarkdownIt:
    options = {"maxNesting": MAX_NESTING, "inline_definitions": True, "store_labels": True}
    md = MarkdownIt("commonmark", options)
    md.inline = InlineParser()
    md.block = BlockParser()
    md.normalizeLink = md.normalizeLinkText = str  # type: ignore[method-assign,assignment]
    md.validateLink = lambda _: True  # type: ignore[method-assign,assignment]
    return md
