"""The author or the supplier asks for a certain credit, and it is not printed.

What it finds
    A source's page with a wording that the author asks to be credited by, and a credit without it;
    a file whose supplier makes a credit a condition ("MANDATORY CREDIT"), and a credit that names
    none of what it asks for.

Why it matters
    The licences let the author choose how to be named; an agency may bill a credit left out.

How it is decided
    The original was matched by pixels and its record has such a wording. It counts as used where
    all its words, apart from the licence's and the source's name, stand in caption or credit, in
    whatever order. Of what a supplier asks for in the file's instructions, one name that is printed
    is enough. Where the page prints no credit at all, other rules say so.

When it is wrong
    Where the wording asks for something that the page does in another way, such as a link.

What to do
    Print the wording that the author asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from provenance.model import (
    Case,
    Confidence,
    Credit,
    EvidenceKind,
    Finding,
    Locator,
    Metadata,
    Original,
    Outcome,
    Passed,
    Reading,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence, licenses, terms
from provenance.rules.kit.credits import agencies_in, partners, words_of
from provenance.rules.kit.examples import TOO_PLAIN, example, in_file, original, picture
from provenance.rules.kit.names import occurs_in

RULE = "required-attribution"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL, EvidenceKind.METADATA)
_IGNORED = frozenset(
    [
        "cc",
        "by",
        "sa",
        "nd",
        "nc",
        "0",
        "1",
        "2",
        "3",
        "4",
        "5",
        "via",
        "wikimedia",
        "commons",
        "photo",
        "image",
        "credit",
        "from",
        "the",
        "http",
        "https",
        "www",
        "com",
        "org",
        "license",
        "licence",
        "licensed",
        "under",
        "photographer",
        "author",
        "copyright",
        "c",
        "and",
        "of",
        "on",
        "at",
        "for",
    ]
)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the wording that author or supplier asks for is not printed."""
    yield from evidence.require_confirmed_record(case, RULE)
    found = next((o for o in case.confirmed if o.record.required_attribution), None)
    if found is not None and found.record.required_attribution is not None:
        yield _of_author(case, found, found.record.required_attribution)
    elif case.credit is not None:
        yield from _of_supplier(case)


def _of_author(case: Case, found: Original, asked: Reading) -> Outcome:
    asked_for = evidence.shorten(asked.text, 200)
    proof = evidence.at_source(found, "wording asked for", asked_for, asked.where)
    if _is_printed(case, asked.text):
        return Passed(RULE, (*evidence.credit(case), proof))
    line = found.credit_line
    whole = line is not None and asked.text in line.text
    return Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            'The author asks at {source} to be credited as "{asked}"; the page '
            "does not print that.",
            source=source_name(found.record),
            asked=asked_for,
        ),
        (*evidence.credit(case), proof),
        say(
            "Print: {line}. {caveat}",
            line=line.text if line and whole else asked.text[:300],
            caveat=evidence.NO_LEGAL_ADVICE,
        ),
        line.html if line and whole else None,
        cause="author",
    )


def _is_printed(case: Case, asked: str) -> bool:
    return set(words_of(asked)) - _IGNORED <= set(words_of(licenses.printed(case)))


def _of_supplier(case: Case) -> Iterator[Outcome]:
    """What a file says whose instructions make a credit a condition."""
    for proof in terms.instructions(case):
        if not terms.demands_credit(proof.value):
            continue
        asked = terms.credit_demanded(proof.value) or _credit_line(case)
        names = [name for name in re.split(r"\s*(?:/|\bvia\b|©)\s*", asked) if name]
        if not names:
            continue
        if any(_names(case, name) for name in names):
            yield Passed(RULE, (*evidence.credit(case), terms.short(proof)))
        else:
            yield Finding(
                RULE,
                SEVERITY,
                Confidence.MEDIUM,
                say(
                    'The supplier makes the credit "{asked}" a condition; the page does not '
                    "print it.",
                    asked=evidence.shorten(asked, 80),
                ),
                (*evidence.credit(case), terms.short(proof)),
                say(
                    "Print: {line}. {caveat}",
                    line=evidence.shorten(asked, 80),
                    caveat=evidence.NO_LEGAL_ADVICE,
                ),
                cause="credit",
            )
        return


def _credit_line(case: Case) -> str:
    line = case.picture.metadata.credit_line if case.picture else None
    return line.value if line else ""


def _names(case: Case, name: str) -> bool:
    """True where the page prints this name, or another of its agency."""
    text = licenses.printed(case)
    structured = case.image.structured_credit
    whole = f"{text}\n{structured.text}" if structured else text
    return occurs_in(name, whole) or partners(agencies_in(name), agencies_in(whole))


_ASKS = original(
    required_attribution=Reading(
        "Kenji Arai / Skyframe Aviation", Locator("extmetadata.Attribution")
    )
)
_DEMANDED = picture(
    Metadata(instructions=in_file("MANDATORY CREDIT: Ann Roe/Harbour Press. NO SALES", "IPTC:40"))
)
EXAMPLES = (
    example(
        "A mandatory credit that names others.",
        credit=Credit("Jane Doe", ("Jane Doe",)),
        picture=_DEMANDED,
        severity=SEVERITY,
    ),
    example(
        "A mandatory credit of which the agency is named.",
        credit=Credit("Harbour Press", organizations=("Harbour Press",)),
        picture=_DEMANDED,
    ),
    example(
        "The wording is not used.",
        credit=Credit("Kenji Arai", ("Kenji Arai",)),
        originals=[_ASKS],
        severity=SEVERITY,
    ),
    example(
        "The wording is used.",
        credit="Photo: Skyframe Aviation / Kenji Arai, CC BY-SA 4.0",
        originals=[_ASKS],
    ),
    example("Nothing is asked for.", credit="Kenji Arai", originals=[original()]),
    example(
        "Too plain.",
        credit="Arai",
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
