"""How much of a text is read, since text from anyone must cost no more than its length allows.

Where markdown-it goes over a text again and again, a limit stops it and `Markdown.too_deep` says where:

- `MAX_NESTING`: how deep lists, quotes and brackets may stand inside each other;
- `QUOTED_LINES`: how often lines may be read for being in a quote, since each quote reads all its lines;
- `LABEL_STEPS`: how far may be read for the end of a link's label, since each `[` looks for its own.
"""

from __future__ import annotations

# Far beyond what people write, and well within the interpreter's stack.
MAX_NESTING = 60
# Each as a fixed allowance, and as much again for every line or character of the page.
QUOTED_LINES = (10_000, 4)
LABEL_STEPS = (100_000, 1)


def allowances(text: str) -> dict[str, int]:
    """What the parsers may still spend on `text`, for their environment."""
    lines, steps = text.count("\n") + 1, len(text)
    return {
        "quoted_lines": QUOTED_LINES[0] + QUOTED_LINES[1] * lines,
        "label_steps": LABEL_STEPS[0] + LABEL_STEPS[1] * steps,
    }
