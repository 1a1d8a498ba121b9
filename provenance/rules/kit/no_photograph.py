"""Pictures that may be no photograph: a figure, a chart, a screenshot, an offer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from itertools import islice
from urllib.parse import unquote

from provenance import lazy_re as re
from provenance.lexicon.folding import letters_of
from provenance.model import Article, InputKind, PublishedImage, Role, Surface
from provenance.model.sentences import listing, say
from provenance.model.signals import Signal, SignalTable
from provenance.rules.kit.evidence import words
from provenance.values import dataclass

ALONE = 2
"""Pictures that a page shows at most where each is the story's own: of 40 errors told on such
pages 38 were right, on others 70 of 92."""
NEVER = -9
"""The sum of what its caption says to be none, whatever else holds."""
FIRST = 12
"""Pictures of a page by which it is judged whether most are drawings."""
MAX_BEFORE = 2
"""Words between an article and the one that says what is shown: "A simplified flow chart"."""
_PRICE = re.compile(
    r"(?:(?:\S{1,30}\s){0,2}\S{1,30}?\s?[,:–—-]\s?)?"
    r"(?:[$€£¥]\s?\d[\d.,]{0,12}|\d[\d.,]{0,12}\s?(?:[$€£]|EUR|USD|CHF))"
    r"|\S{1,30}\s(?:[$€£]\s?\d{1,6}[.,]\d\d|\d{1,6}[.,]\d\d\s?[$€£])"
)
"""A price alone or behind a name of three words at most and a mark: "Brass lamp, € 49", or behind a
shop's one word and to the cent: "Lampshop $ 49.90"."""
MAX_ADDRESS = 2_000
"""Characters of an address in which a file's name is looked for: one may hold the picture."""
MAX_SAID = 400
"""Characters of a text in which a drawing's word is looked for."""
_SUFFIX = re.compile(r"\.(?:png|jpe?g|webp|avif|gif|svg|heic|tiff?|bmp)\Z")
_PNG = re.compile(r"\.png(?:(?:\.[\w-]{1,40})?\.(?:webp|avif|jpe?g))?\Z")
"""A file in PNG by its name, or one that was made of it: "steps.png.webp". Of 44 files in PNG that
nobody captioned on 576 labelled pages four were no story's, and of the others about a dozen were
photographs."""
_HANDED_ON = re.compile(r"[?&](?:url|src|image)=((?:https?:|https?%3A|/|%2F)[^&#]{1,1000})", re.I)
"""Where an address that hands a picture on has the picture's own."""


@dataclass(frozen=True)
class _Told:
    """What the page tells of one picture."""

    text: str
    """The caption."""
    printed: bool
    """True where the caption is printed: what only data state is often the file's title."""
    alt: str
    url: str
    headline: str
    lead: bool
    alone: bool
    credited: bool
    is_page: bool
    surface: Surface | None
    """What its pixels are like; None where they were not looked at."""

    @cached_property
    def name(self) -> str:
        """The file's name."""
        return _called(self.url)

    @cached_property
    def words(self) -> str:
        """All that is said of the picture itself, its file's name with it."""
        return f"{_PUNCTUATION.sub(' ', self.name)} {self.text} {self.alt}"

    def is_photographed(self) -> bool:
        """True where its pixels are those of a photograph."""
        return self.surface is not None and self.surface.photographed

    def is_drawn(self) -> bool:
        """True where its pixels are those of a drawing, a screenshot, a chart."""
        return self.surface is not None and self.surface.drawn

    def is_png(self) -> bool:
        """True for a file in PNG of which the pixels tell nothing.

        Of a lead only where its own address says so as it stands, of a content system's item only
        where nobody captioned it.
        """
        if self.is_photographed() or self.is_drawn() or (self.text and not self.is_page):
            return False
        if self.lead:
            return re.split(r"[?#]", self.url, maxsplit=1)[0].lower().endswith(".png")
        return bool(_PNG.search(self.name))

    def is_called_photograph(self) -> bool:
        """True where its file's name tells of a camera, an agency, a library."""
        return bool(_photograph().search(_PUNCTUATION.sub(" ", self.name)))

    def is_screen(self) -> bool:
        """True where its words tell of a program's face, and not of a photograph too.

        Of a PNG file any of them do, else its alternative text; of a lead none.
        """
        if self.lead or (self.text and not self.is_png()):
            return False
        said = self.words if self.is_png() else self.alt
        return bool(_screens().search(said)) and not _photograph().search(said)

    def is_of_program(self) -> bool:
        """True on a web page where its own words speak of a program or a drawing."""
        return self.is_page and _speaks_of_program(self.words)

    def is_in_program_story(self) -> bool:
        """True on a web page where the headline does, and its caption does not repeat it."""
        repeated = self.is_captioned() and self.is_of_program()
        return self.is_page and not repeated and _speaks_of_program(self.headline)

    def is_captioned(self) -> bool:
        """True for a printed caption that is not the headline once more."""
        return self.printed and letters_of(self.text) != letters_of(self.headline)


