"""The pieces of a credit line put together: who made it, through whose hands it went, what else is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from provenance.credits.grammar import Piece, pieces_of
from provenance.credits.licenses import find_licenses, is_choice, iter_license_links, merge_licenses
from provenance.credits.names import (
    is_acronym,
    is_east_asian_person,
    is_organization,
    is_reference,
    is_user_name,
    looks_personal,
)
from provenance.credits.vocabulary import DISTRIBUTORS, NAMES, Vocabulary, Word, key_of, load_vocabulary, normalise
from provenance.model import Credit, CreditFlag, CreditKind, License, Link

MAX_CHARS = 10_000
"""A line is read up to here; what follows is no credit."""

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'()\[\]|]{3,500}", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.[^\W\d_]{2,24}(?!\w)")
_HANDLE = re.compile(r"@[\w][\w.]{0,58}\w|@\w")
_COPYRIGHT = re.compile(r"©|℗|\(\s*[cC]\s*\)|&copy;")
_DATE = re.compile(r"(?<!\d)(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}:\d{2}(?::\d{2})?)(?!\d)")
_JUNIOR = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|md)\.?", re.IGNORECASE)
_AUTHOR_PLATFORMS = frozenset({"wikimedia-commons", "flickr", "unsplash", "pexels", "pixabay"})
"""Platforms where the other name in the line is the author's: their house form is "Name on Platform"."""
_STOCK_PLATFORMS = frozenset({"unsplash", "pexels", "pixabay"})
_AND = frozenset({"and", "und", "et", "y", "e", "i", "og", "och", "en", "ja", "ve", "és", "și", "si", "и", "й", "та", "і", "και", "و", "&"})


@dataclass(slots=True)
class _Name:
    """A name in the line, before it is known whose it is."""

    start: int
    end: int
    kind: Word | None
    link: Word | None
    before: str
    platform: str | None = None
    person: bool | None = None


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    text: str
    vocabulary: Vocabulary
    names: list[_Name] = field(default_factory=list)
    flags: set[CreditFlag] = field(default_factory=set)
    remainder: list[tuple[int, str]] = field(default_factory=list)
    platforms: list[tuple[int, str, str]] = field(default_factory=list)
    handles: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    license: License | None = None
    staff: bool = False


def parse_credit(line: str, *, links: Sequence[Link] = (), vocabulary: Vocabulary | None = None) -> Credit:
    """A credit line, taken apart.

    `links` are the links that stand in it: they are kept, and one to a licence's deed completes or names the
    licence. Never raises; what is not understood is in `remainder`. Creators, organisations, handles are
    substrings of `normalise(line)`. A distributor is the party after "via", else the agency or library
    printed last ("AFP/Getty": AFP made it, Getty sells it), else who supplied it.
    """
    words = vocabulary or load_vocabulary()
    text = normalise(line[:MAX_CHARS])
    reading = _Reading(text, words, links=list(links))
    _read_pieces(reading, pieces_of(_mask(reading), words))
    _join(reading)
    _decide(reading)
    return _credit(line, reading)


# What is recognised by its form, before words are looked at


def _mask(reading: _Reading) -> str:
    """The text with addresses, licences, handles, dates and © taken note of and blanked, lengths kept."""
    text = reading.text
    licenses = find_licenses(text)
    reading.license = merge_licenses(licenses)
    for i, found in enumerate(licenses):
        text = _blank(text, found.start, found.end)
        if i and is_choice(text[licenses[i - 1].end : found.start]):
            text = _blank(text, licenses[i - 1].end, found.start)
    for found_url in _URL.finditer(reading.text):
        url = found_url[0].rstrip(".,;:")
        reading.links.append(Link(url if "://" in url else f"http://{url}", url))
        if (host := _host(url)) and (platform := reading.vocabulary.platform_of(host)):
            reading.platforms.append((found_url.start(), platform, ""))
        text = _blank(text, found_url.start(), found_url.end())
    if linked := list(iter_license_links(link.url for link in reading.links)):
        if reading.license is None or (reading.license.version is None and reading.license.family in (linked[0].family, "other")):
            reading.license = linked[0]
    for pattern, keep in ((_EMAIL, reading.remainder), (_HANDLE, None), (_DATE, reading.remainder), (_COPYRIGHT, None)):
        for found_text in pattern.finditer(text):
            if keep is not None:
                keep.append((found_text.start(), found_text[0]))
            elif pattern is _HANDLE:
                reading.handles.append(found_text[0])
                reading.flags.add(CreditFlag.SOCIAL_MEDIA)
            else:
                reading.flags.add(CreditFlag.COPYRIGHT)
        text = pattern.sub(lambda m: "\x00" * len(m[0]), text)
    return text


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "\x00" * (end - start) + text[end:]


