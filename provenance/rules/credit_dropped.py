"""The file carries a credit that the page leaves out or prints as "supplied".

What it finds
    A file whose metadata name an author, an agency or an owner, on a page that names nobody, its
    own staff or
    "supplied".

Why it matters
    The credit was there and was lost on the way. Removing it is against the law in many countries,
    and the author sees
    it.

How it is decided
    The file was read and its creator, credit line or copyright notice names somebody. The page
    names nobody; or it
    names only its staff or "supplied", and the file names an agency that is none of the desk's own
    words.

When it is wrong
    Where the file's fields hold a camera's factory text, or the outlet's own name in another
    spelling.

What to do
    Print the credit that the file carries.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from provenance.model import (
    Case,
    Confidence,
    Credit,
    CreditFlag,
    CreditKind,
    EvidenceKind,
    Finding,
    Metadata,
    MetadataValue,
    NotChecked,
    Outcome,
    Reason,
    Role,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import embedded, evidence
from provenance.rules.kit.credits import agencies_in, placeholder, real_names, words_of
from provenance.rules.kit.examples import example, in_file, picture

RULE = "credit-dropped"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.METADATA)
PRECEDENCE = 72


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the file names somebody whom the page leaves out."""
    if case.picture is None or case.image.role is Role.DECLARED:
        return
    nameless = _nameless(case)
    if not nameless:
        return
    values = _values(case)
    if not values:
        if case.credit is not None and not embedded.embedded_credits(case):
            yield NotChecked(
                RULE, Reason.NO_METADATA, say("the file names neither author nor owner")
            )
        return
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "The file itself is credited to {name}; the page {nameless}.",
            name=values[0].value[:120],
            nameless=nameless,
        ),
        (
            *evidence.credit(case),
            *(embedded.evidence(case, v, "credit in the file") for v in values[:3]),
        ),
        say("Print: {line}", line=" / ".join(dict.fromkeys(v.value[:80] for v in values[:2]))),
        cause="credit",
    )


def _values(case: Case) -> list[MetadataValue]:
    """Whom the file credits: beside a credit of the page, only agencies."""
    stated = embedded.embedded_credits(case)
    values = [v for v in stated if not placeholder(v.value) and not _ours(case, v)]
    if case.credit is None and case.image.structured_credit is None:
        return values
    return [v for v in values if agencies_in(v.value)]


def _nameless(case: Case) -> str:
    """What the page says instead of a name; empty where it names somebody."""
    credit = case.credit
    if credit is None:
        return "" if case.image.structured_credit else say("names nobody")
    if credit.platform is not None:
        return ""
    lent = {CreditFlag.SUPPLIED, CreditFlag.HANDOUT, CreditFlag.COURTESY} & set(credit.flags)
    if real_names(credit) or (lent and credit.remainder):
        return ""
    return (
        say('prints "{credit}"', credit=credit.raw)
        if credit.kind is CreditKind.STAFF or lent or placeholder(credit.raw)
        else ""
    )


def _ours(case: Case, value: MetadataValue) -> bool:
    """The file names the outlet or its staff."""
    host = (
        (urlsplit(case.article.url or "").hostname or "")
        .replace("-", "")
        .removeprefix("www.")
        .split(".")[0]
    )
    joined = "".join(words_of(value.value))
    own = [*case.desk.staff, *((host,) if len(host) > 3 else ())]
    return any("".join(words_of(name)) in joined for name in own if name)


_FILE = picture(
    Metadata(creators=(in_file("Kenji Arai", "IPTC:By-line"),), credit_line=in_file("Reuters"))
)
_STAFF = Credit("Staff photo", kind=CreditKind.STAFF)
EXAMPLES = (
    example(
        "The page names nobody.", caption="A launcher.", picture=_FILE, severity=Severity.ERROR
    ),
    example(
        "An agency's picture printed as supplied.",
        credit=Credit("Supplied", flags=(CreditFlag.SUPPLIED,), kind=CreditKind.HANDOUT),
        picture=_FILE,
        severity=Severity.ERROR,
    ),
    example(
        "The credit is printed.",
        credit=Credit("Reuters", organizations=("Reuters",)),
        picture=_FILE,
    ),
    example(
        "A staff picture.",
        credit=_STAFF,
        picture=picture(Metadata(creators=(in_file("Jo Ray", "EXIF:Artist"),))),
    ),
    example("The file says nothing.", credit=_STAFF, picture=picture(), reason=Reason.NO_METADATA),
)
