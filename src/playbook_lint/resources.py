"""Where the data that ships with the package lies: schemas and gettext catalogs.

This is part of what runs before anything else: it imports `pathlib` only for those who ask for a `Path`.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = os.path.dirname(__file__)


def data_folder(name: str) -> str:
    """The shipped folder `name` (`schemas`, `locales`): in the installed package, or in the source checkout."""
    installed = os.path.join(PACKAGE, "_data", name)
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(os.path.dirname(PACKAGE)), name)


def data_dir(name: str) -> Path:
    """The shipped folder `name` as a path."""
    from pathlib import Path

    return Path(data_folder(name))
