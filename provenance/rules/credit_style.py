"""The credit spells the author's name otherwise than the author does.

What it finds
    "K. Arai", "Arai Kenji" or "Mueller" where the source or the file writes "Kenji Arai" or
    "Müller". In the profile `audit`.

Why it matters
    One photographer under several spellings cannot be found, paid or thanked.

How it is decided
    A name in the credit and one of the confirmed original's authors, or of the file's creators, can
    be one person's; written out they differ in order, initials, accents or letters. Capitals and
    titles count for nothing.

When it is wrong
    Where the house puts family names first, or writes another script. It is a rule of house style:
    only `audit` runs it, or `select`.

What to do
    Print the name as its bearer does.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from provenance.model import (
    Case,
    Confidence,
    Credit,
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
from provenance.rules.kit.credits import agencies_in
from provenance.rules.kit.examples import example, in_file, original, picture
from provenance.rules.kit.names import anonymous, folded, same_name

RULE = "credit-style"
SEVERITY = Severity.INFO
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.METADATA, EvidenceKind.ORIGINAL)
AUDIT_ONLY = True


def check(case: Case) -> Iterable[Outcome]:
    """A note where one person's name is written in two ways."""
    credited = case.credit.creators if case.credit else ()
    pairs = [
        (name, known, proof)
        for name in credited
        for known, proof in _known(case)
        if same_name(name, known) and len(folded(known)) > 1
    ]
    alike = [pair for pair in pairs if _letters(pair[0]) == _letters(pair[1])]
    if alike:
        yield Passed(RULE, (*evidence.credit(case), alike[0][2]))
    elif pairs:
        name, known, proof = pairs[0]
        yield Finding(
            RULE,
            SEVERITY,
            Confidence.MEDIUM,
            say(
                'The credit prints "{name}"; the author is written "{known}" there.',
                name=name,
                known=known,
            ),
            (*evidence.credit(case), proof),
            say("Print {known}.", known=known),
            cause="spelling",
        )


def _known(case: Case) -> Iterator[tuple[str, Evidence]]:
    """The authors of records and file, as they are written there."""
    for found in case.confirmed:
        for said in found.record.creators:
            if not anonymous(said.text):
                yield said.text, evidence.at_source(found, "author", said.text, said.where)
    for value in case.picture.metadata.creators if case.picture else ():
        if not agencies_in(value.value):
            yield value.value, embedded.evidence(case, value, "creator in the file")


def _letters(name: str) -> str:
    """The name without titles, capitals and marks between words, accents kept."""
    kept = set(folded(name))
    words = (w.strip(".,;") for w in unicodedata.normalize("NFC", name).casefold().split())
    return " ".join(word for word in words if set(folded(word)) & kept)


EXAMPLES = (
    example(
        "An initial for the first name.",
        credit=Credit("K. Arai", ("K. Arai",)),
        originals=[original()],
        severity=SEVERITY,
    ),
    example(
        "Without its accents.",
        credit=Credit("Jorg Muller", ("Jorg Muller",)),
        picture=picture(Metadata(creators=(in_file("Jörg Müller", "IPTC:By-line"),))),
        severity=SEVERITY,
    ),
    example("In capitals.", credit=Credit("KENJI ARAI", ("KENJI ARAI",)), originals=[original()]),
    example("Another person.", credit=Credit("Ann Roe", ("Ann Roe",)), originals=[original()]),
)
