"""The signs that a text is a picture's, and that it is the credit."""

from __future__ import annotations

from itertools import islice

from provenance import lazy_re as re
from provenance.articles.page.dom import Node
from provenance.articles.page.main_content import MIN_PARAGRAPH
from provenance.articles.page.near_text import NearText
from provenance.articles.page.photo_hosts import leads_to_supplier
from provenance.articles.page.text_runs import HEADINGS, TextRun, hint_of, names_itself
from provenance.credits.labels import is_byline
from provenance.credits.likeness import MAX_CREDIT, CreditScore, credit_likeness
from provenance.credits.split import split_credit
from provenance.credits.wording import VERBS
from provenance.lexicon import patterns as words
from provenance.model.signals import Signal, SignalTable

SHORT_CREDIT = 80
"""Characters to which an element called credit is believed whatever it says."""
MAX_MARKED_CREDIT = 300
"""Characters of a text in an element called credit; attribution lines of Wikimedia Commons with
their address have up to 250."""
MAX_COLUMN_LEVELS = 3
"""Elements between a text and the column that a block sets beside its picture."""
CAPITALS = 0.5
"""The share of a text's letters from which capitals set it apart: in 630 labelled pages credits in
capitals have 1, lines of a script without capitals at most 0.08."""
SHORTER = 0.8
"""The share of the longest text's length below which a bare name beside it is a credit."""


def _heading_before(one: NearText) -> bool:
    """A heading stands between the box's beginning and the text: both are an item's."""
    return any(
        n.tag in HEADINGS and n.order < one.owner.order for n in one.container.walk() if n.size
    )


def _unmarked(one: NearText) -> bool:
    return not (one.in_figure or one.hint or one.likeness >= CreditScore.LIKELY)


def _outside_figure(one: NearText) -> bool:
    """A finished sentence beside the `<figure>` that the picture has, not in it."""
    figure = one.image.figure
    runs = one.sentences and len(one.text) >= MIN_PARAGRAPH
    return figure is not None and not figure.contains(one.owner) and bool(runs)


_PICTURES_BY = re.compile(
    r"(?<![a-z])(?:photos?|foto|image|img|bild|picture|pic)[-_]{0,2}"
    r"(?:credits?|authors?|autor|by|copyright|source)(?![a-z])"
)
"""What pages call the line that says who made a picture."""


def _signs_picture(one: NearText) -> bool:
    """True where "by Jo Berg" is of the picture: in its figure, or called its credit."""
    inside = one.in_figure and one.container.contains(one.owner)
    return inside or bool(_PICTURES_BY.search(one.owner.names))


def _beside_date(one: NearText) -> bool:
    """It stands with a date, as a byline does, and nothing calls it a caption."""
    return not one.in_figure and one.hint != "caption" and one.beside_date


def _beside_credit(one: NearText) -> bool:
    """It ends in a credit, or one stands with it that is no byline."""
    return bool(split_credit(one.text)[1]) or any(
        credit_likeness(run.text) >= CreditScore.LIKELY
        or (one.group.hint(run) == "credit" and not is_byline(run.text))
        for run in one.group
        if run is not one.run
    )


def _in_column(one: NearText) -> bool:
    """It stands in the column of text that a block sets beside its picture."""
    column = words.names("text_column")
    near = [one.owner, *islice(one.owner.ancestors(), MAX_COLUMN_LEVELS)]
    return any(n.attrs and column.search(n.names) for n in near if n.order > one.container.order)


def _another_is_caption(one: NearText) -> bool:
    """Another text is called a caption, and this one is called nothing."""
    return not one.hint and any(
        one.group.hint(run) == "caption"
        for run in one.group
        if run is not one.run and not run.owner.contains(one.owner)
    )


_PRODUCT = re.compile(
    r"(?<![a-z])(?:product|spec(?:ification)?|pros|cons|price|rating|verdict|deal|offer)s?(?![a-z])"
)
"""What shops and tests call the parts of a card for one product."""
_DESCRIPTION = re.compile(r"(?<![a-z])product[-_]{0,2}(?:card[-_]{0,2})?desc")
MAX_CALLED = 2
"""Texts of one picture that are called captions; more are labels of a table."""


def _of_product(one: NearText) -> float:
    """How surely it is a part of a product's card; its description most of all."""
    if one.in_figure:
        return 0.0
    near = [one.owner, *islice(one.owner.ancestors(), 3)]
    named = [n.names for n in near if n.attrs and n.order > one.container.order]
    if not any(_PRODUCT.search(names) for names in named):
        return 0.0
    return 1.5 if any(_DESCRIPTION.search(names) for names in named) else 1.0


