"""What the words of one text are.

Names, small words of credits, plain words of sentences.
"""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urlsplit

from provenance import lazy_re as re
from provenance.credits.evidence import particles
from provenance.credits.licenses import FoundLicense, find_licenses
from provenance.lexicon.folding import is_unspaced, words_of
from provenance.lexicon.phrases import Entry, FoundName, Word, load_vocabulary
from provenance.lexicon.suppliers import author_platforms, supplier_at
from provenance.model import CreditFlag

ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'()\[\]|]{3,500}"
    r"|(?<![\w@.-])(?:[\w-]{1,63}\.){1,4}[a-z]{2,10}/[^\s/<>\"'()\[\]|]{1,100}/[^\s<>\"'()\[\]|]{1,400}",
    re.I,
)
"""An address: with its scheme or "www.", else a host and two parts of a path."""
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
_RESERVED_LEAD = (
    r"(?i:(?:photos?|ph|images?|clichés?|visuels?|documents?|illustrations?|archives?)"
    r"(?: d['’]archives?)?|crédits?(?: photos?)?)\.?\s?:?\s?|©\s?"
)
RESERVED = re.compile(
    rf"(?:^|[(\[])(?P<lead>{_RESERVED_LEAD})?(?P<words>D\.\s?R\.?|D\s?R)(?=$|[)\]])"
)
"""What French papers print where nobody is known to own the picture: "Photo DR", "© DR"."""
RESERVED_BEHIND = re.compile(
    rf"(?:(?<=\s)(?:{_RESERVED_LEAD})|(?<=[.!?…»|–—-]\s))(?:D\.\s?R\.?|DR)\.?$"
)
"""The same behind a caption: "… at dawn. DR", "… at dawn photo DR"."""
VERBS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|ist|sind|war|hat|wird|werden|est|sont|es|son|fue|è|sono|sits?|stands?|walks?|speaks?|arrives?|looks?|takes?|attends?|poses?|shows?)\b"
)
_LICENSED = re.compile(
    r"(?<!\w)(?:cc|pd|gfdl|ogl)(?!\w)|creative|licen|lizenz|licenz|domain|domín|gemeinfrei|rights|©|лиценз|ліценз",
    re.I,
)
"""A first look for anything that may name a licence: reading one costs as much as all the rest."""
_BETWEEN = sorted(particles() - {"zum", "zur", "vom", "i", "d", "l"}, key=len, reverse=True)
"""Particles that no sentence's fragment is made of ("Mehr zum Thema")."""
_NAME_WORD = (
    r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯΑ-ΩІЇЄҐ@][\w.'’\-]{0,30}"
    rf"|(?:{'|'.join(_BETWEEN)}|of|the|and|und|&|for|via)(?!\w))"
)
NAMES = re.compile(rf"{_NAME_WORD}(?:,?\s{_NAME_WORD}){{0,7}}\.?,?")
"""A text made of names and the small words between them."""
_PARTS = re.compile(r"[/|,;:()\[\]（）•·]|\s[–—-]\s")
_LETTERS = re.compile(r"[^\W\d_]+")
_SIGNS_A_WORD = 3
"""Signs of a script without spaces that count as one word."""
SMALL = frozenset((
    "by", "via", "from", "of", "the", "and", "und", "et", "y", "e", "de", "del", "di", "da",
    "von", "van", "der", "den", "für", "for", "in", "on", "au", "aux", "le", "la", "les", "el",
    "al", "to", "courtesy", "photo", "photos", "image", "images", "foto", "file", "handout",
    "pic", "pool", "archive", "archiv", "archivo", "archives", "stock",
))  # fmt: skip
"""Words in small letters that credits are made of."""
_SAYING = frozenset({Word.FLAG, Word.HANDOUT, Word.COURTESY, Word.SUPPLIED, Word.PHOTOGRAPHER})
"""The words that say what kind of picture it is, or whose."""
_VIA = frozenset({"via", "vía"})
DISCLOSED = frozenset(
    {
        CreditFlag.FILE,
        CreditFlag.STOCK,
        CreditFlag.COMPOSITE,
        CreditFlag.ILLUSTRATION,
        CreditFlag.AI_GENERATED,
    }
)
"""Flags that say what kind of picture it is: alone they are a remark of the caption's."""


def _says(part: str) -> bool:
    """True where a part of a text begins or ends with such a word, or is one."""
    vocabulary = load_vocabulary()
    words = [m[0].casefold() for m in words_of(part)]
    if not words:
        return False
    phrases = vocabulary.phrases
    whole = phrases.entries.get(tuple(words))
    if whole and whole.kinds & (_SAYING | {Word.STAFF}):
        return True
    edges: list[tuple[int, int, Entry]] = []
    if front := phrases.starting(words, 0, len(words)):
        edges.append((0, *front))
    if back := phrases.ending(words, 0, len(words)):
        edges.append((back[0], len(words), back[1]))
    return not _VIA.isdisjoint(words[1:-1]) or any(
        entry.kinds & _SAYING and " ".join(words[lo:hi]) not in vocabulary.weak
        for lo, hi, entry in edges
    )


def _with_scheme(address: str) -> str:
    return address if "://" in address else f"http://{address}"


