"""A word that names nobody stands for an author: HANDOUT, STR, "Supplied".

What it finds
    A credit made of an agency's internal code, "supplied", or a publishing system's leftover.

Why it matters
    It tells a reader nothing about where the picture comes from, and "handout" or "supplied" hides
    an interested party.

How it is decided
    Nobody is named in the credit, and what stands there is on a list of such words or was read as
    one of the flags
    handout, supplied, courtesy or pool. With an agency or a giver beside it ("Ministry of
    Defence/Handout"), the giver
    is named and nothing is found.

When it is wrong
    Where naming the giver would put a person in danger. On 1,781 pictures of 479 pages that nobody
    had looked at it spoke on 3, none of them wrongly.

What to do
    Name who made or gave the picture: "Handout: Ministry of Defence".
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Credit,
    CreditFlag,
    CreditKind,
    EvidenceKind,
    Finding,
    Outcome,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.credits import (
    names_somebody,
    placeholder,
    rights_reserved,
    searches_only,
    words_of,
)
from provenance.rules.kit.examples import example

RULE = "placeholder-credit"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE,)
PRECEDENCE = 52
_FLAGS = {CreditFlag.HANDOUT, CreditFlag.SUPPLIED, CreditFlag.COURTESY, CreditFlag.POOL}


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the credit holds only a placeholder."""
    credit = case.credit
    if credit is None or credit.platform or names_somebody(credit) or searches_only(credit):
        return
    if credit.kind is CreditKind.STAFF or credit.license is not None or _says_whose(credit.raw):
        return
    words = [
        n
        for n in (*credit.creators, *credit.organizations, credit.raw, credit.remainder or "")
        if placeholder(n)
    ]
    if (
        not words
        and not rights_reserved(credit.raw, credit.remainder)
        and not (_FLAGS & set(credit.flags))
    ):
        return
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            'The credit "{credit}" stands where an author belongs and names nobody.',
            credit=credit.raw,
        ),
        evidence.credit(case),
        say("Name who made the picture or who gave it."),
        cause="platform",
        compared=False,
    )


def _says_whose(raw: str) -> bool:
    """True for "private" or "family photo", which say whose picture it is."""
    return any(word.startswith(tuple(evidence.words("credits")["whose"])) for word in words_of(raw))


EXAMPLES = (
    example(
        "Supplied, by nobody knows whom.",
        credit=Credit("Supplied", flags=(CreditFlag.SUPPLIED,)),
        severity=SEVERITY,
    ),
    example("An agency's code.", credit=Credit("STR", ("STR",)), severity=Severity.WARNING),
    example(
        "The system's leftover.",
        credit=Credit("CREDIT TOO LONG, SEE CAPTION"),
        severity=Severity.WARNING,
    ),
    example(
        "A handout whose giver is named.",
        credit=Credit(
            "Ministry of Defence/Handout",
            organizations=("Ministry of Defence",),
            flags=(CreditFlag.HANDOUT,),
        ),
    ),
    example(
        "Rights reserved, by nobody knows whom.",
        credit=Credit("Photo DR", remainder="DR"),
        severity=SEVERITY,
    ),
    example("A broadcaster of that name.", credit=Credit("Foto: DR", organizations=("DR",))),
    example("A private picture.", credit=Credit("Foto: Privat", flags=(CreditFlag.SUPPLIED,))),
    example(
        "A lender is named.",
        credit=Credit("Courtesy of Jo Ray", flags=(CreditFlag.COURTESY,), remainder="Jo Ray"),
    ),
)