_PUNCTUATION = re.compile(r"[-_.]")
PHOTOGRAPH: SignalTable[_Told] = SignalTable(
    (
        Signal("named", 4, _Told.is_called_photograph),
        Signal("credited", 4, lambda one: one.credited),
        Signal("captioned", 2, _Told.is_captioned),
        Signal("photographed", 3, _Told.is_photographed),
        Signal("alone", 2, lambda one: one.alone),
        Signal("lead", 1, lambda one: one.lead),
        Signal("drawn", -4, _Told.is_drawn),
        Signal("png", -4, _Told.is_png),
        Signal("screen", -4, _Told.is_screen),
        Signal("program", -2, _Told.is_of_program),
        Signal("program-story", -2, _Told.is_in_program_story),
    )
)
"""What tells for a photograph and against it.

Asked is what has more for it than against it, or as much unless most pictures of the page have
less.

Chosen on 132 errors that were judged by eye: 97 of the 108 right ones stay and 10 of the 24 wrong
ones. Asking only where something tells *for* a photograph lost 9 to 59 of the right ones and left
15 to 4 of the wrong ones."""
AGAINST = {
    "drawn": say("its pixels are those of a drawing or a screenshot"),
    "png": say("its file is of a kind for drawings (PNG)"),
    "screen": say("its words tell of a screenshot"),
    "program": say("its words speak of a program or a drawing"),
    "program-story": say("the headline speaks of a program or a drawing"),
}
"""What a report says of each sign against one."""


def why_no_photograph(
    article: Article, image: PublishedImage, surface: Surface | None = None
) -> str:
    """Why nobody is asked for its photographer; empty where nothing tells against one.

    With a `surface` its pixels are weighed too, else what the page tells alone.
    """
    score, why = _judged(_told(article, image, surface))
    if score == 0 and article.kind == InputKind.HTML and _draws(article):
        return say("most pictures of the page are no photographs, and this one may be none")
    return why


def _draws(article: Article) -> bool:
    """True for a page of which most pictures are no photographs by themselves."""
    first = tuple(islice(_shown(article), FIRST))
    drawn = sum(_judged(_told(article, image))[0] < 0 for image in first)
    return 2 * drawn > len(first)


def _shown(article: Article) -> Iterator[PublishedImage]:
    """The pictures that are the story's: no logo, no face, no still of a video."""
    for one in article.images:
        if one.role not in (Role.DECLARED, Role.POSTER) and not (one.no_story or one.doubtful):
            yield one


def _told(article: Article, image: PublishedImage, surface: Surface | None = None) -> _Told:
    caption = image.caption or image.structured_caption
    return _Told(
        (caption.text if caption else "")[:MAX_SAID],
        image.caption is not None,
        (image.alt or "")[:MAX_SAID],
        (image.content_url or "")[:MAX_ADDRESS],
        (article.headline or "")[:MAX_SAID],
        image.role is Role.LEAD,
        _is_alone(article),
        bool(image.credit or image.structured_credit),
        article.kind == InputKind.HTML,
        surface,
    )


