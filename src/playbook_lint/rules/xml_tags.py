"""A translation must have the HTML tags of its source, and close what it opens.

A tag that is missing takes the superscript, the key or the colour away; one that is never closed changes the rest of
the page; and one whose name was translated is no tag at all, so that readers do not see it.

Tags are compared by their names, whatever their order and attributes. `<br>` is for `md-syntax`, and tags that act,
such as `<script>`, for `safe-html`. What another language needs may be added: `<bdi>`, `<ruby>`, `<wbr>`, and tags that
say `dir` or `lang`.

Limits: a word in angle brackets that is no element of HTML, has no attributes and no end tag, such as `<name>`, is
taken for a placeholder for people and may be translated. Code and comments are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.facts import HtmlTag
from playbook_lint.html_tags import HARMLESS, OTHER, VOID
from playbook_lint.l10n.markup import Markup
from playbook_lint.rules.catalog_subject import CatalogSubject, Translation
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="xml-tags",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation lacks an HTML tag of its source, has another one, or does not close one.",
    message={
        "missing": "The translation lacks {missing}, which the source has",
        "extra": "The source has no `{tag}` here",
        "unbalanced": "`{tag}` has no partner here, other than in the source",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)

# What is about languages: the direction of writing, how a word is read, where it may be broken.
_OF_LANGUAGE = frozenset({"bdi", "bdo", "ruby", "rb", "rt", "rtc", "rp", "wbr"})
_LANGUAGE_ATTRIBUTES = frozenset({"dir", "lang"})
# What Markdown has marks for: where these are missing, `md-syntax` tells it.
_MARKDOWN = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "del": "strikethrough",
    "s": "strikethrough",
    "code": "code",
    "a": "link",
    "img": "image",
}
_KNOWN = frozenset({*HARMLESS, *OTHER})


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each tag that is too many or alone, and one for all that are missing."""
    for found in subject.translations:
        if "<" in found.both and not found.is_same:
            yield from _differences(found, _tags(found.source.markup), _tags(found.target.markup))


def _differences(found: Translation, source: Sequence[HtmlTag], target: Sequence[HtmlTag]) -> Iterator[Diagnostic]:
    ours, theirs = found.source.markup.counts, found.target.markup.counts
    left = Counter(map(_written, source))
    extra = []
    instead = {name for name, kind in _MARKDOWN.items() if ours[kind] > theirs[kind]}
    free = {*OTHER, *_OF_LANGUAGE, *instead, *(tag.name for tag in target if _says_language(tag))}
    for tag in target:
        left[_written(tag)] -= 1
        if left[_written(tag)] < 0 and tag.name not in free:
            extra.append(tag)
    missing = [f"`{written}`" for written in dict.fromkeys(map(_written, source)) if left[written] > 0]
    opened = {tag.name for tag in extra if not tag.closing}
    for tag in (tag for tag in extra if not (tag.closing and tag.name in opened)):
        yield found.diagnostic(RULE.name, *tag.span, case="extra", tag=_written(tag))
    if missing:
        yield found.diagnostic(RULE.name, case="missing", missing=", ".join(missing))
    elif not extra and not _alone(source):
        for tag in _alone(target):
            yield found.diagnostic(RULE.name, *tag.span, case="unbalanced", tag=_written(tag))


def _tags(markup: Markup) -> list[HtmlTag]:
    """The tags but for breaks and what is no tag."""
    paired = {tag.name for tag in markup.tags if tag.closing or tag.attributes}
    return [tag for tag in markup.tags if tag.name != "br" and (tag.name in _KNOWN or tag.name in paired)]


def _says_language(tag: HtmlTag) -> bool:
    return any(name in _LANGUAGE_ATTRIBUTES for name, _ in tag.attributes)


def _written(tag: HtmlTag) -> str:
    return f"</{tag.name}>" if tag.closing else f"<{tag.name}>"


def _alone(tags: Sequence[HtmlTag]) -> list[HtmlTag]:
    """The tags without a partner, in the order of the text."""
    opened: list[HtmlTag] = []
    alone: list[HtmlTag] = []
    for tag in tags:
        if not tag.closing and tag.name not in VOID:
            opened.append(tag)
        elif tag.closing:
            if opened and opened[-1].name == tag.name:
                opened.pop()
            else:
                alone.append(tag)
    return sorted([*alone, *opened], key=lambda tag: tag.span)
