"""A text near a picture, with what its element and its form say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from provenance import lazy_re as re
from provenance.articles.page.dom import Node
from provenance.articles.page.images import PageImage
from provenance.articles.page.page import Page
from provenance.articles.page.text_runs import TextRun, hint_of, in_paid_link
from provenance.credits.labels import is_byline
from provenance.credits.likeness import CreditScore, credit_likeness
from provenance.credits.split import split_credit
from provenance.credits.wording import VERBS
from provenance.lexicon import patterns as words

_BYLINE_NAMES = ("byline", "author", "autor", "time", "date")
_STANDFIRST = re.compile(
    r"(?<![a-z])(?:intro|teaser|lead|standfirst|summary|dek|excerpt|vorspann|chapeau|entradilla|"
    r"sommario|ingress|introduction|abstract)(?![a-z])"
)
"""What pages call the sentences between headline and text."""
_SENTENCE = re.compile(r"[.!?…。！？][”\"’»)]?(?:\s|$)")
_DATE = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}:\d{2}|"
    r"(?:\d{1,2}\.?\s(?:de\s)?)?\b[^\W\d_]{3,9}\b\.?\s(?:\d{1,2},?\s|del?\s)?\b(?:19|20)\d\d\b"
)
_DIGIT = re.compile(r"\d")
"""Every date has one, most texts have none, and a date is long in not being found."""
_MAX_BYLINE = 80
"""Characters of a line with a story's date and how long it takes to read."""
_MAX_DATE = 30
"""Characters of a date with its time."""
_UPDATED = re.compile(
    r"(?:(?:last |zuletzt |dernière |última )?(?:updated|published|posted|modified|geändert|"
    r"aktualisiert|veröffentlicht|erstellt|publié|mise? à jour|publicado|actualizad[oa]|atualizado|"
    r"aggiornato|pubblicato|bijgewerkt|gepubliceerd|uppdaterad|publicerad)|stand)"
    r"(?: on| am| vom| le| el| em| il| op| den)?\W{0,3}",
    re.I,
)
"""What stands before the date of a story."""
_FILE = re.compile(r"\S{4,200}\.(?:jpe?g|png|webp|gif|tiff?|avif|heic|jxl)", re.I)
_TAGS = frozenset({"tag", "category"})
_SECTION = "articleSection"
_MIN_LETTERS = 2
"""Letters of the shortest caption; one is a button's."""
REPEATED = 0.8
"""The share of a text's words that the headline has, from which it is the headline again."""
LONG_IN_PARAGRAPH = 180
"""Characters from which what a paragraph says beside a picture in it is the story's text."""
MAX_TAGS = 40
"""Elements of a line of tags."""
MOSTLY = 0.8
"""The share of a text from which its links are all of it."""
MIN_LINKS = 3
"""Links beside each other from which they are a list."""
MIN_WORDS = 4
"""Words from which a text is a headline again, not a name in it."""
PROSE = 120
"""Characters from which two sentences are prose. Of 704 labelled captions a third are longer, but
those stand in a box of their own."""


class TextGroup:
    """All texts near one picture in order, and what their elements' names say."""

    def __init__(self, container: Node, runs: Iterable[TextRun]) -> None:
        self.container, self.runs = container, tuple(runs)
        self._hints: dict[int, str] = {}
        """By the number of a text's object: each is asked about by all others."""

    def __iter__(self) -> Iterator[TextRun]:
        return iter(self.runs)

    def __len__(self) -> int:
        return len(self.runs)

    def __getitem__(self, at: int) -> TextRun:
        return self.runs[at]

    def hint(self, run: TextRun) -> str:
        """What the nearest telling name says of a text: "credit", "caption" or nothing."""
        said = self._hints.get(id(run))
        if said is None:
            said = self._hints[id(run)] = hint_of(run.owner, self.container)
        return said

    @cached_property
    def dated(self) -> bool:
        """True where one of the texts is a date."""
        return any(is_date_line(run.text) for run in self.runs)


