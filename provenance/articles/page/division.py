"""The texts of one picture divided into its caption and its credit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from provenance import lazy_re as re
from provenance.articles.page.text_runs import TextRun
from provenance.credits.labels import without_interface
from provenance.credits.likeness import CreditScore, credit_likeness
from provenance.credits.split import split_credit
from provenance.lexicon import patterns as words
from provenance.values import dataclass

MIN_SPLIT = 30
"""Characters of a credit from which it may begin with a caption's sentence."""
MIN_CAPTION_WORDS = 5
"""Words of a sentence in front of a credit, from which it is a caption."""
MIN_LED_WORDS = 3
"""Words of it where a lead word with a colon begins the credit."""
MIN_SIGNED_WORDS = 2
"""Words in front of a copyright sign, from which they are a caption."""
MIN_BRACKET_WORDS = 3
"""Words of a bracket behind a credit, from which it is a caption."""
MIN_NAME = 5
"""Characters of a credit from which the same words in a bracket are it again."""
MIN_TWICE = 50
"""Characters from which a text may be printed twice, cut and in full."""
_SENTENCE_ENDS = '.!?”"’»…'
_SIGNS = ("©", "ⓒ", "(c)", "(C)")
_DIVIDER_AT_END = re.compile(r"(?:\s[-–—/•·]|\s?[|,;])+$")
_BRACKET_BEHIND = re.compile(r"(.{3,200}?)\s?\(([^()]{10,600})\)\.?")
_GENERIC = frozenset({"photo", "foto", "image", "images", "picture", "credit", "file", "by", "via"})


@dataclass(frozen=True, slots=True)
class Division:
    """A caption and a credit, and the texts that each was made of."""

    caption: str = ""
    credit: str = ""
    captions: tuple[TextRun, ...] = ()
    credits: tuple[TextRun, ...] = ()
    alt: str = ""
    """The picture's alternative text."""
    parts: tuple[str, str] = ("", "")
    """The caption without the credit at its end, and that credit."""


def divide(captions: Iterable[TextRun], credits: Iterable[TextRun], alt: str = "") -> Division:
    """The texts joined into one caption and one credit."""
    captions = tuple(c for c in captions if not words.lead_label().fullmatch(c.text))
    credits = tuple(credits)
    caption = _join_once(captions)
    parts = split_credit(caption) if caption else ("", "")
    joined = Division(caption, _join_once(credits), captions, credits, alt, parts)
    done = next((d for step in _STEPS if (d := step(joined)) is not None), joined)
    return replace(
        done,
        caption=_DIVIDER_AT_END.sub("", done.caption),
        credit=done.credit.lstrip(" |•·–—/,;."),
    )


def _credit_in_caption(one: Division) -> Division | None:
    """No credit stands apart: the one at the caption's end is it."""
    caption, credit = one.parts
    if one.credit or not credit:
        return None
    return replace(one, caption=caption, credit=credit, credits=one.captions)


def _credit_printed_twice(one: Division) -> Division | None:
    """The credit stands apart and at the caption's end: the fuller one is kept.

    So "(Agency/Jane Doe)" is not lost to a bare "Agency"."""
    caption, inline = one.parts
    shared = _words(inline) & _words(one.credit)
    if not shared:
        return None
    fuller = shared == _words(one.credit) and _words(inline) - shared - _GENERIC
    if fuller:
        return replace(one, caption=caption, credit=inline, credits=one.captions)
    return replace(one, caption=caption)


def _credit_behind_caption(one: Division) -> Division | None:
    """The credit stands apart, and behind the caption too: "A pier (Jo Berg)"."""
    head = without_credit(one.caption, one.credit)
    return replace(one, caption=head) if head and head != one.caption else None


def without_credit(caption: str, credit: str) -> str:
    """A caption without the credit that stands in a bracket behind it."""
    credit = credit.strip("() ")
    if len(credit) < MIN_NAME:
        return caption
    rest = caption.removesuffix(f"({credit})").removesuffix(f"[{credit}]")
    return rest.rstrip() if rest != caption else caption


def _credit_begun_in_caption(one: Division) -> Division | None:
    """The credit begins in the caption's text: "… Photo by <a>Jo Berg</a>"."""
    caption, inline = one.parts
    if not inline or not one.credit:
        return None
    if inline.endswith(")") and credit_likeness(one.credit) is CreditScore.CERTAIN:
        return one  # "(Archive)" is the caption's own word beside a credit that is whole
    both = one.captions + one.credits
    return replace(one, caption=caption, credit=f"{inline} {one.credit}", credits=both)