def _one_of_many(one: NearText) -> bool:
    """One of several texts of a box that are each called a caption: labels."""
    if one.hint != "caption" or one.in_figure:
        return False
    called = {run.owner.order for run in one.group if hint_of(run.owner, run.owner) == "caption"}
    return len(called) > MAX_CALLED


def _only_described(one: NearText) -> bool:
    """Sentences under a heading, called a description, but of no picture."""
    if one.in_figure or not one.sentences or one.hint != "caption":
        return False
    card = one.container.parent
    if card is None or card.contains(one.page.main.column) or card.size > MAX_ITEM:
        card = one.container
    if not any(n.tag in HEADINGS and n.size for n in card.walk()):
        return False
    named = [n.names for n in [one.owner, *islice(one.owner.ancestors(), 2)] if n.attrs]
    told = " ".join(names for names in named if words.names("caption").search(names))
    return not words.names("caption").search(_DESCRIBED.sub("", told))


MAX_ITEM = 1_500
"""Characters of an item of a list with its title and its description."""
_DESCRIBED = re.compile(r"(?<!img-)(?<!image-)(?<!photo-)(?<!picture-)(?<!figure-)descr(?:iption)?")


BELONGS: SignalTable[NearText] = SignalTable(
    (
        Signal("in-figure", 8.0, lambda one: one.in_figure),
        Signal("called-caption", 4.0, lambda one: one.hint == "caption"),
        Signal("called-credit", 2.0, lambda one: one.hint == "credit"),
        Signal("credit-form", 3.5, lambda one: one.likeness >= CreditScore.LIKELY),
        Signal("behind-picture", 1.0, lambda one: not one.before),
        Signal("before-picture", -3.0, lambda one: one.before),
        Signal("before-in-byline", -4.0, lambda one: one.before and one.in_byline),
        Signal("byline", -8.0, lambda one: one.byline and not _signs_picture(one)),
        Signal("beside-date", -6.0, _beside_date),
        Signal(
            "beside-credit",
            4.0,
            lambda one: _unmarked(one) and not one.image.background and _beside_credit(one),
        ),
        Signal("alternative-text", 4.0, lambda one: _unmarked(one) and one.is_alternative),
        Signal("outside-figure", -3.0, lambda one: _unmarked(one) and _outside_figure(one)),
        Signal("over-background", -4.0, lambda one: _unmarked(one) and one.image.background),
        Signal("date-alone", -12.0, lambda one: one.is_date),
        Signal("prose", -3.0, lambda one: _unmarked(one) and one.prose),
        Signal("text-of-paragraph", -3.0, lambda one: _unmarked(one) and one.goes_on_for_long),
        Signal("standfirst", -4.0, lambda one: _unmarked(one) and one.standfirst),
        Signal("heading-before", -2.0, lambda one: _unmarked(one) and _heading_before(one)),
        Signal("another-is-caption", -6.0, lambda one: _unmarked(one) and _another_is_caption(one)),
        Signal("text-column", -4.0, lambda one: _unmarked(one) and _in_column(one)),
        Signal("headline", -4.0, lambda one: _unmarked(one) and one.repeats_headline),
        Signal("few-letters", -14.0, lambda one: not one.lettered),
        Signal("file-name", -14.0, lambda one: one.is_file),
        Signal("link-in-list", -6.0, lambda one: _unmarked(one) and one.is_link_in_list),
        Signal("of-product", -4.0, _of_product),
        Signal("only-described", -5.0, _only_described),
        Signal("one-of-many", -8.0, _one_of_many),
        Signal("tag", -12.0, lambda one: one.is_tag),
        Signal("says-advert", -12.0, lambda one: one.says_advert),
        Signal("introduces", -4.0, lambda one: not one.in_figure and one.introduces),
        Signal("runs-on", -12.0, lambda one: one.runs_on),
    )
)
"""What speaks for a text's belonging to the picture; above zero it does."""


def _longest(one: NearText) -> int:
    return max(len(run.text) for run in one.group)


def _alone(one: NearText) -> bool:
    return len(one.group) == 1


def _in_capitals(one: NearText) -> bool:
    """The last text, in capitals behind one in small letters."""
    at = one.at
    last = at == len(one.group) - 1 and at > 0
    return last and _is_capital(one.text) and not _is_capital(one.group[at - 1].text)