def _host(url: str) -> str | None:
    try:
        return urlsplit(url if "://" in url else f"http://{url}").hostname
    except ValueError:
        return None


# Words


def _read_pieces(reading: _Reading, pieces: Iterable[Piece]) -> None:
    link: Word | None = None
    reference = False
    for piece in pieces:
        entry, kind = piece.entry, piece.kind
        printed = reading.text[piece.start : piece.end]
        if entry and kind is not Word.LEAD:
            reading.flags |= entry.flags
        if kind is Word.PLATFORM and entry and entry.platform:
            reading.platforms.append((piece.start, entry.platform, printed))
            link = None
        elif kind in NAMES or kind is None:
            # After a picture's number, what a dash divides off is its title ("… 755112 – morning tea").
            if kind is None and (is_reference(printed, reading.vocabulary) or (reference and piece.before in ("-", "–", "—", ""))):
                reading.remainder.append((piece.start, printed))
                reference = True
                continue
            reading.names.append(_Name(piece.start, piece.end, kind, link, piece.before))
            link = None
        elif kind in (Word.KEPT, Word.UNCREDITED, Word.AI_TOOL):
            reading.remainder.append((piece.start, printed))
            reference |= entry is None or kind is Word.AI_TOOL
        elif kind is Word.PLACE:
            if piece.before == "," and reading.names:
                reading.remainder.append((piece.start, printed))
            else:
                reading.names.append(_Name(piece.start, piece.end, None, link, piece.before))
        elif kind is Word.STAFF:
            reading.staff = True
        elif kind in (Word.BY, Word.VIA, Word.FOR, Word.COURTESY, Word.SUPPLIED, Word.HANDOUT):
            link = kind


def _join(reading: _Reading) -> None:
    """Names that a comma or bracket divides but which are one: "Lee Ray, Jr.", "Court, Northern District", "Institute (INX)"."""
    out: list[_Name] = []
    words, text = reading.vocabulary, reading.text
    for name in reading.names:
        printed = text[name.start : name.end]
        last = out[-1] if out else None
        if last is not None and name.kind is None and last.kind is None:
            before = text[last.start : last.end]
            if name.before == "," and (_JUNIOR.fullmatch(printed) or _is_subunit(printed, words)) and not words.get(printed):
                last.end = name.end
                continue
            closed = text[name.end : name.end + 1] == ")"
            if name.before == "(" and closed and is_acronym(printed) and is_organization(before, words):
                last.end = name.end + 1
                continue
        out.append(name)
    reading.names = out


def _is_subunit(text: str, words: Vocabulary) -> bool:
    """The part of an organisation after its comma: "Inc.", "Northern District of Utah", "Department of History"."""
    tokens = [t.casefold().strip(".") for t in text.split()]
    if len(tokens) == 1:
        return tokens[0] in words.subunits
    return "of" in tokens and any(t in words.subunits for t in tokens[: tokens.index("of")])


# Person or organisation


def _decide(reading: _Reading) -> None:
    out: list[_Name] = []
    for i, name in enumerate(reading.names):
        if name.kind is not None:
            out.append(name)
        else:
            for part in _parts(reading, name):
                if _too_long(reading, part):
                    reading.remainder.append((part.start, reading.text[part.start : part.end]))
                else:
                    part.person = _is_person(reading, part, i)
                    out.append(part)
    reading.names = out


def _too_long(reading: _Reading, name: _Name) -> bool:
    """A sentence, not a name: no name in a credit has more than nine words."""
    return len(reading.text[name.start : name.end].split()) > 9


def _parts(reading: _Reading, name: _Name) -> Iterator[_Name]:
    """One name, or two where "and" joins two persons (or the last two of a list of organisations)."""
    printed = reading.text[name.start : name.end]
    for found in re.finditer(r"\s(\S{1,3})\s", printed[:400]):
        if found[1].casefold() not in _AND:
            continue
        left, right = printed[: found.start()], printed[found.end() :]
        words = reading.vocabulary
        persons = looks_personal(left, words) and (looks_personal(right, words) or any(f" {a} " in right for a in _AND))
        listed = name.before == "," and is_organization(left, words) and is_organization(right, words)
        if persons or listed:
            yield _Name(name.start, name.start + found.start(), None, name.link, name.before)
            yield from _parts(reading, _Name(name.start + found.end(), name.end, None, name.link, ","))
            return
    yield name


