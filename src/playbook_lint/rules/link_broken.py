"""A link to the web must lead somewhere.

A reader who follows a broken link ends at an error, and trusts the next page less. Only `playbook-lint links` asks the
web, and each address once for all the places where it stands.

A link is broken when its host cannot be reached, when its certificate is not valid, or when the answer, after all
redirects, is no success. Answers other than 200 to 299 count as a success where the configuration says so (`accept`,
for single hosts too). What fails in passing is asked again before it is reported. With a `tolerance` in the
configuration a link is reported here only when it was broken for long enough, and by `link-failing` until then.

Limits: an address that shows the same page whatever is asked for, or an error with the status of a success, is taken
for working. Hosts that turn away everything but browsers can be excluded (`exclude`), or their answers accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.rules.web_subject import WebSubject

RULE = Rule(
    name="link-broken",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="A link to the web is broken.",
    message="`{url}` is broken: {problem}",
    since="0.1.0",
    scope=Scope.WEB,
)


def check(subject: WebSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each link that is broken beyond tolerance."""
    for link, arguments in subject.broken(tolerated=False):
        yield link.diagnostic(RULE.name, arguments)
