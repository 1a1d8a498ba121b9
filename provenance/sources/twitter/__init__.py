"""Posts and pictures at Twitter/X.

Recognised: every form of a status address (twitter.com, x.com, mobile hosts, the embed-fixers,
nitter, archive copies, proxies), the pictures' own addresses at pbs.twimg.com in all sizes, video
posters, t.co and pic.twitter.com links, and a saved picture's file name where it is a media key.

Looked up, in this order: API v2 where you give a token (`X_BEARER_TOKEN`), the answer that
embedded posts are drawn from (undocumented, no key), oEmbed (text and author only), and for a
deleted post the Wayback Machine. A status id holds the time of the post, a media key the time of
the picture's first upload, both to the millisecond; a picture posted again with the same key keeps
the first upload's time.

An account is the one who posted, never taken for the author. "Deleted", "withheld" and "X did not
say" are three different answers. A credit that names only "Twitter" leads nowhere; `ASK` says what
to ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from provenance import lazy_re as re
from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import Clues, MatchBasis, Reason, Reference, SourceRecord
from provenance.sources.kit.answers import endpoint, object_of
from provenance.sources.twitter.answers import from_key, from_oembed, from_syndication, from_v2
from provenance.sources.twitter.archived import find_archived_post
from provenance.sources.twitter.forms import (
    Form,
    in_text,
    media_form,
    read_name,
    read_url,
    status_form,
)
from provenance.sources.twitter.token import syndication_token

TITLE = "Twitter/X"
NEEDS: tuple[str, ...] = ()
USES = ("X_BEARER_TOKEN",)
PLATFORMS = ("twitter",)
CAN = ("url", "file-name", "credit")
ETIQUETTE = (
    "One post at a time; the tool's own User-Agent; a refusal is reported, not worked around."
)
ASK = (
    "the credit names only the platform: ask the author for the address of the post, the handle "
    "of whoever took "
    "the picture, and the permission to print it"
)
EXAMPLES = (
    ("https://twitter.com/harbour_watch/status/1690000000000000000", "1690000000000000000"),
    ("https://x.com/i/web/status/1690000000000000001?s=20", "1690000000000000001"),
    (
        "https://mobile.twitter.com/harbour_watch/statuses/1690000000000000002/photo/2",
        "1690000000000000002",
    ),
    ("https://fxtwitter.com/harbour_watch/status/1690000000000000003", "1690000000000000003"),
    (
        "https://nitter.example.org/harbour_watch/status/1690000000000000004#m",
        "1690000000000000004",
    ),
    ("twitter://status?id=1690000000000000005", "1690000000000000005"),
    ("https://pbs.twimg.com/media/FzQ9t3HXwAAbCdE?format=jpg&name=large", "media/FzQ9t3HXwAAbCdE"),
    ("https://pbs.twimg.com/media/FzQ9t3HXwAAbCdE.jpg:orig", "media/FzQ9t3HXwAAbCdE"),
    ("https://nitter.example.org/pic/orig/media%2FFzQ9t3HXwAAbCdE.jpg", "media/FzQ9t3HXwAAbCdE"),
    (
        "https://pbs.twimg.com/ext_tw_video_thumb/1690000000000000006/pu/img/aB3.jpg",
        "video/1690000000000000006",
    ),
    ("https://t.co/Ab3dE5gH1j", "short/t.co/Ab3dE5gH1j"),
    ("FzQ9t3HXwAAbCdE.jpg", "media/FzQ9t3HXwAAbCdE"),
)
_SYNDICATION, _OEMBED, _API = (
    "https://cdn.syndication.twimg.com",
    "https://publish.twitter.com",
    "https://api.x.com",
)
_BAD_REQUEST, _FORBIDDEN, _NOT_FOUND = 400, 403, 404
_FIRST_POST = "https://twitter.com/jack/status/20"
"""The first post ever: X tells of it as long as it is X that answers."""
_REDIRECT = 20_000
"""Characters of a page in which its redirect is looked for."""
_REFRESH = re.compile(r"""(?:URL=|location\.replace\(")(https?:[^"'<>]{5,300})""", re.I)


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Posts and pictures that the clues name."""
    return tuple(
        Reference("twitter", form.reference_id, MatchBasis.SAME_ID, clue, form.url)
        for form, clue in _forms(clues)
    )


def _forms(clues: Clues) -> Iterator[tuple[Form, str]]:
    seen: set[str] = set()
    candidates = [(read_url(url), url) for url in clues.urls]
    candidates += [(read_name(name), name) for name in clues.file_names]
    printed = [clues.credit.raw] if clues.credit else []
    # A caption that ends in "pic.twitter.com/…" was pasted from a post.
    printed += [text for text in clues.texts if "pic.twitter.com/" in text or "pic.x.com/" in text]
    candidates += [found for text in printed for found in in_text(text)]
    for form, clue in candidates:
        if form and form.reference_id not in seen:
            seen.add(form.reference_id)
            yield form, clue


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The post behind a reference; after a post without pictures the one it quotes.

    A bare picture is answered from its key, with no network.

    Raises `NotFetched`: `gone` where X says so and no copy is archived, `gated` for withheld,
    protected and age-restricted posts, `source-not-found` where X does not say, and whatever the
    network does.
    """
    form = _form_of(reference)
    if form.kind == "short":
        form = _follow(form, fetcher)
    if form.kind != "status":
        return (from_key(form),)
    try:
        return _post(form, fetcher, config)
    except NotFetched as error:
        if error.reason is not Reason.GONE:
            raise
        if error.status == _NOT_FOUND:
            _check_that_x_answers(fetcher, config)
        found = find_archived_post(form, error, fetcher, config)
        if not found:
            raise
        return found


def _check_that_x_answers(fetcher: Fetches, config: Config) -> None:
    """Raises `NotFetched` where X tells not even of its first post.

    A filter or a proxy in its place answers 404 to everything, at every host.
    """
    try:
        _oembed(Form("status", "20", _FIRST_POST), fetcher, config)
    except NotFetched as error:
        reason = Reason.FAILED if error.status == _NOT_FOUND else error.reason
        sentence = "X, or what answers in its place, knows no post at all"
        raise NotFetched(reason, sentence, status=error.status) from error


def _form_of(reference: Reference) -> Form:
    kind, slash, rest = reference.id.partition("/")
    if not slash:
        named = read_url(reference.url) if reference.url else None
        return status_form(reference.id, named.user if named else None)
    if reference.url:
        return Form(kind, rest, reference.url)
    if kind == "short":
        return Form(kind, rest, f"https://{rest}")
    return media_form(rest) if kind == "media" else Form(kind, rest)


def _follow(form: Form, fetcher: Fetches) -> Form:
    """Where a short link leads.

    X may refuse its own page to us: the address it redirects to is answer enough.
    """
    exchange = fetcher.get(form.url or "", kind="page", accept_status=(400, 401, 403, 404))
    target = read_url(exchange.url)
    if target is None or target.kind == "short":
        refresh = _REFRESH.search(exchange.text()[:_REDIRECT].replace("\\/", "/"))
        target = read_url(refresh[1]) if refresh else None
    if target is not None and target.kind != "short":
        return target
    if exchange.status == _NOT_FOUND:
        raise NotFetched(
            Reason.GONE, f"the short link {form.id} leads nowhere any more", status=404
        )
    raise NotFetched(Reason.SOURCE_NOT_FOUND, f"the short link {form.id} does not lead to a post")


def _post(form: Form, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Ask the ways to a post one after the other; the first that knows it answers."""
    refused: NotFetched | None = None
    ways: list[Callable[[], tuple[SourceRecord, ...]]] = []
    token = config.keys.get("X_BEARER_TOKEN")
    if token:
        ways.append(lambda: _api(form, token, fetcher, config))
    ways += [lambda: _syndication(form, fetcher, config), lambda: _oembed(form, fetcher, config)]
    for way in ways:
        try:
            records = way()
        except NotFetched as error:
            # A status code may have other causes than the post (a refused token, a block): the
            # next way may know. What X says in so many words, and network trouble, end the search.
            if error.status is None or error.reason not in (
                Reason.GONE,
                Reason.GATED,
                Reason.FAILED,
            ):
                raise
            refused = error if refused is None or error.reason is not Reason.FAILED else refused
            continue
        if records:
            return records
    raise refused or NotFetched(
        Reason.SOURCE_NOT_FOUND,
        f"X answered nothing about post {form.id}: it may be deleted, withheld or not served",
    )


def _syndication(form: Form, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    exchange = fetcher.get(
        f"{endpoint(config, 'twitter', _SYNDICATION)}/tweet-result",
        params={"id": form.id, "lang": "en", "token": syndication_token(form.id)},
        accept_status=(400,),
    )
    if exchange.status == _BAD_REQUEST:
        raise NotFetched(Reason.SOURCE_NOT_FOUND, f"{form.id} is no id that X knows")
    return from_syndication(object_of(exchange), exchange, form)


def _oembed(form: Form, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    params = {
        "url": form.url or "",
        "omit_script": "1",
        "dnt": "true",
        "hide_media": "false",
        "lang": "en",
    }
    try:
        exchange = fetcher.get(f"{endpoint(config, 'twitter', _OEMBED)}/oembed", params=params)
    except NotFetched as error:
        if error.status == _NOT_FOUND:
            raise NotFetched(
                Reason.GONE, "X has no such post: deleted, or never there", status=404
            ) from error
        if error.status == _FORBIDDEN:
            raise NotFetched(
                Reason.GATED, "X does not show the post: its account is protected", status=403
            ) from error
        raise
    return from_oembed(object_of(exchange), exchange, form)


def _api(form: Form, token: str, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    params: Mapping[str, Any] = {
        "ids": form.id,
        "expansions": "attachments.media_keys,author_id,referenced_tweets.id,"
        "referenced_tweets.id.author_id,referenced_tweets.id.attachments.media_keys,geo.place_id",
        "tweet.fields": "created_at,entities,attachments,edit_history_tweet_ids,note_tweet,"
        "withheld,referenced_tweets,possibly_sensitive,geo",
        "place.fields": "full_name,country",
        "media.fields": "media_key,type,url,preview_image_url,width,height,alt_text",
        "user.fields": "username,name",
    }
    exchange: Exchange = fetcher.get(
        f"{endpoint(config, 'twitter', _API)}/2/tweets",
        params=params,
        headers={"Authorization": f"Bearer {token}"},
    )
    return from_v2(object_of(exchange), exchange, form)
