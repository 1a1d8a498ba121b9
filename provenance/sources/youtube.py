"""Videos at YouTube: the picture that stands for them.

Recognised: a video's address in every form (watch, short, live, embed, youtu.be), and its stills at
ytimg.com, whose address holds the video's id. Looked up through oEmbed, without a key: title,
channel and the still; no date is told. A channel is the one who posted, never taken for the author.

Only the still that YouTube shows for a video is compared: another moment of it is not found.
"""

from __future__ import annotations

from provenance import lazy_re as re
from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Fetches
from provenance.model import Clues, Link, MatchBasis, Reason, Reference, SourceRecord
from provenance.sources.kit.answers import endpoint, object_of, reading, text, where
from provenance.sources.kit.posts import references

TITLE = "YouTube"
NEEDS: tuple[str, ...] = ()
PLATFORMS = ("youtube",)
CAN = ("url", "credit")
ETIQUETTE = "One question for each video, to the interface for embedding; nothing is downloaded."
POSTS = True
ASK = "the credit names only the platform: ask the author for the address of the video"
EXAMPLES = (
    ("https://www.youtube.com/watch?v=aB3dE5gH1j0&t=35s", "aB3dE5gH1j0"),
    ("https://youtu.be/aB3dE5gH1j1?si=abc", "aB3dE5gH1j1"),
    ("https://www.youtube.com/shorts/aB3dE5gH1j2", "aB3dE5gH1j2"),
    ("https://i.ytimg.com/vi/aB3dE5gH1j3/maxresdefault.jpg", "aB3dE5gH1j3"),
    ("https://img.youtube.com/vi_webp/aB3dE5gH1j4/hqdefault.webp", "aB3dE5gH1j4"),
)
_VIDEO = re.compile(
    r"(?:https?://)?(?:"
    r"(?:www\.|m\.|music\.)?youtube(?:-nocookie)?\.com/"
    r"(?:watch\?(?:[^#\s]{0,300}&)?v=|shorts/|live/|embed/|v/)"
    r"|youtu\.be/|(?:i\d?\.ytimg|img\.youtube)\.com/vi(?:_webp)?/"
    r")([A-Za-z0-9_-]{11})(?![\w-])",
    re.ASCII,
)
_REFUSED = (401, 403)
_NOT_THERE = (400, 404)


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Videos and their stills that the clues name."""
    return references("youtube", clues, "youtu", _VIDEO, lambda match: (match[1], _page(match[1])))


def _page(id: str) -> str:
    return f"https://www.youtube.com/watch?v={id}"


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The video behind a reference.

    Raises `NotFetched`: `gone` where YouTube has no such video, `gated` where it is private or may
    not be embedded.
    """
    page = _page(reference.id)
    base = endpoint(config, "youtube", "https://www.youtube.com")
    try:
        exchange = fetcher.get(f"{base}/oembed", params={"url": page, "format": "json"})
    except NotFetched as error:
        if error.status in _NOT_THERE:
            detail = "YouTube has no such video: deleted, or never there"
            raise NotFetched(Reason.GONE, detail, status=error.status) from error
        if error.status in _REFUSED:
            detail = "YouTube does not show the video: it is private, or not to be embedded"
            raise NotFetched(Reason.GATED, detail, status=error.status) from error
        raise
    video = object_of(exchange)
    channel, author = text(video, "author_name"), text(video, "author_url")
    still = text(video, "thumbnail_url")
    largest = f"https://i.ytimg.com/vi/{reference.id}/maxresdefault.jpg"
    stills = (largest, still) if still and "ytimg.com/" in still else (still,)
    return (
        SourceRecord(
            source="youtube",
            id=reference.id,
            where=where(exchange, "$"),
            page_url=page,
            media_url=still,
            preview_url=still,
            title=text(video, "title"),
            uploader=channel,
            credit_line=reading(channel, where(exchange, "$.author_name")),
            links=(Link(author, "channel"),) if author and author.startswith("https://") else (),
            basis=MatchBasis.SAME_ID,
            media_urls=tuple(url for url in stills if url),
        ),
    )
