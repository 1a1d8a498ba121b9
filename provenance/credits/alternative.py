"""The credit in a picture's alternative text, often all that is said of it."""

from __future__ import annotations

from provenance.credits.likeness import CreditScore, credit_likeness
from provenance.credits.split import split_credit
from provenance.credits.wording import VERBS
from provenance.lexicon import patterns as words

MAX_IN_ALT = 60
"""Characters of a credit in an alternative text; what is longer describes the picture."""


def credit_in_alternative(alt: str, caption: str) -> str:
    """The credit that an alternative text is or ends in: "© Jo Berg", "A pier | AFP".

    Empty where it has none, or only repeats what the caption says.
    """
    credit = split_credit(alt)[1]
    if not 0 < len(credit) <= MAX_IN_ALT or credit_likeness(credit) is not CreditScore.CERTAIN:
        return ""
    label = words.lead_label().fullmatch(credit.rstrip(" :")) or credit.endswith(":")
    return "" if label or VERBS.search(credit) or (caption and credit in caption) else credit
