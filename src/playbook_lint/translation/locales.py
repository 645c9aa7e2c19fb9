"""Which locales a run is about."""

from __future__ import annotations

from collections.abc import Sequence

from playbook_lint.config import UsageError
from playbook_lint.l10n.locale import PSEUDO
from playbook_lint.suggest import nearest


def chosen_locales(names: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The locales of those names, all without any; raises `UsageError`."""
    by_name = {locale.casefold(): locale for locale in known}
    for name in names:
        if name.replace("_", "-").casefold() not in by_name:
            near = nearest(name, known)
            hint = f"; did you mean `{near}`?" if near else f"; there are {', '.join(known) or 'none'}"
            if name == PSEUDO:
                hint = f": add `[locales.{PSEUDO}]` with its `pages`"
            raise UsageError(f"`{name}` is no locale of the configuration{hint}")
    return tuple(by_name[name.replace("_", "-").casefold()] for name in names) or tuple(
        locale for locale in known if locale != PSEUDO
    )
