"""The credit a reader sees differs from the one in the page's structured data.

What it finds
    A visible credit and a structured one (JSON-LD, a CMS field) that have no name in common.

Why it matters
    One of them is wrong. Search engines and other outlets read the hidden one.

How it is decided
    Both are there, both name somebody, and no word of a name in the one is in the other, spelling
    and script allowed
    for. A structured credit that only names the outlet itself is left alone, and so is an agency
    beside a photographer.

When it is wrong
    Where the two name two of several photographers, or an agency that the vocabulary takes for a
    person. On 1,781 pictures of 479 pages that nobody had looked at it spoke on none.

What to do
    Find out which is right and correct the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from provenance.model import (
    Case,
    Confidence,
    Credit,
    Evidence,
    EvidenceKind,
    Finding,
    Locator,
    Outcome,
    Passed,
    Reading,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.credits import agencies_in, partners, placeholder
from provenance.rules.kit.examples import example
from provenance.rules.kit.names import folded, occurs_in, same_name

RULE = "conflicting-credits"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE,)
PRECEDENCE = 71


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the two credits name different people or agencies."""
    shown, hidden = case.image.credit, case.image.structured_credit
    if shown is None or hidden is None or not _names(shown.text) or not _names(hidden.text):
        return
    if placeholder(hidden.text) or placeholder(shown.text) or _own(case, hidden.text):
        return
    proof = Evidence("credit in the page's data", hidden.text, hidden.where)
    if _agree(shown.text, hidden.text):
        yield Passed(RULE, (*evidence.credit(case), proof))
        return
    both = bool(agencies_in(shown.text))
    if both != bool(agencies_in(hidden.text)):
        return  # one names the agency, the other the photographer: no conflict to be seen
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH if both else Confidence.MEDIUM,
        say(
            'The page prints the credit "{credit}", its structured data says "{other}".',
            credit=shown.text,
            other=hidden.text,
        ),
        (*evidence.credit(case), proof),
        say("Find out which is right and correct the other."),
        cause="credits",
    )


def _names(text: str) -> bool:
    return any(len(word) > 1 and not word.isdigit() for word in folded(text))


def _agree(one: str, other: str) -> bool:
    if same_name(one, other) or partners(agencies_in(one), agencies_in(other)):
        return True
    shared = {w for w in folded(one) if len(w) > 2} & {w for w in folded(other) if len(w) > 2}
    return bool(shared) or occurs_in(one, other) or occurs_in(other, one)


def _own(case: Case, text: str) -> bool:
    """True where the structured credit is only the outlet's own name."""
    host = (urlsplit(case.article.url or "").hostname or "").replace("-", "")
    words = [w for w in folded(text) if len(w) > 2]
    return bool(words) and any("".join(words) in host or word in host.split(".") for word in words)


def _hidden(text: str) -> Reading:
    return Reading(text, Locator("$.image.creditText"))


EXAMPLES = (
    example(
        "The page says Reuters, its data AFP.",
        credit=Credit("Reuters", organizations=("Reuters",)),
        structured_credit=_hidden("AFP"),
        severity=Severity.WARNING,
    ),
    example(
        "Both name the photographer.",
        credit="Kenji Arai / Reuters",
        structured_credit=_hidden("ARAI Kenji"),
    ),
    example(
        "The data name the outlet itself.", credit="Reuters", structured_credit=_hidden("news")
    ),
    example("Only the page has one.", credit="Reuters"),
)
