"""Posts that may hold a picture whose credit names only a network, or an account.

**Asked** for a picture of which nothing else led to an original, where its credit names a network
("Twitter", "@harbour_ann / X", "Facebook"), for posts of the month before the story and two days
after it:

- an account of Twitter/X: which of its posts the Wayback Machine has archived then;
- an account of Bluesky or of a Mastodon server: its own posts with pictures;
- otherwise the caption's longest words: Bluesky's search, and with a token (`MASTODON_TOKEN`) that
  of its Mastodon server, mastodon.social unless `network.endpoints` names another as
  `mastodon-search`. Both often answer only those who are logged in; that is told.

**What it finds** is looked up at its network and compared here; only pixels confirm. A post after
the event proves nothing.

To switch it off, name `post-search` in `sources-off`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from provenance import lazy_re as re
from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Fetches
from provenance.model import (
    Clues,
    CreditFlag,
    MatchBasis,
    Reason,
    Reference,
    SourceRecord,
)
from provenance.pictures.clues import snowflake_time
from provenance.sources.kit.answers import dig, endpoint, items, json_of, object_of, text
from provenance.sources.kit.facts import moment_of
from provenance.sources.kit.wayback import captures
from provenance.sources.kit.words import search_words
from provenance.values import dataclass

TITLE = "Posts by words and accounts"
NEEDS: tuple[str, ...] = ()
USES = ("MASTODON_TOKEN",)
PLATFORMS = (
    "twitter", "facebook", "instagram", "telegram", "tiktok", "bluesky", "mastodon", "other-social",
)  # fmt: skip
CAN = ("pixels", "credit")
ETIQUETTE = (
    "At most five questions and twelve posts for a picture whose credit names only a network; "
    "a refusal is reported, not worked around."
)
EXAMPLES: tuple[tuple[str, str], ...] = ()
_BLUESKY, _MASTODON = "https://public.api.bsky.app", "https://mastodon.social"
_BEFORE, _AFTER = timedelta(days=30), timedelta(days=2)
"""What a story shows was posted in the month before it, or is posted again at once."""
_CRAWLED = timedelta(days=60)
"""How long after a post the Wayback Machine may first have come by."""
_MOST = 12
"""Posts that are looked up and compared, at most."""
_HITS = 40
"""Posts of one answer that are read."""
_CAPTURES = 400
_WORDS = 3
"""Words of one question: posts are short, and all words must be in one."""
_READ = 300
"""Characters of a credit in which accounts are looked for."""
_ACCOUNT = re.compile(
    r"(?<![\w@./])@([A-Za-z0-9][\w.-]{0,62})(?:@([a-z0-9][a-z0-9.-]{2,80}))?", re.I
)
_ON_X = re.compile(r"[A-Za-z0-9_]{1,15}", re.ASCII)
_STATUS = re.compile(r"/status(?:es)?/(\d{10,20})(?!\d)")
_RECORD = re.compile(r"at://(did:[\w.:-]{4,100})/app\.bsky\.feed\.post/([2-7a-z]{13})", re.ASCII)
_NAMED = {
    "bluesky": re.compile(r"\b(?:bluesky|bsky)\b", re.IGNORECASE),
    "mastodon": re.compile(r"\bmastodon\b", re.IGNORECASE),
}
"""Networks that are searched by words, and how a credit names them."""


@dataclass(frozen=True, slots=True)
class _Account:
    """An account that the credit names, with its Mastodon server where it names one."""

    name: str
    server: str | None = None


@dataclass(frozen=True, slots=True)
class _Window:
    """When a post may have been made that the story shows."""

    first: date
    last: date

    def holds(self, moment: datetime | None) -> bool:
        """True for a moment within it."""
        return moment is not None and self.first <= moment.date() <= self.last


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Nothing: it is asked by picture."""
    return ()


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Nothing: what it finds are records of the networks. Raises `NotFetched`."""
    raise NotFetched(Reason.SOURCE_NOT_FOUND, f"{TITLE}: posts are looked up at their network")


def by_pixels(clues: Clues, fetcher: Fetches, config: Config) -> tuple[Reference, ...]:
    """Posts of the credited accounts, else posts with the caption's words.

    Raises `NotFetched` where none was found and one of the networks could not be asked.
    """
    if clues.picture is None or clues.picture.fingerprint.plain or not _names_network(clues):
        return ()
    window = _window(clues)
    found: dict[tuple[str, str], Reference] = {}
    trouble: NotFetched | None = None
    for ways in (_by_account(clues, window), _by_words(clues, window)):
        for way in ways:
            try:
                posts = way.ask(fetcher, config)
            except NotFetched as error:
                if error.reason is not Reason.GONE:  # there is no such account
                    trouble = trouble or error
                continue
            found |= {(post.source, post.id): post for post in posts}
        if found:
            break
    if trouble is not None and not found:
        raise trouble
    return tuple(found.values())[:_MOST]


def _names_network(clues: Clues) -> bool:
    credit = clues.credit
    return credit is not None and (
        credit.platform in PLATFORMS or CreditFlag.SOCIAL_MEDIA in credit.flags
    )


def _window(clues: Clues) -> _Window | None:
    """When the story's posts were made; None for a story without a date."""
    day = clues.published
    return _Window(day - _BEFORE, day + _AFTER) if day else None


