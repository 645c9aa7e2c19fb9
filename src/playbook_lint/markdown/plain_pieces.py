"""The forms of plain pieces of text: those that can be read in one way only, so that no inline rule needs to be tried.

What stands between the marks of a plain link or a plain emphasis has no character of any other rule. Marks of emphasis
must stand behind a blank, and before a blank or punctuation: they can then only open, and surely close (CommonMark
0.31, section 6.2), and are each other's nearest. A text that is made of plain pieces, as most are, is read by them.
"""

from __future__ import annotations

import re

# The first characters of all inline rules, and the bracket that ends a label.
SPECIAL = re.escape("\n\\`~*_[]!<&")
_TEXT = f"[^{SPECIAL}]"
# Characters of rules where they begin nothing: no entity, no image, no HTML and no address, no mark.
_AMPERSAND = r"&(?![\w#]+;)"
_LONE = rf"{_AMPERSAND}|!(?!\[)|<(?![A-Za-z!/?])|~(?<!~~)(?!~)|_(?<=[^\W_]_)(?=[^\W_])"
_INNER = f"(?>(?:{_TEXT}++|{_LONE})+)"
# Destinations whose end is not in doubt, as most are.
DESTINATION = rf"(?>(?:[0-9A-Za-z_./:?=#%~+,;@$!'-]++|{_AMPERSAND})+)"
_BEFORE, _AFTER = r"(?<![^ \n])", r"(?![^ \n.,:;?)])"

PIECE = re.compile(
    "|".join(
        (
            # Brackets that no destination follows are text where nothing is defined that they could refer to. Blanks
            # at the end of a line belong to its end.
            rf"(?P<text>(?:{_TEXT}++(?!\n)|{_TEXT}+(?<! )|{_LONE}|\[!?{_TEXT}*\](?!\())+)",
            rf'!?\[(?P<label>{_INNER})\]\((?P<destination>{DESTINATION})(?: "(?P<title>[^"\\&\n]*)")?\)',
            rf"{_BEFORE}\*\*(?!\s)(?P<strong>{_INNER})(?<!\s)\*\*{_AFTER}",
            r"(?P<line_end>(?: *|\\)\n[ \t]*)",
            rf"{_BEFORE}\*(?!\s)(?P<emphasis>{_INNER})(?<!\s)\*{_AFTER}",
            r"(?<!`)`(?P<code>[^`\n ][^`\n]*)`(?!`)",
            r"\\(?P<escape>[!-/:-@\[-`{-~])",
            r"<(?P<autolink>[A-Za-z][0-9A-Za-z.+-]{1,31}:[^<>\x00-\x20]*)>",
            r"(?P<html></?[A-Za-z][0-9A-Za-z-]*>|<[A-Za-z][0-9A-Za-z-]* ?/>)",
        )
    )
)
