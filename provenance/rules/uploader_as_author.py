"""The credit names the uploader, and the record names another author.

What it finds
    A credit with the name of the account that put the file on the platform, where the file's page
    names who made it.

Why it matters
    Files are often uploaded by somebody else than their author. Only the author's name meets the
    licence.

How it is decided
    The original was matched by pixels; the credited name is its uploader's and not one of its
    authors'. Where the page
    says "own work", uploader and author are one person.

When it is wrong
    Where a user name and a legal name belong to one person and the page does not say so.

What to do
    Print the author that the file's page names.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance import lazy_re as re
from provenance.model import (
    Case,
    Confidence,
    Credit,
    EvidenceKind,
    Finding,
    Locator,
    NotChecked,
    Original,
    Outcome,
    Passed,
    Reading,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import listing, say
from provenance.rules.kit import evidence
from provenance.rules.kit.credits import authors
from provenance.rules.kit.examples import example, original
from provenance.rules.kit.names import anonymous, any_same, same_name

RULE = "uploader-as-author"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL)
PRECEDENCE = 60
_OWN = re.compile(
    r"\bown work|self[- ]?made|eigenes werk|travail personnel|trabajo propio|opera propria|"
    r"власна робота|собственная работа",
    re.I,
)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the credit names the uploader and the record somebody else."""
    credited = authors(case.credit) if case.credit else ()
    found = next((o for o in case.confirmed if _is_uploader(credited, o)), None)
    if found is None:
        return
    named = tuple(r.text for r in found.record.creators if not anonymous(r.text))
    if not named:
        detail = say("the credit names the uploader, and the record names no author")
        yield NotChecked(RULE, Reason.NO_METADATA, detail)
        return
    proof = tuple(evidence.at_source(found, "author", r.text, r.where) for r in _first(found))
    if _is_own(found) or any_same((*credited, found.record.uploader or ""), named):
        yield Passed(RULE, (*evidence.credit(case), *proof))
        return
    uploader, line = found.record.uploader or "", found.credit_line
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "The credit names {uploader}, who uploaded the file to {source}; its "
            "author there is {named}.",
            uploader=uploader,
            source=source_name(found.record),
            named=listing(named),
        ),
        (*evidence.credit(case), *proof, evidence.at_source(found, "uploader", uploader)),
        say("Print: {line}", line=line.text)
        if line
        else say("Print the author {names}.", names=named[0]),
        line.html if line else None,
        cause="author",
    )


def _is_uploader(credited: tuple[str, ...], original: Original) -> bool:
    """True where the credit names who uploaded the file.

    A post's account is what a credit should name.
    """
    uploader = original.record.uploader
    if uploader is None or evidence.is_post(original.record):
        return False
    return any(same_name(name, uploader) for name in credited)


def _is_own(original: Original) -> bool:
    """True where the record calls the file the uploader's own work."""
    source = original.record.source_of_file
    return source is not None and _OWN.search(source.text) is not None


def _first(original: Original) -> tuple[Reading, ...]:
    return original.record.creators[:3]


_CREDIT = Credit("Harbourmaster9", ("Harbourmaster9",))
_OWN_WORK = Reading("Own work", Locator("extmetadata.Credit"))
EXAMPLES = (
    example(
        "The uploader is printed.",
        credit=_CREDIT,
        originals=[original(uploader="Harbourmaster9")],
        severity=SEVERITY,
    ),
    example(
        "The uploader's own work.",
        credit=_CREDIT,
        originals=[original(uploader="Harbourmaster9", source_of_file=_OWN_WORK)],
    ),
    example(
        "The author is printed.",
        credit=Credit("Kenji Arai", ("Kenji Arai",)),
        originals=[original(uploader="Bot")],
    ),
    example(
        "The record names no author.",
        credit=_CREDIT,
        originals=[original(creators=(), uploader="Harbourmaster9")],
        reason=Reason.NO_METADATA,
    ),
)