def _is_capital(text: str) -> bool:
    """True where most letters are capitals: "TV" in a Korean line makes it none."""
    return text.isupper() and sum(c.isupper() for c in text) > CAPITALS * sum(
        map(str.isalpha, text)
    )


def _bare_name_behind(one: NearText) -> bool:
    """A bare name in an element of its own, after a longer text."""
    at = one.at
    if (
        one.likeness is not CreditScore.POSSIBLE
        or at == 0
        or len(one.text) >= SHORTER * _longest(one)
    ):
        return False
    before = one.group[at - 1]
    other = before.owner
    if one.owner is other or _is_whole_credit(before, one.container):
        return False
    return not (one.hint == "caption" and names_itself(one.owner, other))


def _is_whole_credit(run: TextRun, container: Node) -> bool:
    """True for a credit by name and form: what stands behind it is of something else."""
    called = hint_of(run.owner, container) == "credit"
    return called and credit_likeness(run.text) is CreditScore.CERTAIN


def _called_credit(one: NearText) -> bool:
    """Called a credit, and no sentence for all that its length and its words show."""
    if one.hint != "credit":
        return False
    if one.likeness > 0 or len(one.text) <= SHORT_CREDIT:
        return True
    return not VERBS.search(one.text) and _names_somebody(one.text)


def _names_somebody(text: str) -> bool:
    """True where a word behind the first has a capital, or the script has none."""
    return text.lower() == text.upper() or any(word[:1].isupper() for word in text.split()[1:])


def _links_to_photo(one: NearText) -> bool:
    """A few words with a link to a photographer or a picture on a platform."""
    if len(one.text) > SHORT_CREDIT or VERBS.search(one.text):
        return False
    return any(
        n.tag == "a"
        and n.text
        and (n.text in one.text or one.text in n.text)
        and leads_to_supplier(n.get("href"))
        for n in [*islice(one.owner.ancestors(), 2), *islice(one.owner.walk(), 12)]
    )


def _bare_name_in_small(one: NearText) -> bool:
    """A bare name alone, set small in the picture's figure: a studio, a brand."""
    if one.likeness is not CreditScore.POSSIBLE or not one.in_figure or not _alone(one):
        return False
    near = [one.owner, *islice(one.owner.ancestors(), 2)]
    return any(n.tag in ("small", "cite") and n.size == one.owner.size for n in near)


def _named_in_headline(one: NearText) -> bool:
    """A bare name that the headline names: it says whom the picture shows."""
    heading = one.page.main.heading
    if heading is None or one.likeness is not CreditScore.POSSIBLE or " " not in one.text:
        return False
    return one.text.lower() in heading.text.lower()


def _caption_beside_credit(one: NearText) -> bool:
    """Called a caption in an element of its own, beside one that is called the credit."""
    if one.hint != "caption" or one.likeness is CreditScore.CERTAIN:
        return False
    return any(
        one.group.hint(run) == "credit" and names_itself(one.owner, run.owner)
        for run in one.group
        if run is not one.run
    )


def _too_long(one: NearText) -> bool:
    return len(one.text) > (MAX_MARKED_CREDIT if _called_credit(one) else MAX_CREDIT)


CREDIT: SignalTable[NearText] = SignalTable(
    (
        Signal("publisher", 4.0, lambda one: one.page.publisher.is_name(one.text)),
        Signal(
            "publisher-apart",
            4.0,
            lambda one: not _alone(one) and one.page.publisher.is_credit(one.text),
        ),
        Signal("behind-label", 4.0, lambda one: one.behind_label),
        Signal("called-credit", 3.0, _called_credit),
        Signal("certain-form", 3.0, lambda one: one.likeness is CreditScore.CERTAIN),
        Signal(
            "likely-form",
            2.0,
            lambda one: (
                one.likeness is CreditScore.LIKELY
                and not _alone(one)
                and len(one.text) < _longest(one)
            ),
        ),
        Signal("bare-name-in-small", 2.0, _bare_name_in_small),
        Signal("links-to-photo", 4.0, _links_to_photo),
        Signal("caption-beside-credit", -3.0, _caption_beside_credit),
        Signal("named-in-headline", -3.0, _named_in_headline),
        Signal("in-capitals", 2.0, _in_capitals),
        Signal("bare-name-behind", 2.0, _bare_name_behind),
        Signal("too-long", -3.5, _too_long),
        Signal("date", -5.0, lambda one: one.begins_with_date),
    ),
    bias=-1.0,
)
"""What speaks for a text's being the credit; above zero it is, else it is of the caption."""
