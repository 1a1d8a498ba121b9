"""A deleted post's copy in the Wayback Machine."""

from __future__ import annotations

import re

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Fetches
from provenance.model import DateKind, Link, MatchBasis, Reading, SourceRecord
from provenance.pictures.clues import snowflake_time
from provenance.sources.kit.answers import plain, reading, where
from provenance.sources.kit.facts import instant
from provenance.sources.kit.wayback import Capture, captures
from provenance.sources.twitter.answers import POST_FORMULA, account, upload_of
from provenance.sources.twitter.forms import Form, status_form

_PICTURE = re.compile(r"https?://pbs\.twimg\.com/media/[\w-]{15}(?![\w-])", re.A)
_META = re.compile(r"<meta\s[^<>]{0,4000}>", re.I)
_CONTENT = re.compile(r"""content=(?:"([^"]{0,4000})"|'([^']{0,4000})')""", re.I)


def archived_post(
    form: Form, gone: NotFetched, fetcher: Fetches, config: Config
) -> tuple[SourceRecord, ...]:
    """The earliest archived copy of a post that X no longer has; empty where nobody archived it.

    Both hosts are asked, since a page is archived under the address it was linked by. Network
    trouble at the archive is no answer about the post, so it leaves the result empty.
    """
    user = form.user or "i"
    for host in ("twitter.com", "x.com"):
        try:
            found = captures(f"{host}/{user}/status/{form.id}", fetcher, config)
        except NotFetched:
            continue
        if found:
            return (_record(form, gone, found[0], fetcher),)
    return ()


def _record(form: Form, gone: NotFetched, capture: Capture, fetcher: Fetches) -> SourceRecord:
    assert capture.exchange is not None
    index = where(capture.exchange, "timestamp of the earliest capture")
    dates = []
    posted = snowflake_time(int(form.id))
    if posted:
        dates.append(
            instant(DateKind.POSTED, posted, where(capture.exchange, f"{form.id}: {POST_FORMULA}"))
        )
    if capture.moment:
        dates.append(instant(DateKind.FIRST_SEEN, capture.moment, index, capture.timestamp))
    notes = [Reading(f"{gone.detail}; this is its copy in the Wayback Machine", index)]
    media: list[str] = []
    description = name = None
    spot = index
    try:
        page = fetcher.get(capture.bytes_url, kind="page")
    except NotFetched as error:
        notes.append(Reading(f"the copy itself could not be read: {error.detail}", index))
    else:
        markup = page.text()
        spot = where(page, "archived page")
        found = list(dict.fromkeys(_PICTURE.findall(markup)))[:4]
        media = [
            f"https://web.archive.org/web/{capture.timestamp}id_/{address}.jpg" for address in found
        ]
        description, name = _meta(markup, "og:description"), _meta(markup, "og:title")
        uploads = [fact for fact in (upload_of(address, spot) for address in found) if fact]
        if uploads:
            dates.append(
                max(uploads, key=lambda fact: fact.moment.timestamp() if fact.moment else 0.0)
            )
    return SourceRecord(
        source="twitter",
        id=form.id,
        where=spot,
        page_url=status_form(form.id, form.user).url,
        media_url=media[0] if media else None,
        preview_url=media[0] if media else None,
        title=name,
        description=reading(description, spot),
        uploader=account(None, form.user if form.user != "i" else None),
        links=(Link(capture.page, "copy in the Wayback Machine"),),
        dates=tuple(dates),
        notes=tuple(notes),
        basis=MatchBasis.SAME_ID,
        media_urls=tuple(media),
    )


def _meta(markup: str, name: str) -> str | None:
    for tag in _META.findall(markup[:400_000]):
        if f'"{name}"' in tag or f"'{name}'" in tag:
            content = _CONTENT.search(tag)
            return plain(content[1] or content[2]) if content else None
    return None
