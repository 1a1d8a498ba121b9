"""No link to the licence or the source, where the page could have one.

What it finds
    A picture under a Creative Commons licence on a web page that links neither the licence's text
    nor the picture's
    page.

Why it matters
    The licences ask for the address of their text, and for the picture's own where that is
    practicable. On the web
    it is.

How it is decided
    The original was matched by pixels and its record states the licence. The medium allows links
    (see the
    configuration; an article in plain text has none). No link in caption or credit leads to the
    licence's text or to
    the picture's page, and neither address is printed. Where the licence is not even named,
    `license-not-named` says
    so.

When it is wrong
    Where the picture itself is linked by a script.

What to do
    Link the licence's name to its text and the title to the picture's page.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Credit,
    EvidenceKind,
    Finding,
    InputKind,
    Link,
    Outcome,
    Passed,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence, licenses
from provenance.rules.kit.examples import (
    CC_BY_SA,
    FILE_PAGE,
    PUBLIC_DOMAIN,
    TOO_PLAIN,
    example,
    original,
)

RULE = "license-link-missing"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where neither licence nor source is linked."""
    yield from evidence.require_confirmed_record(case, RULE)
    if not case.desk.links_possible or case.article.kind == InputKind.TEXT:
        return
    terms = licenses.terms(case)
    if terms is None:
        return
    original = terms.original
    if licenses.links_to_terms(case, original):
        yield Passed(RULE, evidence.credit(case))
        return
    text, html = evidence.suggest_credit(original)
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "The credit links neither the licence {license} nor the picture's page at {source}.",
            license=terms.license.name,
            source=source_name(original.record),
        ),
        (
            *evidence.credit(case),
            evidence.at_source(original, "licence", terms.license.name),
        ),
        text,
        html,
        cause="license",
    )


_NAMED = Credit("Kenji Arai, CC BY-SA 4.0", ("Kenji Arai",), license=CC_BY_SA)
_LINKED = Credit(
    "Kenji Arai, CC BY-SA 4.0",
    ("Kenji Arai",),
    license=CC_BY_SA,
    links=(Link(FILE_PAGE, "Launcher"),),
)
EXAMPLES = (
    example(
        "Named, and not linked.", credit=_NAMED, originals=[original()], severity=Severity.WARNING
    ),
    example("The picture's page is linked.", credit=_LINKED, originals=[original()]),
    example("Public domain.", credit=_NAMED, originals=[original(license=PUBLIC_DOMAIN)]),
    example(
        "Too plain.",
        credit=_NAMED,
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
