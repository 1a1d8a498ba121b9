"""Relative clauses that tell somebody's past, and are no scene's."""

from __future__ import annotations

from functools import cache

from provenance import lazy_re as re
from provenance.claims.vocabulary import table

MAX_PAST = 140
"""Characters before a name or date in which such a clause may begin."""


def tells_past(low: str, at: int) -> bool:
    """True behind "who was hurt in a fire", also with ", on 1 December" behind it.

    `low` is the text in lower case.
    """
    start = max(0, at - MAX_PAST)
    if _openings().search(low, start, at) is None:
        return False
    return _past_clause().search(low, start, at) is not None


@cache
def _openings() -> re.Pattern[str]:
    """The first words of such clauses: a quick look, most texts have none."""
    firsts = {re.split(r"[^a-z]", clause)[0] for clause in table("background")["past_clause"]}
    return re.compile(rf"\b(?:{'|'.join(sorted(firsts))})\b")


@cache
def _past_clause() -> re.Pattern[str]:
    """The clause up to what is read; a comma before a day goes on with it."""
    clause = "|".join(table("background")["past_clause"])
    rest = r"[^.;:!?,()]"
    return re.compile(
        rf"\b(?:{clause})\b{rest}{{0,90}}(?:,\s{rest}{{0,20}}\d{rest}{{0,20}}|,\s(?:le|el|il|am|on)\s)?\Z"
    )
