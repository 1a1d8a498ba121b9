"""The file says that it was handed out, and the page does not.

What it finds
    A picture that a government, a company or a party gave to the press, printed as if an agency's
    or the paper's own photographer had taken it.

Why it matters
    Who hands out a picture chooses what it shows. Readers can weigh that only when they are told.

How it is decided
    The file's credit, creator, source or instructions call it a handout or say that a third party
    supplied it. Neither credit nor caption says so in any words, and the page names none of those
    whom the file names beside the agency.

When it is wrong
    Where the agency sends out its own picture under another's terms, or the page discloses it in a
    sentence of its own. Real pages were measured without their files, so that no figure is known.

What to do
    Say in the credit who handed the picture out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from provenance.model import (
    Case,
    Confidence,
    Credit,
    CreditFlag,
    CreditKind,
    DisclosureKind,
    Evidence,
    EvidenceKind,
    Finding,
    Metadata,
    Outcome,
    Passed,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import disclosure, embedded, evidence, licenses, terms
from provenance.rules.kit.credits import agencies_in, placeholder
from provenance.rules.kit.examples import example, in_file, picture
from provenance.rules.kit.names import occurs_in

RULE = "undisclosed-handout"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.METADATA)
_FLAGS = {CreditFlag.HANDOUT, CreditFlag.COURTESY, CreditFlag.SUPPLIED, CreditFlag.POOL}


def check(case: Case) -> Iterable[Outcome]:
    """A finding where only the file calls the picture a handout."""
    marks = tuple(_marks(case))
    if not marks or case.credit is None:
        return
    if _discloses(case) or _names_giver(case):
        yield Passed(RULE, (*evidence.credit(case), terms.short(marks[0])))
        return
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            'The file itself says that the picture was handed out ("{words}"); the '
            'page credits "{credit}" alone.',
            words=evidence.shorten(marks[0].value, 80),
            credit=case.credit.raw,
        ),
        (*evidence.credit(case), *(terms.short(mark) for mark in marks[:2])),
        say("Say in the credit who handed the picture out."),
        cause="handout",
    )


def _marks(case: Case) -> Iterator[Evidence]:
    """What in the file calls it a handout."""
    if case.picture is None:
        return
    data = case.picture.metadata
    stated = (*data.creators, data.credit_line, data.source)
    for value in stated:
        if value is not None and terms.says_handout(value.value):
            yield embedded.evidence(case, value, "credit in the file")
    yield from (p for p in terms.instructions(case) if terms.says_handout(p.value))


def _discloses(case: Case) -> bool:
    credit = case.credit
    flagged = credit is not None and (
        bool(_FLAGS & set(credit.flags)) or credit.kind is CreditKind.HANDOUT
    )
    return flagged or DisclosureKind.HANDOUT in disclosure.stated(case)


def _names_giver(case: Case) -> bool:
    """True where the page names somebody of the file's credit who is no agency."""
    text = licenses.printed(case)
    givers = (
        part.strip()
        for value in embedded.embedded_credits(case)
        for part in value.value.split("/")
        if not agencies_in(part) and not placeholder(part)
    )
    return any(giver and occurs_in(giver, text) for giver in givers)


def _file(credit: str, instructions: str = "") -> Metadata:
    said = in_file(instructions, "IPTC:SpecialInstructions") if instructions else None
    return Metadata(credit_line=in_file(credit, "IPTC:Credit"), instructions=said)


_REUTERS = Credit("Reuters", organizations=("Reuters",))
EXAMPLES = (
    example(
        "The file says handout, the page an agency.",
        credit=_REUTERS,
        picture=picture(_file("Harbour Ministry/Handout via REUTERS")),
        severity=SEVERITY,
    ),
    example(
        "The instructions say that a third party supplied it.",
        credit=_REUTERS,
        picture=picture(_file("REUTERS", "THIS IMAGE HAS BEEN SUPPLIED BY A THIRD PARTY.")),
        severity=SEVERITY,
    ),
    example(
        "The page says handout.",
        credit=Credit("Handout / Reuters", flags=(CreditFlag.HANDOUT,)),
        picture=picture(_file("Harbour Ministry/Handout via REUTERS")),
    ),
    example(
        "The page names who handed it out.",
        credit=Credit("Harbour Ministry / Reuters", organizations=("Harbour Ministry", "Reuters")),
        picture=picture(_file("Harbour Ministry/Handout via REUTERS")),
    ),
    example("An agency's own.", credit=_REUTERS, picture=picture(_file("REUTERS/Jane Doe"))),
)
