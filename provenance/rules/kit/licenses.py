"""What a licence wants printed, and what the page prints."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.model import Case, License, NotChecked, Original, Reason
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.credits import authors
from provenance.rules.kit.names import anonymous, any_same, occurs_in
from provenance.values import dataclass

_FREE = ("cc-", "gfdl", "fal", "ogl", "odbl")
_FREED = ("cc0", "pd")

_MOST = 5000
"""Characters of one text that are searched: no caption or credit that an editor wrote is longer."""


def printed(case: Case) -> str:
    """Caption and credit as printed, with the addresses linked in the credit."""
    image, credit = case.image, case.credit
    texts = [image.caption.text if image.caption else "", image.credit.text if image.credit else ""]
    texts += [credit.raw] if credit else []
    texts += [
        f"{link.text} {link.url}"
        for link in (*image.credit_links, *(credit.links if credit else ()))
    ]
    return "\n".join(text[:_MOST] for text in texts)


@dataclass(frozen=True, slots=True)
class Terms:
    """A licence, and the confirmed original that is given under it."""

    original: Original
    license: License


def stated(case: Case) -> tuple[Terms, ...]:
    """Every licence that a confirmed original states."""
    return tuple(Terms(o, o.record.license) for o in case.confirmed if o.record.license)


def free(case: Case) -> tuple[Terms, ...]:
    """The free licences among them, the public domain included."""
    return tuple(t for t in stated(case) if t.license.family.startswith((*_FREE, *_FREED)))


def terms(case: Case) -> Terms | None:
    """The free licence whose terms hold; None where one copy is in the public domain."""
    known = stated(case)
    if any(found.license.family in _FREED for found in known):
        return None
    return next((found for found in known if found.license.family.startswith(_FREE)), None)


def unread(case: Case, rule: str) -> Iterator[NotChecked]:
    """Why no licence of a confirmed original is known; nothing where one is."""
    yield from evidence.require_confirmed_record(case, rule)
    if unreadable(case):
        detail = say("the confirmed original's licence could not be read")
        yield NotChecked(rule, Reason.LICENSE_UNREADABLE, detail)


def unreadable(case: Case) -> bool:
    """True where no record of a confirmed original states a licence that we can read.

    A post on a social platform has no licence to read, and the newsroom's own record of a picture
    that was bought for it needs none.
    """
    given = [o.record for o in case.confirmed if not (evidence.is_post(o.record) or o.record.own)]
    stated = [record.license for record in given]
    return bool(stated) and all(x is None or x.family == "other" for x in stated)


def names_author(case: Case, original: Original) -> bool:
    """True where the page prints an author of the original, or the wording asked for."""
    record = original.record
    names = [r.text for r in record.creators if not anonymous(r.text)]
    text = printed(case)
    asked = record.required_attribution
    if asked and asked.text.casefold() in text.casefold():
        return True
    credited = authors(case.credit) if case.credit else ()
    return any_same(credited, names) or any(occurs_in(name, text) for name in names)


def named_line(case: Case) -> tuple[str, str | None] | None:
    """The line to print, as text and HTML, of the first original with an author."""
    for found in case.confirmed:
        known = any(not anonymous(r.text) for r in found.record.creators)
        if known and found.credit_line is not None:
            return found.credit_line.text, found.credit_line.html
    return None


def names_license(case: Case, license: License) -> bool:
    """True where the page prints the licence's name, or links to its text."""
    text = printed(case)
    stated = case.credit.license if case.credit else None
    if stated is not None and stated.family == license.family:
        return True
    path = (license.url or "").split("://")[-1].rstrip("/").casefold()
    name = license.name.casefold()
    return any(known and known in text.casefold() for known in (path, name[:100]))


def links_to_terms(case: Case, original: Original) -> bool:
    """True where the page links the licence's text or the picture's page."""
    record = original.record
    license = record.license
    text = printed(case).casefold()
    addresses = (
        license.url if license else None,
        record.page_url,
        original.reference.url,
        case.image.link,
    )
    wanted = {a.split("://")[-1].rstrip("/").casefold() for a in addresses[:3] if a}
    there = text + "\n" + (case.image.link or "").casefold()
    if any(address in there for address in wanted):
        return True
    return bool(license and license.family.startswith("cc-") and "creativecommons.org/" in there)
