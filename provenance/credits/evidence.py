"""What the words of a name say for and against a person, weighed.

The lists are data (`lexicon/given_names.txt`, `surnames.txt`, `everyday_words.txt`, `towns.txt`);
no list is complete, so that a name none of whose words is in one may be a person's.
"""

from __future__ import annotations

from functools import cache, lru_cache

from provenance import lazy_re as re
from provenance.credits.signals import Group, Signal, weigh
from provenance.lexicon import read_table, read_words
from provenance.lexicon.folding import fold
from provenance.values import dataclass

_INITIAL = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]\.-?){1,3}")
_TWO_INITIALS = re.compile(r"[A-Z][ABCDEGHIJKLMPRSTW]")
_HUMP = re.compile(r"[^\W\d_]*[a-zß-ÿ][A-ZÀ-Þ][^\W\d_]*")
_SURNAME_HUMP = re.compile(
    r"(?:Mc|Mac|De|Del|Di|Da|Du|La|Le|Van|Von|Fitz|Al|El|Ab|San|St)[A-ZÀ-Þ]\w+"
)
"""A capital inside a word: a brand's, or behind what surnames begin with ("McKay", "DeWitt")."""
_TITLES = frozenset({"phd", "md", "dr", "jr", "sr", "ii", "iii", "iv", "msc", "mba"})
_SHORT_CAPITALS = 4
"""Letters of a word in capitals in a name that is not: an acronym's, else a surname's ("Ali
MANSOUR")."""


@cache
def particles() -> frozenset[str]:
    """The small words inside persons' names: de, van, bin."""
    return frozenset(read_table("names")["particles"].split())


@cache
def source_words() -> frozenset[str]:
    """Words that lead to a picture's source, mostly a house."""
    return frozenset(read_table("names")["source_words"].split())


@cache
def archive_words() -> frozenset[str]:
    """Words for an archive, behind which whose it is may be named."""
    return frozenset(read_table("names")["archive_words"])


@dataclass(frozen=True, slots=True)
class Printed:
    """A name of several words as printed, and each word as the lists have it."""

    text: str
    tokens: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Printed:
        """The name, its titles left out."""
        told = text.split()
        tokens = tuple(t for t in told if fold(t.strip(".,")) not in _TITLES) or tuple(told)
        return cls(text, tokens, tuple(fold(t.strip(".,'’\"-")) for t in tokens))

    def is_first_in(self, name: str) -> bool:
        """True where the first word, or half of a double one, is in the list."""
        return bool(self.words) and _is_listed(self.words[0], name)

    def is_last_in(self, name: str) -> bool:
        """True where the last word, or half of a double one, is in the list."""
        return len(self.words) > 1 and _is_listed(self.words[-1], name)


def _is_everyday(token: str) -> bool:
    """True for a word of some thirty languages; "Bär" is no "bar"."""
    return token.strip(_SIGNS).casefold() in read_words("everyday_words")


_SIGNS = ".,'’\"-"


def _is_listed(word: str, name: str) -> bool:
    listed = read_words(name)
    return word in listed or (" " in word and any(part in listed for part in word.split()))


def _ends_with_word(it: Printed) -> bool:
    return len(it.words) > 1 and _is_everyday(it.tokens[-1])


def _may_be_given(it: Printed) -> bool:
    """ "Noble", "Sunny": given names of one or two countries that are English words."""
    return it.is_first_in("given_names") and it.words[0] in read_words("everyday_words")


def _has_initial(it: Printed) -> bool:
    if any(_INITIAL.fullmatch(t) and t[0].isupper() for t in it.tokens[:-1]):
        return True
    pair = len(it.tokens) == 2 and _TWO_INITIALS.fullmatch(it.tokens[0]) is not None
    return pair and it.is_last_in("surnames") and not it.text.isupper()  # "LM Larsen"


def _has_particle(it: Printed) -> bool:
    return any(t in particles() and t.islower() for t in it.tokens[1:-1])


def _has_linking_word(it: Printed) -> bool:
    """ "Randonneurs du Vernay": whose it is, behind a word that nobody is called."""
    inside = any(t in _linking_words() for t in it.tokens[1:-1])
    return inside and not it.is_first_in("given_names") and not it.is_first_in("surnames")


@cache
def _linking_words() -> frozenset[str]:
    return frozenset(read_table("names")["linking_words"].split())


def _begins_with_compound(it: Printed) -> bool:
    """ "Obsthof Kahlenberg": surnames end so as well, but not first words."""
    first = it.words[0]
    return first[_BEFORE_END:].endswith(_house_ends())


_BEFORE_END = 3
"""Letters before the end of a compound, as before an organisation's suffix."""


@cache
def _house_ends() -> tuple[str, ...]:
    return tuple(read_table("names")["house_ends"].split())


def _has_article_inside(it: Printed) -> bool:
    """ "Bund der Gärtner": an article alone; persons have "von der", "van den"."""
    return any(
        token in _INSIDE and it.tokens[at - 1] not in particles()
        for at, token in enumerate(it.tokens[1:-1], 1)
    )


_INSIDE = frozenset({"der", "des", "dem", "the", "für", "of", "and", "und"})


def _has_article(it: Printed) -> bool:
    """ "Le Progrès", "Le Sillage Bleu": an article and a word that nobody is called."""
    if len(it.words) == 1 or it.tokens[0].capitalize() not in _ARTICLES:
        return False
    return len(it.words) == 2 or not is_listed_name(it.words[1])


