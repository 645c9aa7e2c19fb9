"""Where the data that ships with the package lies: schemas and gettext catalogs."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def data_dir(name: str) -> Path:
    """The shipped folder `name` (`schemas`, `locales`): in the installed package, or in the source checkout."""
    installed = PACKAGE / "_data" / name
    return installed if installed.is_dir() else PACKAGE.parents[1] / name
