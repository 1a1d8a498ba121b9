"""HTML out of a file page's fields: readable text, links, and who the author is.

Fields as CommonsMetadata gives them hold HTML written by people: links, hidden machine data
(`display: none`), clean-up boxes, vCards, several authors in one field, and often an uploader
where the author should stand.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from provenance import lazy_re as re
from provenance.model import Link
from provenance.model.addresses import is_web_address
from provenance.sources.wikimedia_commons.addresses import without_tracking
from provenance.sources.wikimedia_commons.words import words
from provenance.values import dataclass

_LONGEST = 20_000
"""Characters of one field that are read; the longest of 79 real fields has under 5,000."""
_LONGEST_NAME = 200
"""Characters of a name."""
_MOST_AUTHORS = 20
_LEADS = (
    "photo by ",
    "photograph by ",
    "photographed by ",
    "picture by ",
    "image by ",
    "taken by ",
    "shot by ",
    "by ",
)
_BLOCK = re.compile(r"</?(?:p|div|li|br|tr|dd|dt|ul|ol|table)\b", re.IGNORECASE)
_STRAY = re.compile(r"<(?![/!a-zA-Z][^<>]*>)")
"""A "<" that opens no tag."""
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_UNREAD = "//script|//style|//sup|" + "|".join(
    f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    for name in ("boilerplate", "cleanup", "language", "mw-editsection")
)
"""What stands beside a field's own words."""
_FLICKR_PERSON = re.compile(r"^https?://(?:www\.)?flickr\.com/(?:people|photos)/[^/]+/?$")
_FROM_PLACE = re.compile(r"\s+from\s+\S.{0,60}$")
_BYLINE_FILE = re.compile(r"^[^:\n]{1,120}\.(?:jpe?g|png|gif|svg|tiff?)\s*:\s*", re.IGNORECASE)
_ROLE = re.compile(
    r"\s*\((?:(?:talk|discussion|diskussion|contribs?|author|photographer|user)\b[^()]{0,40}"
    r"|(?-i:[A-Z]{2,5}))\)\s*$",
    re.I,
)
_AT_ADDRESS = re.compile(r"\s+(?:at|on|from|via)\s+https?://\S+$", re.I)
_TEMPLATE = re.compile(r"^\{\{(.*)\}\}$")
_BEFORE_ACCOUNT = re.compile(r"\s+[-–—]\s+")
_CHANGED = re.compile(
    r"^(?:(?:digitally|slightly)\s+)?(?:cropped|retouched|edited|restored|modified|colou?ri[sz]ed|"
    r"digiti[sz]ed|scanned|enhanced|cleaned|vectori[sz]ed|upload(?:ed)?)\b.{0,60}\bby\b",
    re.I,
)
"""Who changed, scanned or uploaded a picture has not made it."""
_ASSUMED = re.compile(
    r"\bassumed(?:\s+to\s+be\b.*|\s+(?:as|the)\s+author\b.*|\s*\(.*|\s+based\s+on\b.*|\.?)$"
    r"|\b(?:angenommen|supposée?|verondersteld)\s*(?:\(.*|\.?)$"
    r"|\b(?:se\s+asume\s+que|se\s+supone\s+que|si\s+presume\s+che|presume-se\s+que)\b",
    re.I,
)
"""Commons' sentence about an uploader who claimed the copyright: nobody says who took it."""
_MOST_WORDS = 9
_SMALL_SHARE = 0.5
"""A name of three words and more has at most this share of small ones ("de la", "at the"); the
sentences in 182 real fields have .55 and more."""
_HOME_WIKI = re.compile(
    r"\s+at\s+(?:the\s+)?(?:\w+\s+Wiki\w+|[a-z-]{2,12}\.wiki\w+(?:\.org)?)$", re.IGNORECASE
)
_SERVICE_PHOTO = re.compile(
    r"^.{2,60}?\s(?:photo|photograph|image|picture)\s+by\s+(?=\S)", re.IGNORECASE
)
"""How armed forces and agencies sign: "U.S. Army photo by Sgt. Ada Roe/Released"."""
_RELEASED = re.compile(r"\s*[/(]\s*released\)?$", re.IGNORECASE)
_GLUED = re.compile(r"[^\W\d_A-Z](?=[A-Z])|\)(?=\w)")
"""Where a small letter or a closing bracket touches a capital."""
_BORN = re.compile(r"\s*\(\s*(?:born\s+|b\.\s*)?\d{4}\s*(?:[–-]\s*(?:\d{4})?\s*)?\)\s*$")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its readable text, line breaks kept, and the links in it."""

    text: str
    links: tuple[Link, ...] = ()
    hidden: str = ""
    """The machine data that browsers hide: QuickStatements and the like."""


def read_field(html: str, base: str = "https://commons.wikimedia.org/") -> Field:
    """The readable text of a field's HTML, its links resolved against `base`."""
    html = " ".join(html[:_LONGEST].split())
    if "<" not in html and "&" not in html:
        return Field(_tidy(html))
    from lxml import html as tree  # Beautiful Soup begins with .07 s of patterns

    written = _BLOCK.sub(r"\n\g<0>", _STRAY.sub("&lt;", html)).encode("utf-8", "replace")
    parser = tree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root: Any = tree.document_fromstring(b"<div>%b</div>" % written, parser)
    hidden: list[str] = []
    for node in root.xpath("//*[@style]"):
        if _HIDDEN.search(node.get("style")) and _is_inside(node, root):
            hidden.append(" ".join(node.itertext()))
            node.drop_tree()
    for node in root.xpath(_UNREAD):
        if _is_inside(node, root):
            node.drop_tree()
    links = tuple(
        Link(address, _tidy(" ".join(node.itertext())))
        for node in root.iterfind(".//a[@href]")
        if (address := _absolute(node.get("href"), base))
    )
    return Field(_tidy("".join(root.itertext())), links, " ".join(hidden))


