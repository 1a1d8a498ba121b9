"""Which file of which wiki an address points to. Pure: no request is made.

Address forms: MediaWiki's own (`wiki/File:…`, `index.php?title=`, `?curid=`, `Special:FilePath`,
`Special:Redirect`, `thumb.php`, `#/media/File:…`), the hashed paths of `upload.wikimedia.org` and,
since autumn 2026, of `thumb.wikimedia.org` (originals, thumbnails of any step, `archive/`,
`transcoded/`), and Wikibase's `entity/M…`.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qs, unquote, urlencode, urlsplit, urlunsplit

from provenance import lazy_re as re
from provenance.sources.wikimedia_commons.words import words
from provenance.values import dataclass

COMMONS = "commons.wikimedia.org"
SHORTENER = "w.wiki"
"""Wikimedia's own short addresses: what they lead to is known only after asking."""
_LONGEST_TITLE = 240
"""Bytes of a file's name in MediaWiki."""
_READ = 5000
"""Characters of a credit that are read."""
_MEDIA_HOSTS = ("upload.wikimedia.org", "thumb.wikimedia.org")
_PROJECTS = "wikipedia|wiktionary|wikibooks|wikinews|wikiquote|wikisource|wikiversity|wikivoyage"
_WIKI_HOST = re.compile(
    rf"(?:[a-z0-9-]{{2,20}}\.(?:{_PROJECTS})\.org|(?:commons|meta|species|incubator|outreach|foundation)\.wikimedia\.org"
    r"|(?:www\.)?(?:mediawiki|wikidata)\.org)"
)
_SHARED_WIKIS = ("commons", "meta", "species", "incubator", "outreach", "sources")
_PICTURE = re.compile(
    r"\.(?:jpe?g|jpe|png|gif|svg|tiff?|webp|xcf|pdf|djvu|webm|og[gv]|mp4|mpe?g)$", re.IGNORECASE
)
_HASHED = re.compile(
    r"/(?:(?P<thumb>thumb|transcoded)/)?(?:(?P<archive>archive)/)?(?P<h>[0-9a-f])/(?P<hh>[0-9a-f]{2})/(?P<rest>.+)$"
)
_STEP = re.compile(
    r"(?:loss(?:y|less)-)?(?:page\d{1,4}-)?(?:lang[a-z-]{2,12}-)?(?:seek=[\d.]+-)?\d{1,5}px-{1,2}(?=.)"
)
_SHORT_CODE = re.compile(r"[\w$-]{1,12}", re.ASCII)
_FORBIDDEN = re.compile(r"[#<>\[\]|{}\x00-\x1f\x7f]")
_SIZE_SUFFIX = re.compile(r"(?:[-_]\d{2,4}x\d{2,4}|-scaled|-e\d{10,13})(?=\.\w{3,4}$)")
_IN_TEXT = re.compile(
    r"(?:https?:)?(?://)?[\w.-]{0,40}wiki[mp]edia\.org/[^\s<>\"']{1,600}", re.IGNORECASE
)
_NAMED_IN_TEXT = re.compile(
    r"\bFile:[^\s|<>\[\]{}#][^|<>\[\]{}#\n]{0,200}?\.(?:jpe?g|png|gif|svg|tiff?|webp)\b", re.I
)


@dataclass(frozen=True, slots=True)
class FilePointer:
    """One file page of one wiki."""

    wiki: str
    """Host name: `commons.wikimedia.org`, `en.wikipedia.org`."""
    title: str | None = None
    """`File:Name.jpg`, normalised; the code of a short address."""
    page: int | None = None
    """Page id, where only that is known."""
    archived: str | None = None
    """`YYYYMMDDHHMMSS` of an old version."""
    exact: bool = True
    """False where only a file name suggests it."""

    @property
    def name(self) -> str | None:
        """The file's name without `File:` and extension."""
        return self.title.removeprefix("File:").rpartition(".")[0] if self.title else None

    @property
    def id(self) -> str:
        """The reference id: `File:Name.jpg` or `M123`; elsewhere after the wiki's host."""
        own = self.title or f"M{self.page}"
        return own if self.wiki == COMMONS else f"{self.wiki}/{own}"