def without_addresses(text: str) -> str:
    """`text`, each address a run of underscores of the same length."""
    if not _may_hold_address(text):
        return text
    return ADDRESS.sub(lambda found: "_" * len(found[0]), text)


def printed_length(text: str) -> int:
    """The characters of `text`, an address counted as one."""
    return len(ADDRESS.sub("_", text)) if _may_hold_address(text) else len(text)


def _may_hold_address(text: str) -> bool:
    """A quick look: most texts have neither sign of an address."""
    return "/" in text or "www." in text.lower()


class Wording:
    """One text as credits are judged by it; each thing is looked up once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def bare(self) -> str:
        """The text without mail addresses and addresses."""
        letters = list(self.text)
        for start, end in self._addresses:
            letters[start:end] = " " * (end - start)
        return "".join(letters).strip() if self._addresses else self.text

    @cached_property
    def _addresses(self) -> tuple[tuple[int, int], ...]:
        spans = [m.span() for m in MAIL.finditer(self.text)] if "@" in self.text else []
        if _may_hold_address(self.text):
            spans += [m.span() for m in ADDRESS.finditer(self.text)]
        return tuple(spans)

    @cached_property
    def mail(self) -> bool:
        """True where it holds a mail address."""
        return "@" in self.text and bool(MAIL.search(self.text))

    @cached_property
    def beside(self) -> str:
        """The text without addresses, licences and names of suppliers."""
        letters = list(self.text)
        spans = list(self._addresses)
        spans += [(known.start, known.end) for known in self.suppliers]
        spans += [(known.start, known.end) for known in self.licenses]
        for start, end in spans:
            letters[start:end] = " " * (end - start)
        return "".join(letters)

    @cached_property
    def verb(self) -> bool:
        """True where it has a frequent verb of sentences."""
        return bool(VERBS.search(self.bare))

    @cached_property
    def entry(self) -> Entry | None:
        """What the vocabulary knows of the text as a whole."""
        return load_vocabulary().get(self.text)

    @cached_property
    def suppliers(self) -> tuple[FoundName, ...]:
        """The names of suppliers in it."""
        return tuple(load_vocabulary().names_in(self.text))

    @cached_property
    def clear(self) -> tuple[FoundName, ...]:
        """Those of them that are no everyday words, codes or surnames."""
        return tuple(name for name in self.suppliers if not name.entry.ambiguous)

    @cached_property
    def flagged(self) -> bool:
        """True where a part says whose picture it is, or of what kind."""
        if self.entry and (self.entry.flags <= DISCLOSED or Word.NAMED_TEXT in self.entry.kinds):
            return False
        if self._discloses and self.plain_words:
            return False
        return any(_says(part) for part in _PARTS.split(self.bare) if part.strip())

    @cached_property
    def _discloses(self) -> bool:
        """True for "Archivbild: …": what kind it is, before what the picture shows."""
        kind, colon, _ = self.bare.partition(":")
        entry = load_vocabulary().get(kind) if colon else None
        return entry is not None and bool(entry.flags) and entry.flags <= DISCLOSED

    @cached_property
    def licenses(self) -> tuple[FoundLicense, ...]:
        """The licences that it names."""
        return tuple(find_licenses(self.text)) if _LICENSED.search(self.text) else ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the text as they are looked up, addresses left out."""
        return tuple(m[0].casefold() for m in words_of(self.bare))

    def has(self, *kinds: Word) -> bool:
        """True where a known phrase is one of these kinds."""
        return any(not entry.kinds.isdisjoint(kinds) for entry in self._phrases)

    @cached_property
    def _phrases(self) -> tuple[Entry, ...]:
        phrases, at = load_vocabulary().phrases, 0
        found: list[Entry] = []
        while at < len(self.words):
            match = phrases.starting(self.words, at, len(self.words))
            found += [match[1]] if match else []
            at = match[0] if match else at + 1
        return tuple(found)

    @cached_property
    def address(self) -> bool:
        """True where it holds an address."""
        return len(self._addresses) > self.mail

    @cached_property
    def hosts_authors(self) -> bool:
        """True where it names or links a platform that hosts authors' pictures."""
        named = any(name.entry.platform in author_platforms() for name in self.suppliers)
        if named or not self.address:
            return named
        hosts = (urlsplit(_with_scheme(m[0])).hostname or "" for m in ADDRESS.finditer(self.text))
        rows = (supplier_at(host) for host in hosts)
        return any(row is not None and row.counts_as in author_platforms() for row in rows)

    @cached_property
    def plain_words(self) -> int:
        """Words in lower case that no name or credit is made of.

        Three of them are a sentence.
        """
        rest = self.beside
        return sum(
            word.islower() and len(word) > 1 and word not in SMALL
            for word in _LETTERS.findall(rest)
        )

    def uncased_words(self, but: FoundName) -> int:
        """Words beside one name in scripts without capitals."""
        rest = f"{self.text[: but.start]} {self.text[but.end :]}"
        words = [w for w in _LETTERS.findall(rest) if w.lower() == w.upper()]
        return sum(max(1, len(w) // _SIGNS_A_WORD) if is_unspaced(w[:1]) else 1 for w in words)

    @cached_property
    def named(self) -> bool:
        """True where it is made of names and the small words between them."""
        return bool(NAMES.fullmatch(self.text))
