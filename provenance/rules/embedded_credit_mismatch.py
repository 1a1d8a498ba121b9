"""The printed credit disagrees with the one embedded in the file.

What it finds
    A page that credits one name where the file's creator, credit line or copyright notice names
    others.

Why it matters
    The embedded credit is what the photographer or agency wrote; it travels with the picture.

How it is decided
    The file was read. Nobody that the page credits is in any of the three fields, agencies'
    spellings and partners
    allowed for, and no confirmed original names the credited author. An agency beside its
    photographer is no
    disagreement; two different persons are one beside the same agency too, unless one name is
    initials, a desk's sign or another spelling of the other. It is an error where both name an
    agency and the two are not partners.

When it is wrong
    Where a camera's owner was not its user, a picture editor left his own name in the file, or
    somebody goes by two surnames.

What to do
    Ask the supplier, and print what the file says unless it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from provenance.model import (
    Case,
    Confidence,
    Credit,
    EvidenceKind,
    Finding,
    Metadata,
    MetadataValue,
    NotChecked,
    Outcome,
    Passed,
    Position,
    Reason,
    Severity,
)
from provenance.model.sentences import listing, say
from provenance.rules.kit import embedded, evidence
from provenance.rules.kit.credits import agencies_in, authors, partners, persons, real_names
from provenance.rules.kit.examples import example, in_file, picture
from provenance.rules.kit.names import any_same, occurs_in, other_person, same_name

RULE = "embedded-credit-mismatch"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.METADATA)
PRECEDENCE = 70


def check(case: Case) -> Iterable[Outcome]:
    """A finding where page and file credit different people or agencies."""
    names = real_names(case.credit) if case.credit else ()
    if not names or case.picture is None:
        return
    values = embedded.embedded_credits(case)
    if values:
        yield from _judge(case, names, values)
    elif case.picture.metadata.camera_position or case.picture.metadata.date_created:
        yield NotChecked(RULE, Reason.NO_METADATA, say("the file names neither author nor owner"))


def _judge(
    case: Case, names: tuple[str, ...], values: tuple[MetadataValue, ...]
) -> Iterator[Outcome]:
    """What the file's own credits say of the page's."""
    said = " / ".join(v.value for v in values)
    theirs = agencies_in(said)
    ours = agencies_in(case.credit.raw if case.credit else "")
    proof = (
        *evidence.credit(case),
        *(embedded.evidence(case, v, "credit in the file") for v in values[:3]),
    )
    others = _other_persons(case)
    agree = _agree(names, said) or partners(ours, theirs)
    if _source_agrees(case, names) or (agree and not others):
        yield Passed(RULE, proof)
        return
    if _speak_apart(case, ours, theirs) and not others:
        return
    two_agencies = bool(ours and theirs) and not partners(ours, theirs)
    if others and not two_agencies:
        names, values = authors(case.credit) if case.credit else names, others
        said = " / ".join(v.value for v in values)
    yield Finding(
        RULE,
        Severity.ERROR if two_agencies else SEVERITY,
        Confidence.HIGH if two_agencies else Confidence.MEDIUM,
        say(
            "The page credits {names}; the file itself says {said}.",
            names=listing(names),
            said=said[:200],
        ),
        proof,
        say("Ask the supplier, and print what the file says: {line}.", line=values[0].value[:100]),
        cause="credit",
    )


def _speak_apart(case: Case, ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """True where one names the agency and the other the photographer: no disagreement."""
    author = case.picture is not None and bool(case.picture.metadata.creators)
    return bool(ours and not theirs) or bool(theirs and not ours and not author)


def _other_persons(case: Case) -> tuple[MetadataValue, ...]:
    """The file's authors where all are other persons than the page's; else empty."""
    if case.credit is None or case.picture is None or case.credit.handles:
        return ()
    data = case.picture.metadata
    ours = authors(case.credit)
    texts = (*embedded.embedded_credits(case), *filter(None, (data.description,)))
    if not ours or any(occurs_in(name, text.value) for name in ours for text in texts):
        return ()
    theirs = tuple(v for v in data.creators if persons(v.value))
    all_of_them = [person for v in data.creators for person in persons(v.value)]
    differ = all(
        persons(name) and other_person(name, person) for name in ours for person in all_of_them
    )
    return theirs if all_of_them and differ else ()


def _agree(names: tuple[str, ...], said: str) -> bool:
    return any(
        occurs_in(name, said) or same_name(name, said) or occurs_in(said, name) for name in names
    )


def _source_agrees(case: Case, names: tuple[str, ...]) -> bool:
    return any(any_same(names, [r.text for r in o.record.creators]) for o in case.confirmed)


def _file(*values: str) -> Metadata:
    return Metadata(creators=(in_file(values[0], "IPTC:By-line"),), credit_line=in_file(values[-1]))


_REUTERS = Credit("Reuters", organizations=("Reuters",))
EXAMPLES = (
    example(
        "Two agencies.",
        credit=_REUTERS,
        picture=picture(_file("K. Arai", "AP")),
        severity=Severity.ERROR,
    ),
    example(
        "Another photographer.",
        credit=Credit("Pavlo Sokol", ("Pavlo Sokol",)),
        picture=picture(_file("Kenji Arai", "Kenji Arai")),
        severity=Severity.WARNING,
    ),
    example(
        "Agencies that are partners.",
        credit=Credit("AFP", organizations=("AFP",)),
        picture=picture(_file("STR", "Getty Images")),
    ),
    example("The same agency.", credit=_REUTERS, picture=picture(_file("Kenji Arai", "REUTERS"))),
    example(
        "Another photographer of the same agency.",
        credit=Credit("Pavlo Sokol/AFP", ("Pavlo Sokol",), ("AFP",), "AFP"),
        picture=picture(_file("Kenji Arai", "AFP")),
        severity=Severity.WARNING,
    ),
    example(
        "The file has a position and names nobody.",
        credit=_REUTERS,
        picture=picture(Metadata(camera_position=Position(50.45, 30.52))),
        reason=Reason.NO_METADATA,
    ),
)
