"""Which kind of article some bytes are, told from their content."""

from __future__ import annotations

import json
import re
from typing import Any

from provenance.articles.charset import decode
from provenance.errors import UnreadableInput
from provenance.model import InputKind

_XML_ROOT = re.compile(r"<(?![?!])(?:[\w\-]{1,40}:)?([\w\-]{1,60})")
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|figure|div|section|p|img|picture|span|h[1-6]|meta|amp-img)\b",
    re.I,
)
_MARKDOWN = re.compile(
    r"^(?:#{1,6} \S|!\[[^\]\n]{0,300}\]\(|\[!\[|---\n(?:[\w-]{1,40}:.*\n){1,60}?---\n)", re.M
)
_FEEDS = {"rss", "feed", "rdf"}
_NEWSML = {"newsmessage", "newsitem", "packageitem", "newsml"}


def kind_of(text: str, origin: str) -> InputKind:
    """The kind of a decoded article. Raises `UnreadableInput` for JSON or XML of no kind we
    know."""
    head = text.lstrip("\ufeff \t\n")[:6000]
    if head[:1] in "{[":
        try:
            value = json.loads(text)
        except RecursionError as error:
            raise UnreadableInput(f"{origin} is JSON nested too deeply to read.") from error
        except ValueError:
            value = None
        if isinstance(value, dict | list):
            return json_kind(value, origin)
    if head.startswith("<"):
        root = _XML_ROOT.search(head)
        name = root.group(1).lower() if root else ""
        if name in _FEEDS:
            return InputKind.FEED
        if name in _NEWSML:
            return InputKind.NEWSML
        if head.startswith("<?xml") and name != "html" and not _HTML.search(head):
            raise UnreadableInput(
                f"{origin} is XML of a kind that is not known (<{name}>); NewsML-G2, RSS and "
                "Atom are."
            )
        return InputKind.HTML
    # A tag somewhere in a pasted text makes no page, unless mark-up is what it mostly is.
    if len(_HTML.findall(text[:60_000])) >= 3 and not _MARKDOWN.search(head):
        return InputKind.HTML
    if _MARKDOWN.search(head) or re.search(r"!\[[^\]\n]{0,300}\][(\[]", text):
        return InputKind.MARKDOWN
    return InputKind.TEXT


def json_kind(value: Any, origin: str) -> InputKind:
    """The kind of a CMS's JSON, by the fields that only it has. Raises `UnreadableInput` for
    any other JSON."""
    if isinstance(value, list):
        value = value[0] if value and isinstance(value[0], dict) else {}
    keys = set(value)
    if (
        "content_elements" in keys
        or "promo_items" in keys
        or (str(value.get("type")) == "story" and "headlines" in keys)
    ):
        return InputKind.ANS
    if (isinstance(value.get("content"), dict) and "rendered" in value["content"]) or (
        isinstance(value.get("title"), dict) and "rendered" in value["title"]
    ):
        return InputKind.WORDPRESS
    if "_links" in keys and "featured_media" in keys:
        return InputKind.WORDPRESS
    if "body_html" in keys or (
        "guid" in keys and ("renditions" in keys or "unique_name" in keys or "family_id" in keys)
    ):
        superdesk = keys & {
            "family_id",
            "unique_name",
            "_id",
            "_etag",
            "original_creator",
            "flags",
            "task",
        }
        return InputKind.SUPERDESK if superdesk else InputKind.NINJS
    if keys & {
        "headlines",
        "bodies",
        "body_xhtml",
        "body_text",
        "renditions",
        "representationtype",
        "versioncreated",
        "versionCreated",
    } or ("uri" in keys and keys & {"associations", "headline", "type"}):
        return InputKind.NINJS
    if ("images" in keys and isinstance(value["images"], list)) or "headline" in keys:
        return InputKind.PAYLOAD
    raise UnreadableInput(
        f"{origin} is JSON, but none of ninjs, Arc ANS, WordPress, Superdesk or the minimal "
        "payload; "
        'the smallest that can be read is {"headline": "…", "images": [{"url": "…", "caption": '
        '"…", "credit": "…"}]}.'
    )


def recognise(data: bytes, origin: str) -> InputKind:
    """The kind of an article's bytes; see `kind_of`."""
    return kind_of(decode(data, origin), origin)
