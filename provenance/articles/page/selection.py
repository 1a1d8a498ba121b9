"""Which of a page's pictures belong to its story, each once."""

from __future__ import annotations

import re
from bisect import bisect_right
from math import ceil, inf

from provenance.articles.page.dom import Node
from provenance.articles.page.image_urls import asset_keys
from provenance.articles.page.images import Found, is_drawing, too_small
from provenance.articles.page.main_content import Scope, alike, outside_block
from provenance.articles.page.pairing import Paired, pair
from provenance.articles.page.promos import is_insert
from provenance.articles.page.structured_data import Declared
from provenance.articles.page.video_posters import is_poster
from provenance.lexicon import patterns as words
from provenance.model import Role

_FOLLOW = re.compile(
    r"https?://(?:[\w-]{1,60}\.){0,3}(?:news\.google|whatsapp|facebook|twitter|x|instagram|youtube|tiktok|linkedin|t|telegram|"
    r"patreon|ko-fi|paypal|apple|play\.google)\.(?:com|me)/",
    re.I,
)
"""Where a button "Follow us" leads; a picture of a post stands in a figure or has a credit."""


def editorial(
    found: list[Found], scope: Scope, declared: Declared, base: str | None
) -> list[tuple[Found, Paired, Role]]:
    """The pictures that belong to the story; the same picture shown twice counts once, the
    captioned copy wins."""
    own = {k for i in declared.images if i.of_article for k in asset_keys(i.url)}
    stills = {k for url in declared.stills for k in asset_keys(url)}
    kept: list[tuple[Found, Paired, Role]] = []
    candidates = [f for f in found if not too_small(f)]
    end = _end_of_story(scope)
    for one in candidates:
        named = bool(one.keys & own)
        if not named and _elsewhere(one, scope):
            continue
        paired = pair(one, candidates, scope)
        # Backgrounds are mostly decoration: one counts where the page declares it or prints a
        # caption with it.
        if (
            one.background
            and not named
            and not (_figured(one.node) and (paired.caption or paired.credit))
        ):
            continue
        if not _belongs(one, paired, scope, named, base):
            continue
        if one.node.order > end and not paired.credit:
            continue
        twin = next(
            (
                i
                for i, k in enumerate(kept)
                if k[0].keys & one.keys and not _told_apart(k[0], k[1], one, paired)
            ),
            None,
        )
        role = Role.LEAD if one.node.order < scope.first else Role.BODY
        if one.keys & stills or is_poster(one, scope):
            role = Role.POSTER
        if twin is None:
            kept.append((one, paired, role))
            continue
        other, before, role = kept[twin]
        other.join(one)
        # Of two copies the one in the story counts, then the one with a credit.
        if _rank(one, paired, scope) > _rank(other, before, scope):
            one.join(other)
            kept[twin] = (one, paired, role)
    return kept


def _told_apart(one: Found, first: Paired, other: Found, second: Paired) -> bool:
    """True where each stands in a figure with a caption of its own: two uses of one picture, or
    two pictures of one file name."""
    return (
        bool(first.caption and second.caption)
        and _figured(one.node)
        and _figured(other.node)
        and not (one.link or other.link)
        and not alike(first.caption, second.caption)
    )


def _rank(one: Found, paired: Paired, scope: Scope) -> tuple[bool, bool, bool]:
    return scope.root.contains(one.node), bool(paired.credit), bool(paired.caption)


def _elsewhere(one: Found, scope: Scope) -> bool:
    """True for a picture that no caption could bring into the story; asked first, as most of a
    page's are."""
    if outside_block(one.node, scope.root, scope.main):
        return True
    return (
        not scope.root.contains(one.node) and not _first_order(scope) <= one.node.order <= scope.end
    )


def _first_order(scope: Scope) -> int:
    return min(scope.heading.order if scope.heading is not None else scope.root.order, scope.first)


def _belongs(one: Found, paired: Paired, scope: Scope, named: bool, base: str | None) -> bool:
    node = one.node
    inside = scope.root.contains(node)
    told = bool(paired.credit) or (bool(paired.caption) and _figured(node))
    if outside_block(node, scope.root, scope.main, told=told or named) and not (named and told):
        return False
    if not told and _outside_words(one.urls[0]) - _outside_words(base or ""):
        return False  # a newsletter's or an advertiser's picture says so in its address
    if not told and (is_drawing(one) or (one.link and _FOLLOW.match(one.link))):
        return False
    lead = named and node.order < scope.first
    if is_insert(one, paired, scope, base) and not lead:
        return False
    if any(a.tag == "aside" for a in node.ancestors() if not a.contains(scope.main)) and not told:
        return False
    between = _first_order(scope) <= node.order <= scope.end or scope.main.contains(node)
    if inside:
        return between or told or named
    return (between and (told or named)) or (named and told)


def _end_of_story(scope: Scope) -> float:
    """Document order of the rule across the page after which the text begins in italics, in the
    last quarter of it: there the paper writes of itself. Infinite where there is none."""
    rules = [n.order for n in scope.root.walk() if n.tag == "hr"]
    for at in range(ceil(0.75 * len(scope.orders)), len(scope.orders)):
        rule = bisect_right(rules, scope.orders[at - 1]) if at else 0
        if rule < len(rules) and rules[rule] < scope.orders[at] and _slanted(scope.paragraphs[at]):
            return rules[rule]
    return inf


def _slanted(paragraph: Node) -> bool:
    return sum(n.size for n in paragraph.walk() if n.tag in ("em", "i")) >= 0.7 * paragraph.size


def _outside_words(url: str) -> set[str]:
    path = re.sub(r"^[^/]*//[^/]*", "", url.partition("?")[0])
    return {found.group(0) for found in words.names("outside").finditer(path.lower())}


def _figured(node: Node) -> bool:
    return any(a.tag == "figure" for a in node.ancestors())
