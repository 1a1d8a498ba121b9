"""The credit in a picture's alternative text, often all that is said of it."""

from __future__ import annotations

from provenance import lazy_re as re
from provenance.credits.likeness import CreditScore, credit_likeness, signals_of
from provenance.credits.signs import is_supplier
from provenance.credits.split import split_credit
from provenance.credits.wording import NAMES, VERBS, Wording
from provenance.lexicon import patterns as words
from provenance.lexicon.phrases import Word

MAX_IN_ALT = 60
"""Characters of a credit in an alternative text; what is longer describes the picture."""


def credits_by_form(text: str) -> bool:
    """True for a text that says that it credits, or is a supplier's and others' names.

    What only has such a name in it describes a picture: "Agency video player"."""
    strongest = next(iter(signals_of(text)), None)
    if strongest is None:
        return False
    return strongest.name not in _ONLY_NAMED or _names_agency(text) or _is_made_of_names(text)


_AGENCIES = frozenset({Word.AGENCY, Word.STOCK, Word.LIBRARY})


def _names_agency(text: str) -> bool:
    """True for an agency's name with names and words of credits: "Agency file photo"."""
    wording = Wording(text)
    agency = any(not name.entry.kinds.isdisjoint(_AGENCIES) for name in wording.clear)
    return agency and not wording.plain_words


_DIVIDED = re.compile(r"\s?[,/|()\[\]]\s?|\s[–—-]\s|\s(?:via|for|für|pour|para|per|und|and)\s")
"""What stands between the names of a credit: "Jo Berg, Agency", "Jo Berg (Agency)"."""


def _is_made_of_names(text: str) -> bool:
    """True for a supplier's name, alone or with others: "Jo Berg, Agency"."""
    parts = [part for part in (one.strip(" .") for one in _DIVIDED.split(text)) if part]
    houses = [part for part in parts if is_supplier(part)]
    return bool(houses) and all(part in houses or NAMES.fullmatch(part) for part in parts)


_ONLY_NAMED = frozenset({"supplier, short", "supplier at the edge", "supplier"})
"""Signs of `likeness` that a name anywhere in a text gives."""


def credit_in_alternative(alt: str, caption: str) -> str:
    """The credit that an alternative text is or ends in: "© Jo Berg", "A pier | AFP".

    Empty where it has none, or only repeats what the caption says.
    """
    told, credit = split_credit(alt)
    if not told and not credits_by_form(credit):
        return ""
    if not 0 < len(credit) <= MAX_IN_ALT or credit_likeness(credit) is not CreditScore.CERTAIN:
        return ""
    label = words.lead_label().fullmatch(credit.rstrip(" :")) or credit.endswith(":")
    return "" if label or VERBS.search(credit) or (caption and credit in caption) else credit