@dataclass(frozen=True, slots=True)
class _Way:
    """One network asked for one account, or for words."""

    network: str
    wanted: _Account | tuple[str, ...]
    window: _Window | None

    def ask(self, fetcher: Fetches, config: Config) -> tuple[Reference, ...]:
        """The posts found. Raises `NotFetched`."""
        asked = {"twitter": _archived, "bluesky": _bluesky, "mastodon": _mastodon}[self.network]
        return tuple(asked(self, fetcher, config))[:_MOST]


def _by_account(clues: Clues, window: _Window | None) -> Iterator[_Way]:
    """The networks to be asked for the accounts that the credit names."""
    credit = clues.credit
    assert credit is not None
    printed = credit.raw[:_READ]
    accounts = [_Account(name, server) for name, server in _ACCOUNT.findall(printed)]
    if credit.platform == "twitter":
        accounts += [_Account(name) for name in credit.creators if " " not in name]
    for account in list(dict.fromkeys(accounts))[:2]:
        if account.server:
            yield _Way("mastodon", account, window)
        elif "." in account.name and credit.platform in ("bluesky", "other-social"):
            yield _Way("bluesky", account, window)
        elif credit.platform == "twitter" and _ON_X.fullmatch(account.name):
            yield _Way("twitter", account, window)


def _by_words(clues: Clues, window: _Window | None) -> Iterator[_Way]:
    """The networks to be asked for words: the one that the credit names, else all."""
    words = search_words(clues, _WORDS)
    printed = clues.credit.raw[:_READ] if clues.credit else ""
    named = [network for network, name in _NAMED.items() if name.search(printed)]
    for network in (named or list(_NAMED)) if words else ():
        yield _Way(network, words, window)


def _archived(way: _Way, fetcher: Fetches, config: Config) -> Iterator[Reference]:
    """Archived posts of an account of X, those nearest before the story first."""
    assert isinstance(way.wanted, _Account)
    days = (way.window.first, way.window.last + _CRAWLED) if way.window else None
    found: dict[str, datetime] = {}
    for host in ("twitter.com", "x.com"):
        prefix = f"{host}/{way.wanted.name}/status/"
        named = captures(prefix, fetcher, config, limit=_CAPTURES, prefix=True, days=days)
        for capture in named:
            status = _STATUS.search(capture.original)
            posted = snowflake_time(int(status[1])) if status else None
            if status and posted and (way.window is None or way.window.holds(posted)):
                found[status[1]] = posted
    for id in sorted(found, key=lambda id: found[id], reverse=True):
        page = f"https://x.com/{way.wanted.name}/status/{id}"
        yield _reference("twitter", "Twitter/X", id, page)


