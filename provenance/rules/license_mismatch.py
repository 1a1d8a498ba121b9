"""The printed licence is not the licence at the source.

What it finds
    A credit that names one licence where the confirmed original's page states another, or another
    version.

Why it matters
    Readers who reuse the picture rely on what is printed, and the author's terms are misstated.

How it is decided
    The original was matched by pixels; its record states a licence; the credit prints one of
    another kind (an error) or
    of another version (a warning). CC0 and the public domain count as one, and so do GFDL and CC
    BY-SA, under which
    many older files are licensed together.

When it is wrong
    Where the file is under several licences and the record names only one.

What to do
    Print the licence that the source states, with its version.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Credit,
    EvidenceKind,
    Finding,
    License,
    Outcome,
    Passed,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence, licenses
from provenance.rules.kit.examples import CC_BY_ND, CC_BY_SA, TOO_PLAIN, example, original

RULE = "license-mismatch"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL)
_ONE_FAMILY = ({"pd", "cc0"}, {"gfdl", "cc-by-sa"})


def check(case: Case) -> Iterable[Outcome]:
    """A finding where printed and stated licence differ in kind or version."""
    printed = case.credit.license if case.credit else None
    if printed is None or printed.family == "other":
        return
    yield from licenses.unread(case, RULE)
    stated = [found for found in licenses.stated(case) if found.license.family != "other"]
    if not stated:
        return
    found, license = stated[0].original, stated[0].license
    proof = (*evidence.credit(case), evidence.at_source(found, "licence", license.name))
    if any(_same(printed, other.license) for other in stated):
        yield Passed(RULE, proof)
        return
    kind = any(_same_family(printed, other.license) for other in stated)
    text, html = evidence.suggest_credit(found)
    yield Finding(
        RULE,
        Severity.WARNING if kind else SEVERITY,
        Confidence.HIGH,
        say(
            "The credit prints the licence {printed}; {source} states {license}.",
            printed=printed.name,
            source=source_name(found.record),
            license=license.name,
        ),
        proof,
        text,
        html,
        cause="license",
    )


def _same_family(one: License, other: License) -> bool:
    return one.family == other.family or any(
        {one.family, other.family} <= group for group in _ONE_FAMILY
    )


def _same(one: License, other: License) -> bool:
    versions_agree = not one.version or not other.version or one.version == other.version
    return _same_family(one, other) and (versions_agree or one.family != other.family)


def _credit(license: License) -> Credit:
    return Credit(f"Kenji Arai, {license.name}", ("Kenji Arai",), license=license)


_OLDER = License("CC BY-SA 3.0", "cc-by-sa", "3.0")
EXAMPLES = (
    example(
        "Another licence.",
        credit=_credit(CC_BY_ND),
        originals=[original()],
        severity=Severity.ERROR,
    ),
    example(
        "Another version.",
        credit=_credit(_OLDER),
        originals=[original()],
        severity=Severity.WARNING,
    ),
    example("The same.", credit=_credit(CC_BY_SA), originals=[original()]),
    example(
        "No version printed.",
        credit=_credit(License("CC BY-SA", "cc-by-sa")),
        originals=[original()],
    ),
    example(
        "None at the source.",
        credit=_credit(CC_BY_SA),
        originals=[original(license=None)],
        reason=Reason.LICENSE_UNREADABLE,
    ),
    example(
        "Too plain.",
        credit=_credit(CC_BY_SA),
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
