"""The pieces of a credit line put together.

Who made it, through whose hands it went, what else is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from provenance import lazy_re as re
from provenance.credits.attribution import attribute
from provenance.credits.forms import Forms, read_forms
from provenance.credits.grammar import pieces_of
from provenance.credits.hands import Hands, PrintedName, distributor_of, is_editorial, kind_of
from provenance.credits.line import Name
from provenance.credits.names import (
    is_acronym,
    is_organization,
)
from provenance.credits.reading import LENDING, Reading
from provenance.credits.surname_first import is_surname_first
from provenance.lexicon.folding import letters_of, normalise
from provenance.lexicon.phrases import Vocabulary, Word, load_vocabulary
from provenance.lexicon.suppliers import free_stock
from provenance.model import Credit, CreditFlag, Link

MAX_CHARS = 5_000
"""A line is read up to here; what follows is no credit."""

_ROYALTY_FREE = (" RF", "-RF")
"""What an agency's collection of stock pictures is called: "Design Pics RF"."""
_JUNIOR = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|md)\.?", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:(?:Dr|Prof|Mag|Mr|Mrs|Ms|Mme|Herr|Frau|Signora?|Sra?)\b\.? ){1,3}(?=[^\W\d_])"
)
"""What nobody signs with, in front of a name."""
_LOOSE = re.compile(r"^_+(?!\w)|(?<!\w)_+$")
"""Underscores that are no part of a user's name."""
_MAX_NAME = 200
"""Characters of a name that still goes on behind a comma."""
_LOOKED_BACK = 20
"""Names compared with a further one; a line that names more is no credit."""
_SHORT = 6
"""Letters of a name that is another one as soon as one of them differs."""
_SLIP = 2
"""Letters by which a name printed twice may differ."""


def parse_credit(
    line: str, *, links: Sequence[Link] = (), vocabulary: Vocabulary | None = None
) -> Credit:
    """A credit line, taken apart.

    `links` are the links that stand in it: they are kept, and one to a licence's deed completes or
    names the licence. Never raises; what is not understood is in `remainder`. Creators,
    organisations and handles are substrings of `normalise(line)`; only a name printed surname
    first ("Holm, Mira") is turned round. The distributor is the party
    after "via", else the agency or library printed last ("AFP/Getty": AFP made it, Getty sells
    it), else who supplied it. At most 5,000 characters are read.
    """
    words = vocabulary or load_vocabulary()
    text = _once(normalise(line[:MAX_CHARS])[:MAX_CHARS].rstrip())
    forms = read_forms(text, links, words)
    reading = Reading(text, words, remainder=list(forms.remainder))
    reading.platforms = [(at, id_, "") for at, id_ in forms.platforms]
    reading.licensed = _is_licensed(forms)
    pieces = pieces_of(forms.masked, words, licensed=reading.licensed)
    reading.pieces = pieces
    for piece, following in zip_longest(pieces, pieces[1:]):
        reading.take(piece, following)
    reading.names = _join_names(reading)
    return _credit(line, reading, forms)


def _once(text: str) -> str:
    """A line that is printed several times, as beside a gallery, once."""
    words = text.split(" ")
    for times in range(2, _MAX_TIMES + 1):
        part = len(words) // times
        if part >= _FEW_WORDS and words[:part] * times == words:
            return " ".join(words[:part])
    return text


_MAX_TIMES = 6
_FEW_WORDS = 2
"""How often a line may be printed, and the words of one that is; "Duran Duran" is a name."""


def _credit(line: str, reading: Reading, forms: Forms) -> Credit:
    """The credit that the reading and the forms of a line are."""
    reading.flags |= {CreditFlag.SOCIAL_MEDIA} if forms.handles else set()
    reading.flags |= {CreditFlag.COPYRIGHT} if forms.copyright else set()
    platforms = frozenset(id_ for _, id_, _ in reading.platforms)
    reading.free = not platforms.isdisjoint(free_stock())
    if reading.free:
        reading.flags.add(CreditFlag.STOCK)
    reading.names, left = attribute(
        reading.names,
        reading.text,
        platforms,
        reading.vocabulary,
        licensed=reading.licensed,
    )
    reading.remainder += left
    creators, organizations = _names(reading)
    platform = _platform(reading)
    printed = [PrintedName(name, _trim(reading.printed(name))) for name in reading.names]
    if is_editorial(printed, [text for _, text in reading.remainder]):
        reading.flags.discard(CreditFlag.STOCK)
    if any(it.printed.endswith(_ROYALTY_FREE) for it in printed):
        reading.flags.add(CreditFlag.STOCK)
    distributor = distributor_of(printed)
    hands = Hands(
        printed, frozenset(reading.flags), platform, distributor, reading.staff, bool(creators),
        reading.vocabulary,
    )  # fmt: skip
    return Credit(
        raw=line,
        creators=creators,
        organizations=organizations,
        distributor=distributor,
        platform=platform,
        license=forms.license,
        handles=forms.handles,
        flags=tuple(f for f in CreditFlag if f in reading.flags),
        links=forms.links,
        remainder=" ".join(words for _, words in sorted(reading.remainder)) or None,
        kind=kind_of(hands),
    )


