"""Who publishes the page: a paper signs its own pictures with its name alone."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.articles.page.structured_data import Declared

_ARTICLES = frozenset({"the", "der", "die", "das", "le", "la", "el", "il", "de", "het"})
_MAX_WORDS = 5


@dataclass(frozen=True)
class House:
    """The publisher's names, in lower case."""

    names: frozenset[str] = frozenset()
    """As the page's data states them, and the words of its host name."""
    words: frozenset[str] = frozenset()
    """The host name's longer words: "yomiuri" in "The Yomiuri Shimbun"."""

    def is_name(self, text: str) -> bool:
        """True where a whole text is the publisher's name."""
        return _bare(text) in self.names

    def signs(self, text: str) -> bool:
        """True where a text in an element of its own beside a caption is the publisher's name: as
        `is_name`, and also a few capitalised words with one of the host name's among them."""
        if self.is_name(text):
            return True
        words = text.split()
        return (
            len(words) <= _MAX_WORDS
            and all(w[0].isupper() or w.lower() in _ARTICLES for w in words)
            and any(w.lower().strip(".") in self.words for w in words)
        )


def house_of(declared: Declared, base: str | None) -> House:
    """The names that structured data, `og:site_name` and the page's own host give its publisher."""
    host = (base or "").partition("//")[2].partition("/")[0].lower().split(":")[0].split(".")
    labels = [
        part for part in host[:-1] if len(part) > 2 and part not in ("www", "com", "net", "org")
    ]
    stated = [declared.fields[key].text for key in ("publisher", "site") if key in declared.fields]
    names = {_bare(name) for name in (*stated, *labels)} - {""}
    words = {word for label in labels for word in label.split("-") if len(word) > 4}
    return House(frozenset(names), frozenset(words))


def _bare(text: str) -> str:
    words = text.lower().strip(" ©.,:;/|()[]").split()
    return " ".join(words[1:] if words[:1] and words[0] in _ARTICLES and len(words) > 1 else words)
