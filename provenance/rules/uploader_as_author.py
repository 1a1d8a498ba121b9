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

import re
from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Credit,
    EvidenceKind,
    Finding,
    Locator,
    NotChecked,
    Outcome,
    Passed,
    Reading,
    Reason,
    Severity,
    source_name,
)
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
    """A finding where the credited name is the uploader's and the record names somebody else."""
    credited = authors(case.credit) if case.credit else ()
    if not credited:
        return
    for found in case.confirmed:
        record = found.record
        named = tuple(r.text for r in record.creators if not anonymous(r.text))
        uploader = record.uploader
        if uploader is None or not any(same_name(name, uploader) for name in credited):
            continue
        if evidence.is_post(record):
            continue  # a post's account is what a credit should name
        if not named:
            yield NotChecked(
                RULE,
                Reason.NO_METADATA,
                "the credit names the uploader, and the record names no author",
            )
            return
        proof = tuple(
            evidence.at_source(found, "author", r.text, r.where) for r in record.creators[:3]
        )
        own = record.source_of_file is not None and _OWN.search(record.source_of_file.text)
        if own or any_same(credited, named) or same_name(uploader, named[0]):
            yield Passed(RULE, (*evidence.credit(case), *proof))
            return
        yield Finding(
            RULE,
            SEVERITY,
            Confidence.HIGH,
            f"The credit names {uploader}, who uploaded the file to "
            f"{source_name(record)}; its author "
            f"there is {', '.join(named)}.",
            (*evidence.credit(case), *proof, evidence.at_source(found, "uploader", uploader)),
            f"Print: {found.credit_line.text}"
            if found.credit_line
            else f"Print the author {named[0]}.",
            found.credit_line.html if found.credit_line else None,
            cause="author",
        )
        return


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
