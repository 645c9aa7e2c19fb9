"""Links and strong texts that hold nothing but text, as most do: inline rules that see them at once, as one token.

What stands between the marks has no character of any other rule, so no other way to read it needs to be tried. Strong
text must stand behind a blank, and before a blank, or punctuation that follows a letter: its marks can then only open
and only close (CommonMark 0.31, section 6.2), and are each other's nearest. A text that is made of these, of other text
and of line ends is read without rules, by its pieces.
"""

from __future__ import annotations

import re

from markdown_it import rules_inline
from markdown_it.rules_inline import StateInline

from playbook_lint.patterns import lazy_pattern

# The first characters of all inline rules, and the bracket that ends a label.
SPECIAL = re.escape("\n\\`~*_[]!<&")
# Destinations whose end is not in doubt, as most are.
DESTINATION = "[0-9A-Za-z_./:?=#%~-]+"
_LINK_FORM = rf"\[(?P<label>[^{SPECIAL}]+)\]\((?P<destination>{DESTINATION})\)"
_STRONG_END = r"(?:(?<!\s)\*\*(?![^ \n])|(?<=\w)\*\*(?=[.,:;?)]))"
_STRONG_FORM = rf"(?<![^ \n])\*\*(?!\s)(?P<strong>[^{SPECIAL}]+){_STRONG_END}"
_LINK = lazy_pattern(_LINK_FORM)
_STRONG = lazy_pattern(_STRONG_FORM)
# An ampersand before a blank begins no entity. Blanks at the end of a line belong to its end.
_TEXT = rf"[^{SPECIAL}]"
_TEXT_FORM = rf"(?:{_TEXT}++&(?= ))*+(?:{_TEXT}++(?!\n)|{_TEXT}+(?<! ))"
PIECE = re.compile(rf"(?P<text>{_TEXT_FORM})|{_LINK_FORM}|{_STRONG_FORM}|(?P<line_end> *\n[ \t]*)")


def link(state: StateInline, silent: bool) -> bool:
    """A link with a plain label and destination, and without a title; or any other."""
    match = _LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return rules_inline.link(state, silent)
    if not silent:
        token = state.push("plain_link", "a", 0)
        token.content, destination = match.groups()
        token.attrs = {"href": destination}
    state.pos = match.end()
    return True


def emphasis(state: StateInline, silent: bool) -> bool:
    """Strong text that is plain; or the marks of any other emphasis, which are paired later."""
    if silent:
        return False  # what an emphasis holds must not hide the end of a label
    match = _STRONG.match(state.src, state.pos, state.posMax)
    if match is None:
        return rules_inline.emphasis.tokenize(state, silent)
    state.push("plain_strong", "strong", 0).content = match[1]
    state.pos = match.end()
    return True