def _is_person(reading: _Reading, name: _Name, index: int) -> bool:
    words, text = reading.vocabulary, reading.text[name.start : name.end]
    if name.link in (Word.FOR, Word.VIA):
        return False
    names = reading.names
    platforms = {p for _, p, _ in reading.platforms}
    if " " not in text and not is_east_asian_person(text, words):
        signs_up = any(n.kind is Word.STOCK for n in names) or bool(platforms & _AUTHOR_PLATFORMS)
        if name.link is Word.BY and not (is_acronym(text) or is_organization(text, words)):
            return True
        if is_acronym(text) and not (signs_up and len(names) == 1):
            return False
        if is_user_name(text) and (signs_up or text[0].islower() or any(n.kind in DISTRIBUTORS for n in names)):
            return True
        if is_organization(text, words):
            return False
        if platforms & _AUTHOR_PLATFORMS or signs_up:
            return True
        # "Agency/Name" and "Broadcaster / Name": the maker is printed last, after the house.
        after_house = index > 0 and names[index - 1].kind is not None and index == len(names) - 1
        return after_house and (names[index - 1].kind in DISTRIBUTORS or index == 1)
    if looks_personal(text, words):
        return True
    if " " in text and not is_organization(text, words) and (platforms & _AUTHOR_PLATFORMS or name.link is Word.BY):
        return True
    return is_east_asian_person(text, words)


# The result


def _credit(line: str, reading: _Reading) -> Credit:
    words = reading.vocabulary
    creators: list[str] = []
    organizations: list[str] = []
    for name in reading.names:
        printed = _trim(reading.text[name.start : name.end])
        if name.person and name.link in (Word.COURTESY, Word.SUPPLIED):
            # Who lends a picture is not stated to have taken it.
            reading.remainder.append((name.start, printed))
        elif name.person:
            _add(creators, printed)
        else:
            _add(organizations, printed)
    platform, others = _platform(reading, organizations)
    reading.remainder += others
    remainder = " ".join(t for _, t in sorted(reading.remainder)) or None
    flags = tuple(f for f in CreditFlag if f in reading.flags)
    credit = Credit(
        raw=line,
        creators=tuple(creators),
        organizations=tuple(organizations),
        distributor=_distributor(reading),
        platform=platform,
        license=reading.license,
        handles=tuple(dict.fromkeys(reading.handles)),
        flags=flags,
        links=tuple(reading.links),
        remainder=remainder,
    )
    return _with_kind(credit, reading, words)


def _trim(text: str) -> str:
    return text.strip(" .,-–—_*'’\"") or text


def _add(kept: list[str], name: str) -> None:
    """Keep a name once; the same name cut short by a letter or two is the same name ("G. Maier/G. Maie")."""
    folded = "".join(key_of(name))
    for other in kept[-20:]:
        have = "".join(key_of(other))
        if folded == have or (len(folded) > 6 and abs(len(folded) - len(have)) <= 2 and (have.startswith(folded) or folded.startswith(have))):
            return
    kept.append(name)


def _platform(reading: _Reading, organizations: list[str]) -> tuple[str | None, list[tuple[int, str]]]:
    """The platform printed first, and further ones for the remainder."""
    seen = sorted(reading.platforms)
    if not seen:
        return None, []
    return seen[0][1], [(at, printed) for at, id_, printed in seen if id_ != seen[0][1] and printed]


def _distributor(reading: _Reading) -> str | None:
    names = [n for n in reading.names if not n.person]
    via = [n for n in names if n.link is Word.VIA]
    sellers = via or [n for n in names if n.kind in DISTRIBUTORS] or [n for n in names if n.link in (Word.COURTESY, Word.SUPPLIED)]
    return _trim(reading.text[sellers[-1].start : sellers[-1].end]) if sellers else None


def _with_kind(credit: Credit, reading: _Reading, words: Vocabulary) -> Credit:
    from dataclasses import replace

    kinds = {n.kind for n in reading.names}
    distributor = words.get(credit.distributor) if credit.distributor else None
    lent = {CreditFlag.HANDOUT, CreditFlag.SUPPLIED, CreditFlag.COURTESY} & set(credit.flags)
    if credit.platform == "wikimedia-commons":
        kind = CreditKind.COMMONS
    elif credit.platform in _STOCK_PLATFORMS or (distributor and Word.STOCK in distributor.kinds):
        kind = CreditKind.STOCK
    elif kinds & {Word.AGENCY, Word.LIBRARY}:
        kind = CreditKind.AGENCY
    elif Word.STOCK in kinds:
        kind = CreditKind.STOCK
    elif credit.platform or credit.handles:
        kind = CreditKind.PLATFORM
    elif lent:
        kind = CreditKind.HANDOUT
    elif reading.staff:
        kind = CreditKind.STAFF
    elif credit.creators:
        kind = CreditKind.AUTHOR_ONLY
    else:
        kind = CreditKind.UNKNOWN
    return replace(credit, kind=kind)
