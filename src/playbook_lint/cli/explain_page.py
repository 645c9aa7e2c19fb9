"""`playbook-lint explain-page`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook_lint.cli.output import write
from playbook_lint.reporters.visible import visible

if TYPE_CHECKING:
    from playbook_lint.project import Project, ProjectFile
    from playbook_lint.rules.subject import PageSubject
    from playbook_lint.subjects import Context


@click.command(
    "explain-page",
    short_help="Say how a page is seen, and why.",
    epilog="""\b
Examples:
  playbook-lint explain-page content/pt-BR/index.md
""",
)
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--config", "config_path", type=click.Path(path_type=Path, readable=False), help="Use this configuration file."
)
def command(file: Path, config_path: Path | None) -> None:
    """Say which locale, page type, schemas and source page FILE has, which rules run on it, and why."""
    from playbook_lint.config import UsageError, load_config
    from playbook_lint.project import PageReadError, Project
    from playbook_lint.run import context_for
    from playbook_lint.source import SourceDecodeError
    from playbook_lint.subjects import subject_for

    config = load_config(file, config_path)
    project, context = Project(config), context_for(config)
    page = _page(project, file)
    try:
        subject = subject_for(page, context)
    except (PageReadError, SourceDecodeError) as error:
        raise UsageError(f"`{page.relative}` {error}") from None
    write("".join(f"{visible(line)}\n" for line in _lines(project, context, page, subject)))


def _page(project: Project, path: Path) -> ProjectFile:
    """The page at `path`; raises `UsageError` that says why when it is none of the project's."""
    from playbook_lint.config import UsageError

    if path.is_dir():
        raise UsageError(f"`{path}` is a folder, not a page")
    discovery = project.discover([path])
    if discovery.problems:
        raise UsageError(discovery.problems[0].message)
    if not discovery.files:
        raise UsageError(f"`{path}` is not checked: {', '.join(discovery.skipped)}")
    if discovery.files[0].kind != "page":
        raise UsageError(f"`{path}` is a table of contents, not a page")
    return discovery.files[0]


def _lines(project: Project, context: Context, file: ProjectFile, subject: PageSubject) -> Iterator[str]:
    from playbook_lint.rules import registry

    config = context.config
    yield file.relative
    yield ""
    yield f"configuration  {config.file or 'none, everything has its default'}"
    yield f"project root   {config.root}"
    yield f"locale         {file.locale} ({file.role} page)"
    yield f"page id        {file.page_id}"
    for reason in project.explain(file):
        yield f"               {reason}"
    yield f"schemas        {context.schemas.folder}"
    yield from _page_type(context, subject)
    settings = config.rule_settings(file.relative)
    names = registry.names()
    off = [name for name in names if not settings.runs(name)]
    yield f"rules          {len(names) - len(off)} run, {len(off)} are off{': ' if off else ''}{', '.join(off)}"


def _page_type(context: Context, subject: PageSubject) -> Iterator[str]:
    page_type = subject.page_type
    metadata = subject.page.metadata.data()
    if page_type is None:
        yield "page type      none: no page type matches the page id and the metadata"
        yield f"               there are {', '.join(context.schemas.page_types)}"
        return
    yield f"page type      {page_type.name}: {page_type.description}"
    yield f"               declared in {page_type.path}"
    if page_type.paths:
        yield f"               its paths {', '.join(page_type.paths)} match the page id"
    for key, values in page_type.metadata:
        yield f"               the metadata has {key}: {metadata.get(key)} (one of {', '.join(values)})"
    others = [other.name for other in context.schemas.candidates(subject.page_id, metadata) if other is not page_type]
    if others:
        yield f"               {', '.join(others)} would match too, with a lower priority"