def from_id(reference: str) -> FilePointer | None:
    """The pointer a reference id stands for; None where it is no id of ours."""
    wiki, slash, own = reference.partition("/")
    if wiki == SHORTENER and _SHORT_CODE.fullmatch(own):
        return FilePointer(SHORTENER, title=own)
    if not slash or not _WIKI_HOST.fullmatch(wiki):
        wiki, own = COMMONS, reference
    if re.fullmatch(r"M\d{1,12}", own):
        return FilePointer(wiki, page=int(own[1:]))
    title = own if own.startswith("File:") else None
    return FilePointer(wiki, title=title) if title else None


def file_title(name: str) -> str | None:
    """`File:Name.jpg` from a name in any spelling; None where it is invalid.

    MediaWiki titles hold no `%XX`, so a name that still has one was escaped twice.
    """
    for _ in range(2):
        if re.search(r"%[0-9A-Fa-f]{2}", name):
            name = unquote(name)
    name = unicodedata.normalize("NFC", " ".join(name.replace("_", " ").split()))
    if not name or len(name.encode()) > _LONGEST_TITLE:
        return None
    if _FORBIDDEN.search(name) or not _PICTURE.search(name):
        return None
    return f"File:{name[0].upper()}{name[1:]}"


def md5_folder(name: str) -> tuple[str, str]:
    """The two folders MediaWiki stores a file under.

    They are the first one and the first two hex digits of the name's MD5.
    """
    digest = hashlib.md5(name.replace(" ", "_").encode(), usedforsecurity=False).hexdigest()
    return digest[0], digest[:2]


def without_tracking(url: str) -> str:
    """The address without `utm_*` parameters, which the API adds since 2026."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if "utm_" not in parts.query:
        return url
    kept = [
        (k, v)
        for k, values in parse_qs(parts.query).items()
        if not k.startswith("utm_")
        for v in values
    ]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def pointer_in(url: str) -> FilePointer | None:
    """The file an address points to, or None where it is no address of a wiki's file."""
    try:
        parts = urlsplit(url.strip() if "//" in url[:9] else f"https://{url.strip()}")
        host = (parts.hostname or "").replace(".m.", ".").removeprefix("www.")
    except ValueError:
        return None
    if host in _MEDIA_HOSTS:
        return _in_store(parts)
    if host == SHORTENER:
        code = parts.path.strip("/")
        return FilePointer(SHORTENER, title=code) if _SHORT_CODE.fullmatch(code) else None
    if _WIKI_HOST.fullmatch(host):
        return _on_wiki(host, parts)
    return _in_mirror(parts)


def _in_store(parts: SplitResult) -> FilePointer | None:
    """The file of a path on Wikimedia's media hosts: `/wikipedia/commons/…`, say."""
    project, _, rest = parts.path.lstrip("/").partition("/")
    language, _, rest = rest.partition("/")
    found = _name_in(f"/{rest}")
    if (
        found is None
        or not re.fullmatch(rf"{_PROJECTS}|wikimedia", project)
        or not re.fullmatch(r"[\w-]+", language)
    ):
        return None
    shared = project in ("wikipedia", "wikimedia") and language in _SHARED_WIKIS
    wiki = f"{language}.wikimedia.org" if shared else f"{language.replace('_', '-')}.{project}.org"
    return FilePointer(wiki, title=found[0], archived=found[1])


def _in_mirror(parts: SplitResult) -> FilePointer | None:
    """A hashed path on some other host: a mirror, or the wiki that was configured.

    The folders are the name's own MD5, so the path proves itself up to one chance in 256; it is
    still only a name, which pixels must confirm.
    """
    matched = _HASHED.search(parts.path)
    found = _name_in(parts.path)
    if matched is None or found is None:
        return None
    if md5_folder(found[0].removeprefix("File:")) != (matched["h"], matched["hh"]):
        return None
    return FilePointer(COMMONS, title=found[0], archived=found[1], exact=False)


def _name_in(path: str) -> tuple[str, str | None] | None:
    """Title and archive time that a hashed path states."""
    matched = _HASHED.search(path)
    if matched is None:
        return None
    name = unquote(matched["rest"].split("/")[0])
    archived = None
    if matched["archive"]:
        stamp, bang, name = name.partition("!")
        if not bang or not re.fullmatch(r"\d{14}", stamp):
            return None
        archived = stamp
    title = file_title(name)
    return (title, archived) if title else None