@dataclass(frozen=True, eq=False)
class NearText:
    """One text, the picture it stands near, and the texts beside it."""

    page: Page
    image: PageImage
    container: Node
    """The picture's box."""
    run: TextRun
    group: TextGroup
    """All texts near the picture, in order; this is one of them."""

    @property
    def text(self) -> str:
        """The text itself."""
        return self.run.text

    @property
    def owner(self) -> Node:
        """The element that holds it."""
        return self.run.owner

    @property
    def at(self) -> int:
        """Its place among the texts."""
        return next(i for i, run in enumerate(self.group) if run is self.run)

    @cached_property
    def hint(self) -> str:
        """What the nearest telling name says: "credit", "caption" or nothing."""
        return self.group.hint(self.run)

    @cached_property
    def likeness(self) -> CreditScore:
        """How much it looks like a credit by its form."""
        return credit_likeness(self.text)

    @cached_property
    def in_figure(self) -> bool:
        """True in the picture's figure, or in a caption's element."""
        return self.container.tag == "figure" or any(
            a.tag in ("figure", "figcaption") for a in self._inside()
        )

    def _inside(self) -> Iterator[Node]:
        """Its element and those around it that stand in the picture's box or behind it."""
        for node in [self.owner, *self.owner.ancestors()]:
            if node.order < self.container.order:
                return
            yield node

    @cached_property
    def before(self) -> bool:
        """True where it stands before the picture."""
        return self.owner.order < self.image.node.order and self.owner is not self.container

    @cached_property
    def byline(self) -> bool:
        """True for who wrote the story."""
        if is_byline(self.text):
            return True
        dated = _DATE.search(self.text) if _DIGIT.search(self.text) else None
        undated = self.text[: dated.start()].rstrip(" -–—|·,") if dated else ""
        return bool(undated) and is_byline(undated)

    @cached_property
    def in_byline(self) -> bool:
        """True in an element that is called a byline or a date."""
        return any(w in self.owner.names for w in _BYLINE_NAMES)

    @cached_property
    def standfirst(self) -> bool:
        """True in an element that is called the story's introduction."""
        near = [self.owner, *islice(self.owner.ancestors(), 2)]
        return any(
            _STANDFIRST.search(n.names) for n in near if n.order > self.container.order and n.attrs
        )

    @cached_property
    def paid(self) -> bool:
        """True in an advertiser's link."""
        return in_paid_link(self.owner, self.image)

    @cached_property
    def sentences(self) -> int:
        """How many sentences it ends."""
        return len(_SENTENCE.findall(self.text))

    @cached_property
    def prose(self) -> bool:
        """True for a paragraph of several sentences, or one long one with a verb."""
        long = len(self.text) > PROSE
        return long and (self.sentences > 1 or bool(VERBS.search(self.text)))

    @cached_property
    def is_date(self) -> bool:
        """True for a date and hardly more: when a video was shown."""
        return self._dates(self.text)

    def _dates(self, text: str) -> bool:
        """True for a date, also with the publisher behind it: "30/10/23 | The Kestrel"."""
        return is_date_line(text) or self._is_dated_name(text)

    def _is_dated_name(self, text: str) -> bool:
        """True for a date and the publisher's name."""
        found = _DATE.match(text)
        rest = text[found.end() :].strip(" |·•–—-,") if found else ""
        return bool(rest) and self.page.publisher.is_credit(rest)

    @cached_property
    def begins_with_date(self) -> bool:
        """True for "26.10.2025 | 2:43 min": when a video was shown, and its length."""
        return bool(_DATE.match(self.text))

    @cached_property
    def lettered(self) -> bool:
        """True where it has letters enough to be read."""
        return sum(c.isalnum() for c in self.text) >= _MIN_LETTERS

    @cached_property
    def is_file(self) -> bool:
        """True for the name of the picture's file."""
        return bool(_FILE.fullmatch(self.text))

    @cached_property
    def introduces(self) -> bool:
        """True for a line that ends in a colon: it announces what follows."""
        return self.text.endswith((":", "："))

    @cached_property
    def is_tag(self) -> bool:
        """True for the name of the story's section, which leads to its other stories."""
        near = [*islice(self.owner.ancestors(), 2), *islice(self.owner.walk(), MAX_TAGS)]
        if any(n.size == self.owner.size and n.get("itemprop") == _SECTION for n in near):
            return True
        tagged = [n for n in near if n.tag == "a" and not _TAGS.isdisjoint(n.get("rel").split())]
        return sum(n.size for n in tagged) >= MOSTLY * self.owner.size > 0

    @cached_property
    def is_link_in_list(self) -> bool:
        """True for one of several links beside each other: a menu, a table of contents."""
        return self._is_link(self.run) and sum(map(self._is_link, self.group)) >= MIN_LINKS

    def _is_link(self, run: TextRun) -> bool:
        near = [run.owner, *islice(run.owner.walk(), 1, 4), *islice(run.owner.ancestors(), 2)]
        return any(
            n.tag == "a" and n.get("href") and n.size >= MOSTLY * len(run.text)
            for n in near
            if n.order > self.container.order
        )

    @cached_property
    def says_advert(self) -> bool:
        """True for a line whose first word, in capitals, says that it is paid for."""
        first = self.text.partition(" ")[0].strip("*:!-–—.,()[]")
        return first.isupper() and first.lower() in words.advert_labels() and len(first) > 2

    @cached_property
    def beside_date(self) -> bool:
        """True for a date alone, and for the texts beside it: a byline."""
        return self.group.dated or any(self._is_dated_name(run.text) for run in self.group)

    @cached_property
    def repeats_headline(self) -> bool:
        """True where nearly all of its words are the headline's."""
        heading = self.page.main.heading
        said = set(self.text.lower().split())
        known = set(heading.text.lower().split()) if heading is not None else set()
        return len(said) >= MIN_WORDS and len(said & known) >= REPEATED * len(said)

    @cached_property
    def is_alternative(self) -> bool:
        """True where it repeats the picture's alternative text."""
        alt = self.image.alt.strip(" .").lower()
        return bool(alt) and self.text.strip(" .").lower() == alt

    @cached_property
    def says_credit(self) -> bool:
        """True where it is a credit or ends in one."""
        return (
            self.hint == "credit"
            or self.likeness >= CreditScore.LIKELY
            or bool(split_credit(self.text)[1])
        )

    @cached_property
    def runs_on(self) -> bool:
        """True for a paragraph's text right behind the picture in it: the story's own.

        It goes on without so much as a line break, beside a picture that floats."""
        paragraph = self.owner
        if paragraph.tag != "p" or not paragraph.contains(self.image.node):
            return False
        if words.names("caption").search(paragraph.names):
            return False
        apart = any(
            n.tag == "br" or (n.size and n is not paragraph and n.size == paragraph.size)
            for n in paragraph.walk()
        )
        return not apart and len(self.text) > 80 and not split_credit(self.text)[1]

    @cached_property
    def goes_on_for_long(self) -> bool:
        """True for more in a paragraph with a picture than a caption says behind a break."""
        paragraph = self.owner
        long = len(self.text) > LONG_IN_PARAGRAPH and not split_credit(self.text)[1]
        return long and paragraph.tag == "p" and paragraph.contains(self.image.node)

    @cached_property
    def behind_label(self) -> bool:
        """True behind a text that only announces it: "Credit..."."""
        at = self.at
        return at > 0 and bool(words.lead_label().fullmatch(self.group[at - 1].text))


_READING_TIME = re.compile(
    r"\b\d{1,3}[\s-]{0,2}(?:min(?:ute)?s?|minuten|minutos|minuti|minuter|minutter)\b\.?\s?"
    r"(?:read|lesezeit|lesedauer|de lecture|de lectura|de leitura|di lettura|leestijd|läsning)|"
    r"(?:lesezeit|lesedauer|reading time|temps de lecture|tiempo de lectura|tempo de leitura|"
    r"tempo di lettura|leestijd|lästid)\W{0,3}\d",
    re.I,
)
"""How long a story takes to read: said beside its date."""


def is_date_line(text: str) -> bool:
    """True for a text that is a date and hardly more, or says how long reading takes."""
    if len(text) > _MAX_BYLINE:
        return False
    return _is_date_line(text)


@lru_cache(maxsize=1_024)
def _is_date_line(text: str) -> bool:
    """What `is_date_line` says of a short text; a page asks for each several times."""
    if _READING_TIME.search(text):
        return True
    if opening := _UPDATED.match(text):
        text = text[opening.end() :]
    return len(text) <= _MAX_DATE and sum(len(d) for d in _DATE.findall(text)) >= len(text) / 2