def _bluesky(way: _Way, fetcher: Fetches, config: Config) -> Iterator[Reference]:
    """Posts with pictures of an account at Bluesky, or with words in them."""
    base = f"{endpoint(config, 'bluesky', _BLUESKY)}/xrpc/app.bsky.feed."
    params = {"limit": str(_HITS)}
    if isinstance(way.wanted, _Account):
        params |= {"actor": way.wanted.name, "filter": "posts_with_media"}
        if way.window:  # the answer goes back from there
            params["cursor"] = _iso(way.window.last)
        answer = object_of(fetcher.get(f"{base}getAuthorFeed", params=params))
        posts = [dig(item, "post") for item in items(answer, "feed")]
    else:
        params |= {"q": " ".join(way.wanted), "sort": "top"}
        if way.window:
            params |= {"since": _iso(way.window.first), "until": _iso(way.window.last)}
        posts = items(object_of(fetcher.get(f"{base}searchPosts", params=params)), "posts")
    for post in posts[:_HITS]:
        uri = _RECORD.fullmatch(text(post, "uri") or "")
        posted = moment_of(text(post, "indexedAt"))
        if uri and _shows_picture(post) and (way.window is None or way.window.holds(posted)):
            page = f"https://bsky.app/profile/{uri[1]}/post/{uri[2]}"
            yield _reference("bluesky", "Bluesky", f"{uri[1]}/{uri[2]}", page)


def _shows_picture(post: Any) -> bool:
    """True for a post with a picture or a video's still."""
    view = dig(post, "embed")
    return bool(
        items(view, "images")
        or items(view, "media", "images")
        or text(view, "thumbnail")
        or text(view, "media", "thumbnail")
    )


def _mastodon(way: _Way, fetcher: Fetches, config: Config) -> Iterator[Reference]:
    """Posts with pictures of an account at its server, or with words in them.

    Raises `NotFetched`: words are found only for those who are logged in.
    """
    params = {"limit": str(_HITS)}
    if isinstance(way.wanted, _Account):
        host = way.wanted.server or ""
        base = f"{endpoint(config, 'mastodon', f'https://{host}')}/api/v1/accounts"
        known = fetcher.get(f"{base}/lookup", params={"acct": way.wanted.name})
        id = text(object_of(known), "id") or ""
        if not id.isascii() or not id.isdigit():
            return
        params["only_media"] = "true"
        if way.window:  # an id holds its time: milliseconds, 16 bits up
            params["max_id"] = str(int(_moment(way.window.last).timestamp() * 1000) << 16)
        answer = json_of(fetcher.get(f"{base}/{id}/statuses", params=params))
        posts = answer if isinstance(answer, list) else []
    else:
        token = config.keys.get("MASTODON_TOKEN")
        if not token:
            detail = "Mastodon's search answers only with a token: set MASTODON_TOKEN"
            raise NotFetched(Reason.NO_API_KEY, detail)
        base = endpoint(config, "mastodon-search", _MASTODON)
        params |= {"q": " ".join(way.wanted), "type": "statuses", "resolve": "false"}
        headers = {"Authorization": f"Bearer {token}"}
        asked = fetcher.get(f"{base}/api/v2/search", params=params, headers=headers)
        host = base.partition("://")[2]
        posts = items(object_of(asked), "statuses")
    for post in posts[:_HITS]:
        id, page = text(post, "id") or "", text(post, "url")
        posted = moment_of(text(post, "created_at"))
        shown = items(post, "media_attachments")
        in_time = way.window is None or way.window.holds(posted)
        if id.isascii() and id.isdigit() and shown and in_time:
            yield _reference("mastodon", "Mastodon", f"{host}/{id}", page)


def _moment(day: date) -> datetime:
    """The end of a day, UTC."""
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def _iso(day: date) -> str:
    return _moment(day).strftime("%Y-%m-%dT%H:%M:%SZ")


def _reference(source: str, title: str, id: str, url: str | None) -> Reference:
    clue = "search for posts by the credit's account or the caption's words"
    return Reference(source, id, MatchBasis.SAME_PIXELS, clue, url, source_title=title)
