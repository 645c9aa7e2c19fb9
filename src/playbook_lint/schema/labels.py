"""Which lines of a page are label lines, and what its page type says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

from playbook_lint.facts import Heading, LabelBlock, LabelLine
from playbook_lint.records import Record
from playbook_lint.schema.outline import Outline
from playbook_lint.schema.page_types import LabelLineSpec, LabelSpec, PageType, SectionSpec
from playbook_lint.schema.terms import TermMatch, Terms
from playbook_lint.source import Span


class Label(Record, frozen=True, gc=False):
    """A label line, the label term that it names (None: no known one), and what is declared for that label."""

    line: LabelLine
    term: TermMatch | None
    spec: LabelLineSpec | None


class LabelGroup(Record, frozen=True, gc=False):
    """The labels of one block; `spec` is what the page type declares for the place, None where it declares nothing."""

    block: LabelBlock
    labels: tuple[Label, ...]
    spec: LabelSpec | None

    @property
    def heading(self) -> Heading | None:
        """The heading that the block stands under."""
        return self.block.heading


class LabelStack(Record, frozen=True, gc=False):
    """The labels of one declared block: all those under a heading, or, where blocks may be stacked, those of one."""

    heading: Heading
    spec: LabelSpec
    labels: tuple[Label, ...]

    @property
    def span(self) -> Span:
        """From the first label line through the last one."""
        return Span(self.labels[0].line.span.start, self.labels[-1].line.span.end)

    def place(self, label: Label) -> int | None:
        """The index of the declared line that `label` is; None for a label that is not declared here."""
        return self.spec.lines.index(label.spec) if label.spec in self.spec.lines else None


def match_labels(
    blocks: Sequence[LabelBlock],
    declared: Mapping[int, LabelSpec],
    anywhere: Mapping[str, LabelLineSpec],
    terms: Terms,
) -> tuple[LabelGroup, ...]:
    """The groups of labels among `blocks`, which are all runs of lines `name: value` of a page.

    A line is a label if its name is a label term, or almost one with a value in bold, or any name with a value in bold
    next to such a line; the rest is prose. So is a line whose value is neither in bold nor a term, unless it stands
    where labels are declared. `declared` gives what is declared under a heading, by its `id`; `anywhere` what is
    declared for a label at any place, for blocks that stand where nothing is declared.
    """
    groups = []
    for block in blocks:
        spec = declared.get(id(block.heading)) if block.heading else None
        found = (Label(line, term, _line_spec(term, spec, anywhere)) for line, term in _labels(block, terms))
        expected = spec is not None and not block.block.inside("item")
        labels = tuple(label for label in found if expected or _is_marked(label, terms))
        if labels:
            groups.append(LabelGroup(block, labels, spec))
    return tuple(groups)


def label_stacks(groups: Sequence[LabelGroup]) -> Iterator[LabelStack]:
    """The declared blocks among `groups`; where blocks may be stacked, a label that comes again begins the next one."""
    for _, run in groupby(groups, key=lambda group: id(group.heading)):
        under_heading = list(run)
        heading, spec = under_heading[0].heading, under_heading[0].spec
        if heading is None or spec is None:
            continue
        stack: list[Label] = []
        for label in chain.from_iterable(group.labels for group in under_heading):
            again = label.spec in spec.lines and any(label.spec is other.spec for other in stack)
            if spec.stacked and again:
                yield LabelStack(heading, spec, tuple(stack))
                stack = []
            stack.append(label)
        yield LabelStack(heading, spec, tuple(stack))


def declared_labels(
    headings: Sequence[Heading], page_type: PageType | None, outline: Outline | None
) -> Mapping[int, LabelSpec]:
    """What the page type declares under each heading, by the `id` of the heading."""
    if page_type is None or outline is None:
        return {}
    declared = {id(section.heading): section.spec.labels for section in outline.sections if section.spec.labels}
    title = next((heading for heading in headings if heading.level == 1 and not heading.in_list), None)
    if title and page_type.labels:
        declared[id(title)] = page_type.labels
    return declared


def label_lines(page_types: Iterable[PageType]) -> Mapping[str, LabelLineSpec]:
    """What is declared for each label anywhere, by its canonical name."""
    found: dict[str, LabelLineSpec] = {}
    for page_type in page_types:
        for spec in _specs(page_type):
            for line in spec.lines:
                for label in line.labels:
                    found.setdefault(label, line)
    return found


def _specs(page_type: PageType) -> Iterator[LabelSpec]:
    if page_type.labels:
        yield page_type.labels
    sections: list[SectionSpec] = list(page_type.sections)
    while sections:
        section = sections.pop()
        if section.labels:
            yield section.labels
        sections.extend(section.sections)


def _labels(block: LabelBlock, terms: Terms) -> Iterator[tuple[LabelLine, TermMatch | None]]:
    found = [(line, terms.find("label", line.name)) for line in block.lines]
    is_block = any(term or (line.bold and terms.suggest("label", line.name)) for line, term in found)
    if is_block:
        yield from ((line, term) for line, term in found if term or line.bold)


def _is_marked(label: Label, terms: Terms) -> bool:
    """Whether the value alone shows that a line is a label: it is in bold, or a term."""
    if label.line.bold or not label.line.closed:
        return True
    kind = label.spec.values if label.spec else None
    return kind is not None and all(terms.find(kind, part.text) for part in terms.split(kind, label.line.value))


def _line_spec(
    term: TermMatch | None, spec: LabelSpec | None, anywhere: Mapping[str, LabelLineSpec]
) -> LabelLineSpec | None:
    if term is None:
        return None
    here = (line for line in spec.lines if term.canonical in line.labels) if spec else iter(())
    return next(here, None) or anywhere.get(term.canonical)
