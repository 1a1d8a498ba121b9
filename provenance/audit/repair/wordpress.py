"""Credits put into a WordPress site through its REST API, and taken back.

What is changed is the text under the picture in the post's own content, and nothing else in it. The
log-in is an application password: `PROVENANCE_WORDPRESS_USER`, `PROVENANCE_WORDPRESS_PASSWORD`.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from provenance import lazy_re as re
from provenance.audit.ledger import Ledger
from provenance.audit.repair.changed import Changed
from provenance.audit.repair.plan import Proposal
from provenance.errors import NotFetched, UsageError
from provenance.fetch import Fetches

_FIGURE = re.compile(r"<figure\b[^>]*>(?:(?!</?figure\b).){0,20000}</figure>", re.S | re.I)
_SHORTCODE = re.compile(r"\[caption\b[^\]]*\](?:(?!\[/?caption\b).){0,20000}\[/caption\]", re.S)
_SIZES = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled)(?=\.\w{3,4}$)")
_LEAD = "Photo: "


class Site:
    """One WordPress site, logged in."""

    def __init__(self, address: str, fetcher: Fetches) -> None:
        """Raises `UsageError` where there is no log-in for it."""
        user = os.environ.get("PROVENANCE_WORDPRESS_USER", "")
        password = os.environ.get("PROVENANCE_WORDPRESS_PASSWORD", "")
        if not user or not password:
            raise UsageError(
                "set PROVENANCE_WORDPRESS_USER and PROVENANCE_WORDPRESS_PASSWORD: an application "
                "password that WordPress gives under Users, Profile"
            )
        self.address = address.rstrip("/")
        self._fetcher = fetcher
        self._login = b64encode(f"{user}:{password}".encode()).decode()

    def find(self, link: str) -> int | None:
        """The id of the post with this address."""
        slug = unquote(urlsplit(link).path.rstrip("/").rsplit("/", 1)[-1])
        number = re.search(r"[?&]p=(\d+)", link)
        if number:
            return int(number[1])
        found = self._ask("/posts", {"slug": slug, "_fields": "id,link"}) if slug else []
        posts = found if isinstance(found, list) else []
        same = [p for p in posts if _path(str(p.get("link"))) == _path(link)] or posts
        return int(same[0]["id"]) if len(same) == 1 else None

    def content(self, post: int) -> str:
        """The post's content as its author wrote it."""
        answer = self._ask(f"/posts/{post}", {"context": "edit", "_fields": "id,content"})
        return str(answer["content"]["raw"])

    def write(self, post: int, content: str) -> None:
        """Put another content in its place; WordPress keeps the old one as a revision."""
        self._send(f"/posts/{post}", {}, {"content": content}, "POST")

    def _ask(self, route: str, params: dict[str, str]) -> Any:
        # asked as POST, so that no cache answers what somebody has changed since
        return self._send(route, params, {}, "GET")

    def _send(
        self, route: str, params: dict[str, str], payload: dict[str, object], method: str
    ) -> Any:
        query = urlencode({"rest_route": f"/wp/v2{route}", **params})
        headers = {"Authorization": f"Basic {self._login}", "X-HTTP-Method-Override": method}
        answer = self._fetcher.post(f"{self.address}/?{query}", payload=payload, headers=headers)
        return answer.json()


def apply(ledger: Ledger, site: Site, plan: Iterable[Proposal]) -> Iterator[Changed]:
    """Print each agreed credit under its picture, noted before it is sent."""
    for one in plan:
        try:
            yield _apply_one(ledger, site, one)
        except (NotFetched, KeyError, TypeError, ValueError) as error:
            yield Changed(one.key, one.picture, False, f"{one.article} was not changed: {error}.")


def _apply_one(ledger: Ledger, site: Site, one: Proposal) -> Changed:
    post = site.find(one.article)
    if post is None:
        return Changed(one.key, one.picture, False, f"{one.article} is no post of {site.address}.")
    content = site.content(post)
    places = [m for m in _places(content) if _shows(m, one.picture)]
    if len(places) != 1:
        how = "not" if not places else "several times"
        return Changed(one.key, one.picture, False, f"The picture is {how} in post {post}.")
    before = places[0]
    after = with_credit(before, one.printed, one.proposed)
    if after is None or content.count(before) != 1:
        told = f"The text under the picture in post {post} is not what the audit read."
        return Changed(one.key, one.picture, False, told)
    if after == before:
        return Changed(one.key, one.picture, False, f"Post {post} has this credit already.")
    change = ledger.note_change(one.number, one.at, site.address, post, before, after)
    site.write(post, content.replace(before, after))
    ledger.settle_change(change, "applied")
    return Changed(one.key, one.picture, True, f"Post {post}: {one.proposed}")


def undo(ledger: Ledger, site: Site) -> Iterator[Changed]:
    """Take back every change that was made on this site, the last first.

    A post in which the text was changed since is left alone, and told.
    """
    for change, post, before, after, key in ledger.changes(site.address):
        try:
            content = site.content(post)
            if content.count(after) == 1:
                site.write(post, content.replace(after, before))
            elif content.count(before) != 1:
                told = f"Post {post} was edited since: its text is left as it is."
                yield Changed(key, "", False, told)
                continue
        except (NotFetched, KeyError, TypeError, ValueError) as error:
            yield Changed(key, "", False, f"Post {post} was not changed back: {error}.")
            continue
        ledger.settle_change(change, "undone")
        yield Changed(key, "", True, f"Post {post} is as it was.")


def with_credit(figure: str, printed: str, proposed: str) -> str | None:
    """The figure with the credit; None where what was printed is not there once.

    What was printed gives way to it; where nothing was, it stands behind the caption.
    """
    line = escape(proposed, quote=False)
    if printed:
        wanted = escape(printed, quote=False)
        return figure.replace(wanted, line) if figure.count(wanted) == 1 else None
    if line in figure:
        return figure
    if figure.startswith("["):
        return figure.removesuffix("[/caption]") + f" ({_LEAD}{line})[/caption]"
    end = figure.lower().rfind("</figcaption>")
    if end < 0:
        caption = f'<figcaption class="wp-element-caption">{_LEAD}{line}</figcaption></figure>'
        return figure[: -len("</figure>")] + caption
    return f"{figure[:end].rstrip()} ({_LEAD}{line}){figure[end:]}"


def _places(content: str) -> list[str]:
    """The pictures of a post with the text under them."""
    return [m.group() for form in (_FIGURE, _SHORTCODE) for m in form.finditer(content)]


def _shows(figure: str, picture: str) -> bool:
    """True where the figure names this file, in whatever size."""
    wanted = _SIZES.sub("", _path(picture))
    named = re.findall(r"""(?:src|href)=["']([^"']{1,2000})["']""", figure)
    return bool(wanted) and any(_SIZES.sub("", _path(url)) == wanted for url in named)


def _path(url: str) -> str:
    try:
        return unquote(urlsplit(url).path).rstrip("/")
    except ValueError:
        return ""