_ARTICLES = frozenset((
    "Le", "La", "Les", "El", "Los", "Las", "Il", "Lo", "Die", "Der", "Das", "Het", "De", "O", "A",
    "As", "Os", "Den", "Det",
))  # fmt: skip


def _has_acronym(it: Printed) -> bool:
    """True for "CBS Riverton": a short word all in capitals, no initials."""
    if it.text.isupper():
        short = all(1 < len(t) <= _SHORT_CAPITALS and t.isalpha() for t in it.tokens)
        named = it.is_first_in("given_names") or it.is_last_in("surnames")
        return short and not named  # "QRDA TNIP"
    return any(
        1 < len(t) <= _SHORT_CAPITALS and t.isalpha() and t.isupper()
        for t in it.tokens[: -1 if it.is_last_in("surnames") else None]
    )


def _ends_with_country(it: Printed) -> bool:
    return len(it.words) > 1 and it.words[-1] in _countries()


@cache
def _countries() -> frozenset[str]:
    """The names of countries, in their own languages and in English."""
    return frozenset(map(fold, read_table("credit_words")["other"]["place"]))


def _has_hump(it: Printed) -> bool:
    return any(_HUMP.fullmatch(t) and not _SURNAME_HUMP.fullmatch(t) for t in it.tokens)


EVIDENCE: tuple[Group[Printed], ...] = (
    (
        Signal("a given name that is a word", 1, _may_be_given),
        Signal("a given name", 3, lambda it: it.is_first_in("given_names")),
        Signal("ends as a house's word", -3, _begins_with_compound),
        Signal("an everyday word in front", -3, lambda it: _is_everyday(it.tokens[0])),
    ),
    (
        Signal("an article in front", -1, _has_article),
        Signal("a surname", 2, lambda it: it.is_last_in("surnames")),
        Signal("a given name behind", 1, lambda it: it.is_last_in("given_names")),
        Signal("a country behind", -3, _ends_with_country),
        Signal("a town behind", -1, lambda it: it.is_last_in("towns")),
        Signal("an everyday word behind", -3, _ends_with_word),
    ),
    (
        Signal("an initial", 4, _has_initial),
        Signal("an article inside", -3, _has_article_inside),
        Signal("a linking word behind no name", -3, _has_linking_word),
        Signal("a particle", 2, _has_particle),
    ),
    (
        Signal("an acronym inside", -3, _has_acronym),
        Signal("a capital inside a word", -3, _has_hump),
        Signal("small letters", -2, lambda it: it.text.islower()),
    ),
)
"""The signs that a name of several words is a person's, or (below zero) a house's."""


@lru_cache(maxsize=4096)
def bears_name(text: str) -> bool:
    """True where the words do not speak against a person."""
    return weigh(EVIDENCE, Printed.of(text)) >= 0


@lru_cache(maxsize=4096)
def is_surely_named(text: str) -> bool:
    """True where the words speak for a person, not only not against one."""
    return " " in text and weigh(EVIDENCE, Printed.of(text)) > 0


@lru_cache(maxsize=4096)
def is_surely_no_person(text: str) -> bool:
    """True where two signs of the words speak against a person."""
    return weigh(EVIDENCE, Printed.of(text)) <= _TWO_SIGNS


_TWO_SIGNS = -6
"""The weight of two signs that words are a house's; one may be anybody's ("Ghost Tzrovik")."""


def is_given_name(word: str) -> bool:
    """True for a given name of some country."""
    return fold(word) in read_words("given_names")


def is_surname(word: str) -> bool:
    """True for a surname of some country that is no everyday word."""
    return fold(word) in read_words("surnames") and not _is_everyday(word)


def is_listed_name(word: str) -> bool:
    """True for a given name or surname of some country.

    "Alistair" ends like "Northair".
    """
    return is_given_name(word) or fold(word) in read_words("surnames")


_SURNAME_ENDS = re.compile(
    r"[A-ZÀ-ÞŁŚŻŽČŠ][\w]{1,12}(?:itz|witsch|owitz|mann|stein|feld|huber|mayer|meyer|meier|bauer|ski|sky|ska|cki|czyk"
    r"|wicz|vić|vic|ová|enko|yan|ian|sson|sen|stad|quist|oğlu|escu|eanu|poulos|idis|adze|shvili|nen|ez|elli|etti|ucci|ini"
    r"|eiro|inho|ová|ák|vszky|ányi)"
)
"""How surnames of many countries end and hardly another word in capitals does."""


def has_form_of_surname(word: str) -> bool:
    """True for a word that a list of surnames holds, or that ends as surnames do."""
    if fold(word) in read_words("everyday_words"):
        return False
    return fold(word) in read_words("surnames") or _SURNAME_ENDS.fullmatch(word) is not None


@lru_cache(maxsize=4096)
def is_full_name(text: str) -> bool:
    """True for given name and surname, one also a house's word: "Anna Hall"."""
    it = Printed.of(text)
    if len(it.words) != 2:
        return False
    first, last = it.words
    if first in _houses_and_given_names():
        return not it.tokens[0].isupper() and _SURNAME_ENDS.fullmatch(it.tokens[1]) is not None
    named = first in read_words("given_names") and first not in _given_and_places()
    return named and last in _houses_and_surnames()


@cache
def _houses_and_given_names() -> frozenset[str]:
    return frozenset(read_table("names")["houses_and_given_names"].split())


@cache
def _given_and_places() -> frozenset[str]:
    return frozenset(read_table("names")["given_and_places"].split())


@cache
def _houses_and_surnames() -> frozenset[str]:
    return frozenset(read_table("names")["houses_and_surnames"].split())
