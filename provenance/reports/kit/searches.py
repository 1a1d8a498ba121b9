"""Links for a person who searches for a picture by hand.

Nothing is sent until one is opened.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from provenance.lexicon.suppliers import title_of
from provenance.model import Credit, ImageReport, Link, source_name
from provenance.model.sentences import join, say
from provenance.reports.kit.text import shorten

ENGINES = (
    ("Google Lens", "https://lens.google.com/uploadbyurl?url={url}"),
    ("Bing", "https://www.bing.com/images/search?view=detailv2&iss=sbi&q=imgurl:{url}"),
    ("Yandex", "https://yandex.com/images/search?rpt=imageview&url={url}"),
    ("TinEye", "https://tineye.com/search?url={url}"),
)
"""Reverse searches that take a picture's address in theirs."""
_LONGEST = 80
"""Characters of a credit's names that are repeated."""
_PRIVATE = ("localhost", "local", "internal", "lan", "test", "example", "invalid")
"""Last parts of names that no search engine can ask."""


def reverse_searches(report: ImageReport) -> tuple[Link, ...]:
    """Reverse searches for a picture without a confirmed original.

    Empty where one is confirmed, and where the picture has no address that others can see.
    """
    url = report.image.content_url
    if not url or not is_public(url) or any(o.confirmed for o in report.originals):
        return ()
    return tuple(Link(form.format(url=quote(url, safe="")), name) for name, form in ENGINES)


def pages_to_compare(report: ImageReport) -> tuple[Link, ...]:
    """Pages of records whose picture only a person with an account can see."""
    if any(o.confirmed for o in report.originals):
        return ()
    unseen = [o.record for o in report.originals if o.comparison is None and o.record.page_url]
    pages = {record.page_url: record.title or source_name(record) for record in unseen}
    return tuple(Link(url, name) for url, name in pages.items() if url)


def checklist(report: ImageReport) -> tuple[str, ...]:
    """Two questions to ask of what is found by hand, in this picture's own words.

    Empty where an original is confirmed.
    """
    if any(o.confirmed for o in report.originals):
        return ()
    claimed = [claim.text for claim in report.claims.places[:1]]
    claimed += [claim.text for claim in report.claims.dates[:1]]
    named = _named(report.credit) if report.credit else ""
    first = say("What does its oldest caption say that it shows, where and when?")
    if claimed:
        first = say("Does its oldest caption say {words} too?", words=join(claimed))
    second = say("Who showed it first, and was that before this story?")
    if named:
        who = shorten(named, _LONGEST)
        second = say("Was it first shown by {who}, or before this story?", who=who)
    return (first, second)


def _named(credit: Credit) -> str:
    """Whom a credit names, "Anna Schulz/dpa"; empty for nobody."""
    names = (*credit.creators, *credit.handles, *credit.organizations)
    named = "/".join(dict.fromkeys(names))
    return named or (title_of(credit.platform) if credit.platform else "")


def is_public(url: str) -> bool:
    """True for a web address that somebody elsewhere can open."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or "." not in host:
        return False
    try:
        return ip_address(host).is_global
    except ValueError:
        return host.rpartition(".")[2] not in _PRIVATE
