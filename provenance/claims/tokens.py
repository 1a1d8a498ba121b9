"""The words of a text, each with its place in it and its folded key."""

from __future__ import annotations

from collections.abc import Iterator

from provenance import lazy_re as re
from provenance.lexicon.folding import fold
from provenance.values import dataclass

MAX_CHARS = 6_000
"""Characters of a text that are read, at most: a caption has hundreds, a lead and headline
thousands. The slowest texts of this length cost a fifth of a second."""
_WORD = re.compile(
    r"(?P<elided>(?:(?:[dl]|dell|dall|nell|all|sull|un|qu)['’](?=[^\W\d_]{2})"
    r"|(?:^|(?<=[.!?:] )|(?<=[\n«“]))[DL]['’](?=[A-ZÀ-Þ])))"
    r"|[^\W\d_]+(?:[.&][^\W\d_]+)*(?:['’ʼ`][^\W\d_]+)*"
)
"""A word; before it, as a word of its own, the elided "d'" of "d'Angers", not of "D'Amato"."""
_OWNER = re.compile(r"['’ʼ][A-Za-zÀ-ɏ]{1,6}$")
_PLAIN = str.maketrans("’ʼ`", "'''")


@dataclass(frozen=True, slots=True)
class Token:
    """A word and where it stands."""

    text: str
    start: int
    end: int
    key: str
    low: str
    """The word in lower case, accents kept."""
    bare_end: int
    """Where it ends without a possessive or case ending after an apostrophe."""
    capital: bool
    """True for a word with a capital, and in scripts that have none."""

    @property
    def possessive(self) -> bool:
        """True for "Kyiv's"."""
        return self.bare_end < self.end

    @property
    def suffix(self) -> str:
        """What stands behind the apostrophe: "da" in "İstanbul'da"."""
        return self.text[self.bare_end - self.start + 1 :].lower()


def tokenise(text: str) -> tuple[Token, ...]:
    """The words of a text."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _WORD.finditer(text):
        word = match.group()
        owner = None if match["elided"] else _OWNER.search(word)
        bare = match.start() + (owner.start() if owner else len(word))
        low = word.lower().translate(_PLAIN)
        first = word[0]
        capital = first.isupper() or not (first.islower() or first.istitle())
        yield Token(word, match.start(), match.end(), fold(word), low, bare, capital)
