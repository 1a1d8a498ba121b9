"""A supplier on the desk's caution list, whom the caption does not name.

What it finds
    A picture from a supplier that the desk has put on its caution list, printed without saying in
    the caption whose picture it is.

Why it matters
    What an army, a party or a ministry hands out shows what it wants to be seen. A credit in small
    type tells few readers.

How it is decided
    `caution-suppliers` under `[desk]` in the configuration holds the names. One of them stands in
    the credit, in the structured data, or in what the file says of its creators, credit and source;
    and the caption does not name it.

When it is wrong
    Where the article's text beside the picture says whose it is, or the supplier shares its name
    with another. Without a list it never speaks.

What to do
    Say in the caption who supplied the picture, and what nobody else has confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from provenance.model import (
    Case,
    Confidence,
    Credit,
    Desk,
    Evidence,
    EvidenceKind,
    Finding,
    Metadata,
    Outcome,
    Passed,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import embedded, evidence
from provenance.rules.kit.examples import example, in_file, picture
from provenance.rules.kit.names import occurs_in

RULE = "caution-supplier"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.METADATA, EvidenceKind.CONFIGURATION)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where a supplier to be careful with is not named in the caption."""
    found = next(_named(case), None)
    if found is None:
        return
    name, proof = found
    if occurs_in(name, case.image.caption.text if case.image.caption else ""):
        yield Passed(RULE, (*evidence.caption(case), proof))
        return
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "The picture comes from {name}, which is on this desk's caution list; the "
            "caption does not say so.",
            name=name,
        ),
        (*evidence.caption(case), proof),
        say("Say in the caption that {name} supplied the picture.", name=name),
        cause="supplier",
    )


def _named(case: Case) -> Iterator[tuple[str, Evidence]]:
    """The suppliers of the list that page or file name, each with where."""
    proofs = [*evidence.credit(case), *evidence.structured_credit(case)]
    if case.picture is not None:
        source = case.picture.metadata.source
        stated = (*embedded.embedded_credits(case), *((source,) if source else ()))
        proofs += [embedded.evidence(case, value, "credit in the file") for value in stated]
    for name in case.desk.caution_suppliers:
        yield from ((name, proof) for proof in proofs if occurs_in(name, proof.value))


_DESK = Desk(caution_suppliers=("Ministry of Truth",))
_CREDIT = Credit("Ministry of Truth / Reuters", organizations=("Ministry of Truth", "Reuters"))
EXAMPLES = (
    example(
        "The ministry is named only in the credit.",
        caption="Soldiers at the border.",
        credit=_CREDIT,
        desk=_DESK,
        severity=SEVERITY,
    ),
    example(
        "Only the file names the ministry.",
        caption="Soldiers at the border.",
        credit=Credit("Reuters", organizations=("Reuters",)),
        picture=picture(Metadata(source=in_file("MINISTRY OF TRUTH", "IPTC:Source"))),
        desk=_DESK,
        severity=SEVERITY,
    ),
    example(
        "The caption says whose picture it is.",
        caption="Soldiers at the border, in a picture of the Ministry of Truth.",
        credit=_CREDIT,
        desk=_DESK,
    ),
    example("No list is kept.", caption="Soldiers at the border.", credit=_CREDIT),
)
