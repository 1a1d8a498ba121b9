"""Which picture is a video's poster: the still shown until it plays."""

from __future__ import annotations

from itertools import islice

from provenance import lazy_re as re
from provenance.articles.page.dom import Node
from provenance.articles.page.images import PageImage
from provenance.articles.page.main_content import MAX_BOX
from provenance.articles.page.page import Page

_LEVELS = 6
"""Elements looked at above a picture; players are built of up to five."""
_NAMES = re.compile(
    r"(?<![a-z])(?<!aspect-)(?<!ratio-)(?:videos?|player|jw|jwplayer|vjs|brightcove|youtube|vimeo|"
    r"dailymotion)(?![a-z]|-(?:aspect|ratio))"
)
"""How players are called. "aspect-video" is a shape, 16 by 9, that any picture may have."""
_STILLS = re.compile(
    r"//(?:i\.ytimg|img\.youtube|i\.vimeocdn|[\w-]{1,20}\.jwplayer|[\w-]{1,20}\.jwpcdn|[\w-]{1,20}\.dmcdn|cf-images\.[\w-]{1,20}\.brightcove)\."
)
"""Where the large players keep the stills of their videos."""
_PLAY = re.compile(
    r"play|watch|abspielen|video|lire "
    r"la|lecture|reproducir|riproduci|assistir|odtw|oynat|再生|播放|재생|смотреть",
    re.I,
)
"""How a button over a still is called for who cannot see it."""
_IDS = frozenset(
    {"data-video", "data-video-id", "data-videoid", "data-video-src", "data-video-url"}
)
_BUTTON = re.compile(
    r"(?<![a-z])(?:play[-_]?(?:btn|button|icon|video|overlay)|(?:icon|btn|button|fa)[-_]play)(?![a-z])"
)
"""What the drawing of that button is called."""
_HEARD = re.compile(r"audio|listen|podcast|speech")
_CLICK = re.compile(r"(?:click to )?(?:play|watch)(?: the)? video", re.I)
_PLAYS = re.compile(
    r"//(?:[\w-]{1,30}\.){0,3}(?:youtube|youtube-nocookie|vimeo|dailymotion|jwplayer|brightcove)\."
)


def is_poster(page: Page, image: PageImage) -> bool:
    """True where the picture stands in a video's player.

    The player's element, the names of the boxes around it, schema.org's VideoObject and the button
    over it say so.
    """
    if _STILLS.search(image.urls[0][:200]) or _CLICK.match(image.alt):
        return True
    for box in islice(image.node.ancestors(), _LEVELS):
        if _is_part_of_page(page, box):
            return False
        if _is_called_player(box):
            return True
        if _shows_another(box, image):
            return False
        if _has_play_button(box):
            return not any(n.tag == "audio" for n in box.walk())
    return False


def _is_part_of_page(page: Page, box: Node) -> bool:
    """True for a box that holds more than a player."""
    main = page.main
    return (
        box.tag in ("body", "main")
        or box.contains(main.column)
        or box.last - box.order > MAX_BOX
        or main.paragraphs_in(box) > 0
        or (main.heading is not None and box.contains(main.heading))
    )


def _is_called_player(box: Node) -> bool:
    return bool(
        _is_player(box)
        or _NAMES.search(box.names)
        or not _IDS.isdisjoint(box.attrs.keys())
        or "VideoObject" in box.get("itemtype")
    )


def _shows_another(box: Node, image: PageImage) -> bool:
    return any(
        n.tag == "img" and n not in image.nodes and n.get("alt") != image.alt for n in box.walk()
    )


def _has_play_button(box: Node) -> bool:
    heard = _HEARD.search(box.names)
    return any(_is_player(n) or (_BUTTON.search(n.names) and not heard) for n in box.walk())


def _is_player(node: Node) -> bool:
    tag = node.tag
    if tag == "iframe":
        return bool(_PLAYS.search(node.get("src")[:200] or node.get("data-src")[:200]))
    if tag == "button":
        return bool(_PLAY.match(node.get("aria-label") or node.get("title")))
    return tag in ("video", "video-js") or (tag.startswith("amp-") and bool(_NAMES.search(tag)))