def _on_wiki(host: str, parts: SplitResult) -> FilePointer | None:
    """A page address on one of Wikimedia's wikis."""
    query = {key.lower(): values[0] for key, values in parse_qs(parts.query).items()}
    if parts.fragment.startswith("/media/"):
        shown = _file_page(host, unquote(parts.fragment.removeprefix("/media/")))
        if shown:
            return shown
    if parts.path.endswith("/thumb.php") and "f" in query:
        title = file_title(query["f"])
        return FilePointer(host, title=title) if title else None
    entity = re.search(
        r"/(?:entity|Special:EntityData|Special:EntityPage)/M(\d{1,12})(?:\.\w+)?$",
        unquote(parts.path),
    )
    if entity and host == COMMONS:
        return FilePointer(host, page=int(entity[1]))
    if host == COMMONS and re.fullmatch(r"\d{1,12}", query.get("curid", "")):
        return FilePointer(host, page=int(query["curid"]))
    page = query.get("title")
    if page is None:
        matched = re.match(r"/(?:wiki|w/index\.php|zh(?:-[a-z]+)?|sr-[ec][cl])/(.+)$", parts.path)
        page = unquote(matched[1]) if matched else ""
    return _file_page(host, page, query)


def _file_page(host: str, page: str, query: dict[str, str] | None = None) -> FilePointer | None:
    """A page name: `File:…` in any language, or the special pages that lead to a file."""
    space, colon, name = page.partition(":")
    space = " ".join(space.replace("_", " ").lower().split())
    if not colon:
        return None
    if space in words("special_namespaces") or space == "special":
        return _special_page(host, name, query or {})
    if space in words("file_namespaces") or space == "media":
        return _file(host, name)
    return None


def _special_page(host: str, name: str, query: dict[str, str]) -> FilePointer | None:
    """The file of `FilePath/Name.jpg` in any language, or of `Redirect/…`."""
    special, _, target = name.partition("/")
    special = special.replace("_", " ").strip().lower()
    if special in words("file_path_pages") or special == "filepath":
        target = target or query.get("file", "")
    elif special == "redirect":
        kind, _, target = target.partition("/")
        kind, target = kind or query.get("wptype", ""), target or query.get("wpvalue", "")
        if kind == "page" and host == COMMONS and re.fullmatch(r"\d{1,12}", target):
            return FilePointer(host, page=int(target))
        target = target if kind == "file" else ""
    else:
        return None
    space, _, rest = target.partition(":")
    return _file(host, rest if space.lower() in words("file_namespaces") else target)


def _file(host: str, name: str) -> FilePointer | None:
    title = file_title(name.rstrip("/.,;"))  # what follows an address in running text
    return FilePointer(host, title=title) if title else None


def in_text(text: str) -> Iterator[tuple[str, FilePointer]]:
    """Files named in a credit's own words, with the words.

    They are an address without a link, or `File:Name.jpg`.
    """
    for matched in _IN_TEXT.finditer(text[:_READ]):
        address = matched[0].rstrip(".,;:)»”")
        pointer = pointer_in(address.removeprefix("//"))
        if pointer:
            yield address, pointer
    for matched in _NAMED_IN_TEXT.finditer(text[:_READ]):
        title = file_title(matched[0].partition(":")[2])
        if title:
            yield matched[0], FilePointer(COMMONS, title=title)


def from_file_name(name: str, *, credited: bool) -> FilePointer | None:
    """The Commons file a published picture's name suggests.

    `960px-Name.jpg` is the name MediaWiki gives thumbnails, a sign in itself. Any other name
    counts only where the credit names Commons (`credited`), with the sizes that publishing systems
    append taken off, and only where it does not start with a small letter: no title on Commons
    does, so no download from there does.
    """
    name = unquote(name).rpartition("/")[2]
    step = _STEP.match(name)
    if step:
        name = name[step.end() :]
        inner = name.rpartition(".")[0]
        name = inner if _PICTURE.search(inner) else name  # Name.svg.png, Name.pdf.jpg
        if name.lower().startswith("thumbnail."):
            return None  # what very long names are cut to
    elif not credited or name[:1].islower():
        return None
    title = file_title(_SIZE_SUFFIX.sub("", name))
    return FilePointer(COMMONS, title=title, exact=False) if title else None