def _lead_word_in_caption(one: Division) -> Division | None:
    """A lead word stands before the credit's element: "Photo <a>@name</a>"."""
    word = words.lead_at_end().search(one.caption) if one.caption and one.credit else None
    if word is None or not word.start():
        return None
    caption = one.caption[: word.start()].rstrip(" |–—-(")
    return replace(one, caption=caption, credit=f"{word.group(0).strip()} {one.credit}")


def _caption_in_credit(one: Division) -> Division | None:
    """What is called a credit is the caption with its credit."""
    if one.caption or not one.credit:
        return None
    caption, credit = split_credit(one.credit)
    if not caption or not credit or not _is_caption(caption, credit, len(one.credit)):
        return None
    return replace(one, caption=caption, credit=credit, captions=one.credits)


def _is_caption(text: str, credit: str, length: int) -> bool:
    """True for a finished sentence, and for what stands in front of a copyright sign."""
    count = len(text.split())
    if credit.startswith(_SIGNS):
        return count >= MIN_SIGNED_WORDS and credit_likeness(text) is CreditScore.NO
    least = MIN_LED_WORDS if words.lead_colon().match(credit) else MIN_CAPTION_WORDS
    return length > MIN_SPLIT and count >= least and text[-1:] in _SENTENCE_ENDS


def _alternative_in_credit(one: Division) -> Division | None:
    """The credit begins with the picture's alternative text: "A pretext - Agency"."""
    if one.caption or not one.alt or not one.credit.startswith(one.alt):
        return None
    rest = one.credit[len(one.alt) :]
    credit = rest.lstrip(" |–—-/,;:.")
    if rest == credit or not credit or credit_likeness(credit) < CreditScore.POSSIBLE:
        return None
    return replace(one, caption=one.alt, credit=credit, captions=one.credits)


def _caption_behind_credit(one: Division) -> Division | None:
    """A caption in brackets behind the credit: "Photo: Agency (The chair)"."""
    found = _BRACKET_BEHIND.fullmatch(one.credit) if not one.caption else None
    if found is None or not words.lead_colon().match(found[1]):
        return None
    told = found[2].split()
    described = len(told) >= MIN_BRACKET_WORDS and any(w.islower() for w in told)
    if not described or credit_likeness(found[2]) >= CreditScore.LIKELY:
        return None
    return replace(one, caption=found[2], credit=found[1], captions=one.credits)


_SIGNED_BEHIND = re.compile(r"(.{2,80}?)\s?\|\s?((?:©|ⓒ|\([cC]\))\s?.{2,80})")


def _place_before_sign(one: Division) -> Division | None:
    """A caption of parts, signed at its end: "The pier | Lund | © 2010 Jo Berg"."""
    caption, credit = one.parts
    found = _SIGNED_BEHIND.fullmatch(credit) if not one.credit and caption else None
    if found is None or "|" in found[1] or not _names_person(found[2]):
        return None
    told = f"{caption} | {found[1]}"
    return replace(one, caption=told, credit=found[2], credits=one.captions)


def _names_person(signed: str) -> bool:
    """True for a sign with a name and no supplier's: then no name stands before it."""
    name = signed.lstrip("©ⓒ()cC ").lstrip("0123456789 ,–-")
    return len(name.split()) > 1 and credit_likeness(name) is CreditScore.POSSIBLE


_STEPS: tuple[Callable[[Division], Division | None], ...] = (
    _place_before_sign,
    _credit_in_caption,
    _credit_printed_twice,
    _credit_behind_caption,
    _credit_begun_in_caption,
    _lead_word_in_caption,
    _caption_in_credit,
    _alternative_in_credit,
    _caption_behind_credit,
)
"""How the texts of one element are told apart; the first that applies decides."""


def _words(text: str) -> set[str]:
    return set("".join(c if c.isalnum() else " " for c in text.lower()).split())


def _join_once(runs: Iterable[TextRun]) -> str:
    return without_interface(_drop_repetition(_join(runs)))


def _drop_repetition(text: str) -> str:
    """A text that a page prints twice, once."""
    again = text.find(text[:25], 25) if len(text) > MIN_TWICE else -1
    if again > 0 and text.startswith(text[again:].rstrip(" .…")):
        return text[:again].strip()
    half = len(text) // 2
    return text[:half].strip() if half > 3 and text[:half].strip() == text[half:].strip() else text


def _join(runs: Iterable[TextRun]) -> str:
    """The texts as one, with a space between two that have none."""
    text = ""
    for run in runs:
        apart = not text or text[-1:].isspace() or run.raw[:1].isspace()
        text += run.raw if apart else f" {run.raw}"
    return " ".join(text.split())
