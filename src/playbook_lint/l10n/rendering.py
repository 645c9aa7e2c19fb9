"""Writes a translation in the place of a segment, in the page's own style: the inverse of what made the message."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playbook_lint.l10n.segments import MessageSegment, Style
from playbook_lint.source import SourceText, line_ending

# What would begin a block at the start of a line (CommonMark 0.31 sections 4 and 5), up to where a backslash goes.
_MARKS = re.compile(
    r"(?=#{1,6}(?:[ \t]|$)|[-+*](?:[ \t]|$)|>|`{3}|~{3}|(?:[-_*=][ \t]*){3,}$|=+[ \t]*$|-+[ \t]*$)"
    r"|\d{1,9}(?=[.)](?:[ \t]|$))"
)
_DEFINITION = re.compile(r"\[(?=[^\]^][^\]]*\]:)")
_BARE_PIPE = re.compile(r"(?<!\\)((?:\\\\)*)\|")
# None inside of a template: `{{< figure src="plan.png" >}}`.
_GAP = re.compile(r" (?![^{}]{0,500}[%}]\})")
_LINE_FEED = re.compile(r"[ \t]*\n[ \t]*")
# A plain scalar that is text to every YAML reader: a letter first, and no mark that means something to YAML.
_PLAIN = re.compile(r"[^\W\d_](?:[^\x00-\x1f\x7f:#\"'\[\]{},]|:(?=\S)|(?<=\S)#|[,'](?!$))*(?<!\s)")
_NOT_TEXT = re.compile(r"(?:y|n|yes|no|on|off|true|false|null|nan|inf)\Z", re.IGNORECASE)


def rendered(segment: MessageSegment, translation: str, source: SourceText) -> str:
    """`translation` as it is written in the place of `segment` in the page `source`.

    Of the message's own text it makes what stands there, byte for byte.
    """
    if translation == segment.text:
        return source.slice(segment.span)
    text = translation.strip()
    match segment.style:
        case Style.LINE:
            return _LINE_FEED.sub(" ", text)
        case Style.CELL:
            return _BARE_PIPE.sub(r"\1\\|", _LINE_FEED.sub("<br>", text))
        case Style.TITLE:
            return _title(_LINE_FEED.sub(" ", text), source.text[segment.span.end])
        case Style.YAML:
            return _scalar(text, source.slice(segment.span))
        case Style.HTML:
            return _joined(text.split("\n"), segment, source)
        case Style.CODE:
            return _joined(text.split("\n"), segment, source)
        case Style.BLOCK:
            return _joined([_disarmed(part.strip()) for part in text.split("\n")], segment, source)


def begins_block(line: str) -> bool:
    """Whether `line`, which has no white space before it, would or might begin a block."""
    return bool(_MARKS.match(line) or _DEFINITION.match(line) or line.startswith(("<", "|")))


def _disarmed(line: str) -> str:
    """`line` with a backslash where it would begin a block."""
    if mark := _MARKS.match(line):
        return f"{line[: mark.end()]}\\{line[mark.end() :]}"
    return f"\\{line}" if _DEFINITION.match(line) else line


def _joined(parts: Sequence[str], segment: MessageSegment, source: SourceText) -> str:
    """The lines, parted as the segment's own lines are by hard breaks; the last of these serves those beyond."""
    breaks = [
        source.text[before.end : after.start]
        for before, after, hard in zip(segment.lines, segment.lines[1:], segment.hard, strict=False)
        if hard
    ]
    breaks = breaks or [_usual_break(segment, source)]
    written = [_filled(parts[0], segment, source)]
    for index, part in enumerate(parts[1:]):
        written += [breaks[min(index, len(breaks) - 1)], _filled(part, segment, source)]
    return "".join(written)


def _filled(text: str, segment: MessageSegment, source: SourceText) -> str:
    """`text` in lines as long as those of the segment, where it has soft breaks; no line begins like a block."""
    pairs = zip(segment.lines, segment.lines[1:], segment.hard, strict=False)
    soft = [(before, after) for before, after, hard in pairs if not hard]
    if not soft:
        return text
    width = max(line.end - line.start for line in segment.lines)
    lines = [""]
    rest = text
    for word in _GAP.split(text) if "{" in text else text.split(" "):
        # A backslash at the end of a line would be a hard break, and so would two spaces.
        is_bound = begins_block(rest) or lines[-1].endswith("\\")
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width and not is_bound:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] or len(rest) < len(text) else word
        rest = rest[len(word) + 1 :]
    return source.text[soft[0][0].end : soft[0][1].start].join(line.strip(" ") for line in lines)


def _usual_break(segment: MessageSegment, source: SourceText) -> str:
    """A break for a segment that has no hard one: two spaces, the page's line ending, the marks of its containers."""
    if len(segment.lines) > 1:
        return ("  " if segment.style is Style.BLOCK else "") + source.text[
            segment.lines[0].end : segment.lines[1].start
        ].lstrip(" \t")
    line = source.lines.line_span(segment.line)
    before = source.text[line.start : segment.span.start]
    marks = re.sub(r"[^>\t]", " ", before)
    return ("  " if segment.style is Style.BLOCK else "") + line_ending(source.text) + marks


def _title(text: str, quote: str) -> str:
    """A title that ends before `quote`, which it must not hold bare."""
    return re.sub(rf"(?<!\\)([{re.escape(quote)}{'(' if quote == ')' else ''}])", r"\\\1", text)


def _scalar(text: str, written: str) -> str:
    """The text as a YAML scalar, quoted as the one that it replaces, or where it must be."""
    text = _LINE_FEED.sub(" ", text)
    if written.startswith("'"):
        return "'" + text.replace("'", "''") + "'"
    if not written.startswith('"') and _PLAIN.fullmatch(text) and not _NOT_TEXT.match(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'
