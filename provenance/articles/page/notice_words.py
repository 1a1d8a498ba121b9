"""How a line begins that credits pictures from elsewhere: "Photos: …"."""

from __future__ import annotations

from functools import lru_cache

from provenance import lazy_re as re
from provenance.lexicon import patterns as words

_AND_TEXT = r"\s(?:and|&|und|et|y|e|og|och)\s(?:texts?|words|story|videos?|texte|texto|testo)"


@lru_cache(maxsize=1)
def notice_opening() -> re.Pattern[str]:
    """What opens a notice; group 1 holds what opens one for the first picture only."""
    lead, every = words.notices("lead"), words.notices("all")
    return re.compile(
        rf"(?:^|(?<=[.;|•·,]\s))[\W_]{{0,3}}(?:({lead})(?:\scredits?)?|(?:{every})(?:{_AND_TEXT})?)"
        r"(?:\s?[:：]\s?|\s(?:by|von|par|di|av|from|via|credit:?)\s)",
        re.I,
    )


def credits_first_picture(text: str) -> bool:
    """True for a line that credits the page's first picture, wherever it stands."""
    found = notice_opening().match(text)
    return found is not None and found.group(1) is not None
