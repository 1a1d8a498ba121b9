"""What is no name: a title, a sentence, a calling, an alias, a scene."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from provenance import lazy_re as re
from provenance.credits.evidence import particles
from provenance.credits.line import Line, Name
from provenance.credits.names import is_made_of_houses, is_organization
from provenance.lexicon import read_words
from provenance.lexicon.folding import fold, is_far
from provenance.lexicon.phrases import Word

_DASHES = ("-", "–", "—")


def _is_title(name: Name, named: Sequence[Name], line: Line) -> bool:
    """On Wikimedia Commons a dash behind the author divides off the title of the work."""
    return line.commons and name.before in _DASHES and bool(named) and named[-1].person


def _is_prose(name: Name, named: Sequence[Name], line: Line) -> bool:
    """A sentence or a desk's sign, not a name.

    No name has more than nine words, or three and more of which half are small and none an
    organisation's. A word of up to three small letters beside a person is the desk's sign ("Rina
    Wati/foc").
    """
    printed = line.printed(name)
    tokens = printed.split()
    if len(tokens) > _MAX_WORDS:
        return True
    small = sum(t.islower() and t not in particles() and t not in _BETWEEN for t in tokens)
    if len(tokens) >= _FEW_WORDS and 2 * small >= len(tokens) and name.link is not Word.BY:
        house = " ".join(t for t in tokens if not _is_picture(t, line))
        return not is_organization(house, line.words)
    return line.signed and len(printed) <= _DESK_SIGN and printed.isascii() and printed.islower()


def _is_picture(token: str, line: Line) -> bool:
    """True for "photos" in "aerial photos and footage": what is lent."""
    entry = line.words.get(token) if token.islower() else None
    return entry is not None and Word.LEAD in entry.kinds


def _is_word(name: Name, named: Sequence[Name], line: Line) -> bool:
    """ "Photo workshops": an everyday word in small letters, no user's name."""
    printed = line.printed(name)
    plain = printed.isascii() and printed.islower() and not (line.hosts_authors or line.agency)
    return plain and fold(printed) in read_words("everyday_words")


def _is_calling(name: Name, named: Sequence[Name], line: Line) -> bool:
    """ "Mira Holm, étudiante en architecture": what a person does."""
    printed = line.printed(name)
    if name.before != "," or not named or not printed[:1].islower():
        return False
    entry = line.words.get(printed.split()[0])
    return entry is not None and bool(entry.kinds & {Word.ROLE, Word.PHOTOGRAPHER})


def _is_alias(name: Name, named: Sequence[Name], line: Line) -> bool:
    """ "Mira Holm (holmis), Wikimedia Commons": what an author signs up as.

    One with figures or a line is an alias anywhere: "Mira Holm (holm78)".
    """
    closed = name.before == "(" and line.text[name.end : name.end + 1] == ")"
    if not closed or not named or not named[-1].person:
        return False
    printed = line.printed(name)
    alias = _NUMBERED.fullmatch(printed) and not is_made_of_houses(printed, line.words)
    return (
        bool(line.commons or line.licensed or alias)
        and " " not in printed
        and not is_organization(printed.rstrip("0123456789"), line.words)
    )


_NUMBERED = re.compile(r"[a-z][\w.-]*\d|\w*[a-z]_\w+")
"""A user's name with figures or a line, as no house prints its own."""


def _is_scene(name: Name, named: Sequence[Name], line: Line) -> bool:
    """ "渋谷の交差点": what is seen, in a script without spaces."""
    printed = line.printed(name)
    told = is_far(printed) and _OF_WHAT.search(printed) is not None
    return told and not is_organization(printed, line.words)


_OF_WHAT = re.compile(
    "[\u3400-\u9fff\u30a1-\u30ff][\u306e\u3092\u304c\u306b\u3067\u306f](?=[\u3400-\u9fff\u30a1-\u30ff]).{2}"
)
"""A Japanese particle between two words."""
_NO_NAMES: tuple[Callable[[Name, Sequence[Name], Line], bool], ...] = (
    _is_title,
    _is_prose,
    _is_word,
    _is_calling,
    _is_alias,
    _is_scene,
)
"""What a stretch of words is that is no name."""
_BETWEEN = frozenset({"of", "the", "and", "for", "und", "et"})
"""Small words of names of houses."""
_MAX_WORDS = 9
_FEW_WORDS = 3
"""Words of a name at most, and from how many on half of them may not be small."""
_DESK_SIGN = 3
"""Letters of the sign of a desk's member ("Rina Wati/foc")."""


def is_unnamed(name: Name, named: Sequence[Name], line: Line) -> bool:
    """True for words that name nobody, behind the names `named`."""
    return any(says(name, named, line) for says in _NO_NAMES)
