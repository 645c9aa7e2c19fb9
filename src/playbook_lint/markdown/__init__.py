"""Markdown to blocks and inlines with exact spans: the only user of markdown-it-py.

markdown-it-py gives blocks a range of lines and inlines no position at all. Both parsers are extended at their loops:

- `BlockParser` notes where the first line of each block begins once its container's prefix is taken off;
- `InlineParser` notes `state.pos` before and after each rule, which gives the width of every token that the rule
  pushed. Text that was pending when a rule pushed a token comes first and is verbatim, so its length is its width.

The content of a block is made of suffixes of source lines (a table cell: of a slice of its line without the backslashes
of `\\|`), so an offset in the content leads back to the source through a short table of line starts, `Origin`.

CommonMark 0.31 with tables and strikethrough of GitHub Flavored Markdown. Destinations are kept as written.
"""

from playbook_lint.markdown.blocks import Markdown, parse, parse_inlines
from playbook_lint.markdown.limits import MAX_NESTING
from playbook_lint.markdown.rows import is_delimiter_row, split_row

__all__ = ["MAX_NESTING", "Markdown", "is_delimiter_row", "parse", "parse_inlines", "split_row"]
