"""The page's publisher: papers sign their own pictures with their name."""

from __future__ import annotations

from provenance.articles.page.structured_data import StructuredData
from provenance.lexicon.folding import fold
from provenance.values import dataclass

_ARTICLES = frozenset({"the", "der", "die", "das", "le", "la", "el", "il", "de", "het"})
_MAX_WORDS = 5
"""Words of a publisher's name as it stands beside a caption."""
_MIN_LABEL = 2
"""Characters of a host name's part that is no name yet."""
_MIN_WORD = 4
"""Characters of a word that is too common to tell a publisher by."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """The names of a page's publisher, folded."""

    names: frozenset[str] = frozenset()
    """As the page's data states them, and the words of its host name."""
    words: frozenset[str] = frozenset()
    """The host name's longer words: "yomiuri" in "The Yomiuri Shimbun"."""

    def is_name(self, text: str) -> bool:
        """True where a whole text is the publisher's name."""
        return _bare(text) in self.names

    def is_credit(self, text: str) -> bool:
        """True for the publisher's name, or a few words with one of its host's.

        Asked of a text in an element of its own beside a caption.
        """
        if self.is_name(text):
            return True
        words = text.split()
        return (
            len(words) <= _MAX_WORDS
            and all(w[0].isupper() or w.lower() in _ARTICLES for w in words)
            and any(fold(w.strip(".")) in self.words for w in words)
        )


def find_publisher(structured: StructuredData, url: str | None) -> Publisher:
    """The names that the page's data and its host give its publisher."""
    host = (url or "").partition("//")[2].partition("/")[0].lower().split(":")[0].split(".")
    labels = [
        part
        for part in host[:-1]
        if len(part) > _MIN_LABEL and part not in ("www", "com", "net", "org")
    ]
    fields = structured.fields
    stated = [fields[key].text for key in ("publisher", "site") if key in fields]
    names = {_bare(name) for name in (*stated, *labels)} - {""}
    words = {word for label in labels for word in label.split("-") if len(word) > _MIN_WORD}
    return Publisher(frozenset(names), frozenset(words))


def _bare(text: str) -> str:
    words = fold(text.strip(" ©.,:;/|()[]")).strip(" ©.,:;/|()[]").split()
    return " ".join(words[1:] if words[:1] and words[0] in _ARTICLES and len(words) > 1 else words)
