"""The anchors of an HTML page: the names that a fragment can lead to.

A small tokenizer after the HTML standard (https://html.spec.whatwg.org/multipage/parsing.html#tokenization): tags,
attributes, comments, and elements whose content is text. It exists because the standard library's html.parser takes
time that grows with the square of a hostile page's length; here no pattern looks twice at what it has taken.
"""

from __future__ import annotations

import codecs
import html
import re

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*+=\s*+[\"']?([\w.:-]+)", re.IGNORECASE | re.ASCII)
_META_CHARSET = re.compile(rb"<meta[\s/][^>]{0,200}?charset\s*+=\s*+[\"']?\s*+([\w.:-]+)", re.IGNORECASE)
# How far from its beginning a page may name its encoding.
_PRESCAN = 1024
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# The encodings of the web (https://encoding.spec.whatwg.org/). Python knows others, some of which are slow on purpose.
_ENCODINGS = re.compile(
    r"utf-?8|utf-16(?:[lb]e)?|(?:us-)?ascii|iso-?8859-\d{1,2}|latin1|windows-\d{3,4}|cp125\d|koi8-[ru]|macintosh|gbk"
    r"|gb2312|gb18030|big5(?:-hkscs)?|euc-(?:jp|kr)|iso-2022-jp|shift_jis"
)

# A comment, or the beginning of a start tag.
_MARKUP = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))|<([a-zA-Z][^\s/>]*+)", re.DOTALL)
_ATTRIBUTE = re.compile(
    r"""[\s/]*+([^\s/>][^\s/>=]*+)(?>(?:\s*+=\s*+(?:"([^"]*+)(?:"|\Z)|'([^']*+)(?:'|\Z)|([^\s>]*+)))?)"""
)
_TAG_END = re.compile(r"[\s/]*+>?")
_TEXT_ELEMENTS = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
_TEXT_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _TEXT_ELEMENTS}


def is_html(content_type: str) -> bool:
    """Whether the field `Content-Type` says that a body is HTML."""
    return content_type.partition(";")[0].strip().lower() in _HTML_TYPES


def page_anchors(body: bytes, content_type: str) -> frozenset[str] | None:
    """The values of `id`, and of `name` in `a`, in the HTML page `body`; None where its encoding is not known.

    Takes time linear in the length of `body`, whatever is in it.
    """
    encoding = _encoding(body, content_type)
    return frozenset(_anchors(body.decode(encoding, "replace"))) if encoding else None


def _encoding(body: bytes, content_type: str) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return encoding
    if named := _CHARSET.search(content_type):
        name = named[1].lower()
    elif meta := _META_CHARSET.search(body, 0, _PRESCAN):
        name = meta[1].decode("ascii", "replace").lower()
        if name.startswith("utf-16"):  # or else it could not be read
            name = "utf-8"
    else:
        name = "utf-8"
    return name if _ENCODINGS.fullmatch(name) and _is_known(name) else None


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _anchors(text: str) -> set[str]:
    found: set[str] = set()
    place = 0
    while markup := _MARKUP.search(text, place):
        place = markup.end()
        tag = (markup[1] or "").lower()
        if not tag:
            continue
        while attribute := _ATTRIBUTE.match(text, place):
            place = attribute.end()
            name = attribute[1].lower()
            if name == "id" or (name == "name" and tag == "a"):
                found.add(html.unescape(attribute[2] or attribute[3] or attribute[4] or ""))
        tag_end = _TAG_END.match(text, place)
        place = tag_end.end() if tag_end else place
        if tag in _TEXT_END:
            end = _TEXT_END[tag].search(text, place)
            place = end.end() if end else len(text)
    return found - {""}