def _is_inside(node: Any, root: Any) -> bool:
    """False for what was dropped with something around it."""
    return any(around is root for around in node.iterancestors())


def _absolute(href: str, base: str) -> str | None:
    href = re.sub(r"^(https?:)?/{2,}", lambda m: (m[1] or "https:") + "//", href.strip())
    if href.startswith("/"):
        parts = urlsplit(base)
        href = f"{parts.scheme}://{parts.netloc}{href}"
    return without_tracking(href) if is_web_address(href) else None


def _tidy(text: str) -> str:
    """White space as one blank, line breaks kept once."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def authors_in(field: Field) -> tuple[tuple[str, ...], str | None]:
    """The authors an Artist field names, and a note where there is none.

    An uploader is never an author. "Unknown" is none. "Name from Place" is how Flickr imports
    print a Flickr account's name and home. Names are divided by line, semicolon, " / " or " and "
    between links, never by a comma ("Holland, W. J.").
    """
    found: list[str] = []
    note: str | None = None
    linked = {link.text for link in field.links}
    for line in _lines(field.text):
        name = _BYLINE_FILE.sub("", line.strip())
        if _names_uploader(name) or _CHANGED.match(name) or _is_assumed(name):
            note = "the author field names an uploader or editor, not an author"
            continue
        for part in _parts(_without_home(name, field.links), field.links):
            author = _bare_name(part)
            if author and author not in linked and is_sentence(author):
                note = "the author field holds a sentence, not a name"
            elif author and author not in found:
                found.append(author)
    return tuple(found[:_MOST_AUTHORS]), note


def _lines(text: str) -> list[str]:
    """The lines of an author field; of one with labels in it, the author."""
    labelled = _LABELLED.search(text)
    if labelled and labelled.start():
        return [labelled[1]]
    return re.split(r"\n|;| / ", text)


_LABELLED = re.compile(
    r"(?:^|(?<=[\s.;|]))(?:auteur|author|autor|autore|photographer|photographe|fotograf|fotógrafo)"
    r"\s*:\s*([^:;|\n]{2,80}?)(?=\.\s|\s*[;|\n]|\.?$)",
    re.I,
)


def is_sentence(text: str) -> bool:
    """True for a remark or an instruction in place of a name."""
    tokens = [token for token in text.split() if re.search(r"[^\W\d_]", token)]
    if len(tokens) > _MOST_WORDS or text.lower().startswith(tuple(words("remark_leads"))):
        return True
    small = sum(token[:1].islower() for token in tokens)
    return len(tokens) > 2 and small > _SMALL_SHARE * len(tokens)


def _without_home(name: str, links: tuple[Link, ...]) -> str:
    """The name without the "from Place" or the account behind it."""
    person, *account = _BEFORE_ACCOUNT.split(name)
    if len(account) == 1 and " " in person and account[0] in {link.text for link in links}:
        return person
    for link in links:
        known = link.text and _FLICKR_PERSON.match(link.url) and name.startswith(link.text)
        if known and _FROM_PLACE.fullmatch(name[len(link.text) :]):
            name = link.text
    return name


def _parts(name: str, links: tuple[Link, ...]) -> list[str]:
    """The names joined by "and", where each of them is a link."""
    linked = {link.text for link in links}
    parts = re.split(r" and | & ", name)
    return parts if len(parts) > 1 and all(p.strip() in linked for p in parts) else [name]


def _is_assumed(line: str) -> bool:
    """True where an uploader is only assumed to be the author."""
    return len(line) <= 2 * _LONGEST_NAME and _ASSUMED.search(line) is not None


def _names_uploader(line: str) -> bool:
    lowered = line.lower()
    return any(
        lowered.startswith(phrase) or f", {phrase} " in lowered
        for phrase in words("uploader_phrases")
    )


def _bare_name(text: str) -> str | None:
    """A bare name, without roles and life dates; None for "unknown" and its like."""
    name = _said_once(_AT_ADDRESS.sub("", " ".join(text.split()).strip(" ,–-")))
    name = _TEMPLATE.sub(lambda found: found[1].partition("|")[0], name)
    for _ in range(2):
        lead, colon, rest = name.partition(":")
        if colon and lead.strip().lower() in words("author_leads") and rest.strip():
            name = rest.strip()
    lowered = name.lower()
    for lead in _LEADS:
        if lowered.startswith(lead):
            name = name[len(lead) :].strip()
            break
    name = _SERVICE_PHOTO.sub("", _RELEASED.sub("", _HOME_WIKI.sub("", name)))
    name = _BORN.sub("", _ROLE.sub("", name)).strip(" ,")
    name = re.sub(r"(?<=[^\W\d_]{3})\.$|(?<=\))\.$", "", name)  # a full stop, but not an initial's
    named = bool(re.search(r"\w", name)) and not _is_nobody(name)
    return name if named and len(name) <= _LONGEST_NAME else None


def _said_once(name: str) -> str:
    """The name without what a template's second text has glued to it.

    "AnonymousUnknown author" is two words for nobody, "Jane RoeJane Roe" one name twice,
    "Jane RoeUnknown author" a name and a label that its page hides.
    """
    half = len(name) // 2
    if " " in name[:half] and name[:half] == name[half:]:
        return name[:half]
    for glued in _GLUED.finditer(name):
        before, after = name[: glued.end()], name[glued.end() :]
        if _is_nobody(after):
            return _said_once(before)
        if _is_nobody(before):
            return _said_once(after)
    return name


def _is_nobody(name: str) -> bool:
    """True for "unknown" and its like, whatever is added to it."""
    plain = name.lower().rstrip(".").removesuffix(" or not provided")
    bare = re.split(r"[(,]", plain)[0].strip()
    first, _, rest = bare.partition(" ")
    role = rest in words("author_leads")
    return (
        plain in words("no_author")
        or bare in words("no_author")
        or (role and first in words("no_author"))
    )