def _is_alone(article: Article) -> bool:
    """True for a page of so few pictures that each is the story's own."""
    return len(tuple(islice(_shown(article), ALONE + 1))) <= ALONE


@lru_cache(maxsize=512)
def _judged(one: _Told) -> tuple[float, str]:
    """What the signs sum up to, and why it is no photograph where that is below zero.

    Kept: on a page without credits each picture asks after those before it.
    """
    if found := _figure().match(one.text):
        return NEVER, say("“{number}” counts it among the figures of the text", number=found[1])
    if found := _drawing().match(one.text or one.alt):
        why = say("its words tell of a drawing or a screenshot: “{words}”", words=found[0])
        return NEVER, why
    if _PRICE.fullmatch(one.text):
        return NEVER, say("its caption is that of an offer: “{text}”", text=one.text)
    weighed = PHOTOGRAPH.weigh(one)
    if weighed.score >= 0:
        return weighed.score, ""
    against = listing([AGAINST[name] for name, weight in weighed.parts if weight < 0])
    why = say("more tells against a photograph than for one: {reasons}", reasons=against)
    return weighed.score, why


@lru_cache(maxsize=256)
def _speaks_of_program(text: str) -> bool:
    return bool(_programs().search(text))


def _called(url: str) -> str:
    """The file's name: the last one of its path that has a picture's suffix.

    Where the path does not end in one, an address that it hands on is asked first.
    """
    parts = _parts(url)
    if not _SUFFIX.search(parts[-1]) and (inner := _HANDED_ON.search(url)):
        parts += _parts(unquote(inner[1]))
    named = (part for part in reversed(parts) if _SUFFIX.search(part))
    return next(named, parts[-1])


def _parts(url: str) -> list[str]:
    """The path between its strokes, in small letters."""
    path = unquote(re.split(r"[?#]", url, maxsplit=1)[0])
    return re.split(r"[?#]", path, maxsplit=1)[0].lower().rstrip("/").split("/")


def names_materials(text: str) -> bool:
    """True for a work's label: it says what the work is made of, behind who made it."""
    return bool(_materials().search(text))


@cache
def _materials() -> re.Pattern[str]:
    """A part of its own between marks: a sentence's words stand with others."""
    what = "|".join(words("graphics")["materials"])
    return re.compile(rf"[,;.:(–—]\s?(?:{what})\s?(?:[,;.()–—]|\Z)", re.I)


@cache
def _figure() -> re.Pattern[str]:
    """A figure's word and number where a caption begins, no count ("Image 1 of 5")."""
    what = "|".join(words("graphics")["figures"])
    number = r"\.?\s?(?:№|no\.?|nr\.?|n°)?\s?\d{1,3}[a-z]?"
    no_count = r"(?![\w%])(?!\s?(?:/|of|von|de|di|sur|из|з)\s?\d)(?!\s(?-i:[a-zà-ÿа-я]))"
    return re.compile(rf"\W{{0,3}}((?:{what}){number}){no_count}", re.I)


@cache
def _drawing() -> re.Pattern[str]:
    """A drawing's word where a caption begins, or behind an article."""
    listed = words("graphics")
    sure, perhaps, behind, articles = (
        "|".join(listed[kind]) for kind in ("drawings", "perhaps", "behind", "articles")
    )
    led = rf"(?:(?:{articles})\s(?:[\w-]{{1,20}}\s){{0,{MAX_BEFORE}}}?)?"
    shown = rf"(?:{perhaps})(?=\s?[:：]|\W{{0,3}}\Z|\s(?:{behind})\s)"
    return re.compile(rf"\W{{0,3}}{led}(?:(?:{sure})(?![\w-])|{shown})", re.I)


@cache
def _screens() -> re.Pattern[str]:
    """Anywhere: a program's face."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words('graphics')['screens'])})(?![\w-])", re.I)


@cache
def _programs() -> re.Pattern[str]:
    """Anywhere: a program, what it shows, or what is drawn."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words('graphics')['programs'])})(?!\w)", re.I)


@cache
def _photograph() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words('graphics')['photographs'])})(?!\w)", re.I)
