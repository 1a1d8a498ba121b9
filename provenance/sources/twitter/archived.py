"""A deleted post's copy in the Wayback Machine."""

from __future__ import annotations

from dataclasses import replace

from provenance import lazy_re as re
from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import DateKind, Link, MatchBasis, Reading, SourceRecord
from provenance.pictures.clues import snowflake_time
from provenance.sources.kit.answers import plain, reading, where
from provenance.sources.kit.facts import instant, latest
from provenance.sources.kit.posts import first
from provenance.sources.kit.wayback import Capture, captures
from provenance.sources.twitter.answers import POST_FORMULA, account, upload_of
from provenance.sources.twitter.forms import Form, status_form

_MOST = 4
"""Pictures of one post."""
_HEAD = 400_000
"""Characters of a page in which its own description is looked for."""
_PICTURE = re.compile(r"https?://pbs\.twimg\.com/media/[\w-]{15}(?![\w-])", re.A)
_META = re.compile(r"<meta\s[^<>]{0,4000}>", re.I)
_CONTENT = re.compile(r"""content=(?:"([^"]{0,4000})"|'([^']{0,4000})')""", re.I)


def find_archived_post(
    form: Form, gone: NotFetched, fetcher: Fetches, config: Config
) -> tuple[SourceRecord, ...]:
    """The earliest archived copy of a post that X no longer has; empty for none.

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
    record = SourceRecord(
        source="twitter",
        id=form.id,
        where=index,
        page_url=status_form(form.id, form.user).url,
        uploader=account(None, form.user if form.user != "i" else None),
        links=(Link(capture.page, "copy in the Wayback Machine"),),
        dates=tuple(dates),
        notes=(Reading(f"{gone.detail}; this is its copy in the Wayback Machine", index),),
        basis=MatchBasis.SAME_ID,
    )
    try:
        page = fetcher.get(capture.bytes_url, kind="page")
    except NotFetched as error:
        note = Reading(f"the copy itself could not be read: {error.detail}", index)
        return replace(record, notes=(*record.notes, note))
    return _with_page(record, page, capture)


def _with_page(record: SourceRecord, page: Exchange, capture: Capture) -> SourceRecord:
    """The record with the text and the pictures of the archived page."""
    markup, spot = page.text(), where(page, "archived page")
    found = list(dict.fromkeys(_PICTURE.findall(markup)))[:_MOST]
    media = tuple(
        f"https://web.archive.org/web/{capture.timestamp}id_/{address}.jpg" for address in found
    )
    return replace(
        record,
        where=spot,
        media_url=first(media),
        preview_url=first(media),
        title=_meta(markup, "og:title"),
        description=reading(_meta(markup, "og:description"), spot),
        dates=(*record.dates, *latest(upload_of(address, spot) for address in found)),
        media_urls=media,
    )


def _meta(markup: str, name: str) -> str | None:
    for tag in _META.findall(markup[:_HEAD]):
        if f'"{name}"' in tag or f"'{name}'" in tag:
            content = _CONTENT.search(tag)
            return plain(content[1] or content[2]) if content else None
    return None