def _is_licensed(forms: Forms) -> bool:
    """True for a line with a Creative Commons licence: its author grants it."""
    return forms.license is not None and forms.license.family.startswith("cc")


def _join_names(reading: Reading) -> list[Name]:
    """The names, with what is one in spite of its comma or bracket joined.

    "Lee Ray, Jr.".
    """
    out: list[Name] = []
    for name in reading.names:
        end = _end_of_one(out[-1], name, reading) if out else 0
        if end:
            out[-1].end = end
        else:
            out.append(name)
    return out


def _end_of_one(last: Name, name: Name, reading: Reading) -> int:
    """Where the one name ends that `last` and `name` are; 0 where they are two."""
    printed, before = reading.printed(name), reading.printed(last)
    words = reading.vocabulary
    if name.before == "," and printed.casefold().strip(".") in words.legal_forms:
        return name.end  # a supplier's too: "Keystone, Inc."
    if name.kind is not None or last.kind is not None or last.end - last.start >= _MAX_NAME:
        return 0
    if name.before == "," and (_JUNIOR.fullmatch(printed) or _is_subunit(printed, words)):
        return name.end
    if is_surname_first(before, printed, last, name, reading.text, words):
        last.comma = name.start
        return name.end
    quoted = name.before in ("«", "„", "“") and is_acronym(before) and last.before != name.before
    if quoted and reading.text[name.end : name.end + 1] in ("»", "“", "”"):
        return name.end + 1
    closed = name.before == "(" and reading.text[name.end : name.end + 1] == ")"
    if closed and is_acronym(printed) and is_organization(before, words):
        return name.end + 1
    return 0


def _is_subunit(text: str, words: Vocabulary) -> bool:
    """The part of an organisation after its comma.

    "Northern District of Utah", "Department of History".
    """
    tokens = [t.casefold().strip(".") for t in text.split()]
    if len(tokens) == 1:
        return tokens[0] in words.subunits
    return "of" in tokens and any(t in words.subunits for t in tokens[: tokens.index("of")])


def _names(reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Creators and organisations, each once, in the printed order."""
    creators: list[str] = []
    organizations: list[str] = []
    alone = all(name.link is Word.OTHER_MAKER for name in reading.names)
    for name, behind in zip_longest(reading.names, reading.names[1:]):
        printed = _trim(reading.printed(name))
        if name.person:
            printed = _TITLE.sub("", printed) or printed
        other = name.link is Word.OTHER_MAKER and not alone
        # "Courtesy Jane Doe/City Parks": as in "Jane Doe/AP", who took it and for whom.
        signs = behind is not None and behind.before == "/" and not behind.person
        lends = name.person and name.link in LENDING and not (signs or reading.granted)
        if other or lends:
            # Who lends a picture, or made what it shows, is not stated to have taken it.
            reading.remainder.append((name.start, printed))
        else:
            _add(creators if name.person else organizations, printed)
    return tuple(creators), tuple(organizations)


def _trim(text: str) -> str:
    return _LOOSE.sub("", text.strip(" .,-–—*'’\"")) or text


def _add(kept: list[str], name: str) -> None:
    """Keep a name once.

    The same name short of a letter or two is the same name ("G. Maier/G. Maie").
    """
    folded = letters_of(name)
    for other in kept[-_LOOKED_BACK:]:
        have = letters_of(other)
        near = len(folded) > _SHORT and abs(len(folded) - len(have)) <= _SLIP
        if folded == have or (near and (have.startswith(folded) or folded.startswith(have))):
            return
    kept.append(name)


def _platform(reading: Reading) -> str | None:
    """The platform printed first; further ones go to the remainder."""
    seen = sorted(reading.platforms)
    if not seen:
        return None
    reading.remainder += [
        (at, printed) for at, id_, printed in seen if id_ != seen[0][1] and printed
    ]
    return seen[0][1]
