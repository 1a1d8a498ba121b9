"""Content Credentials (C2PA) of a file: six answers, and their claims.

No network unless asked. `valid` needs a trust list that holds the signer's authority: the official
one ships, others can be configured. A file whose hashes and signature are in order but whose signer
no list vouches for is `untrusted`, and its detail says that it is intact. What the credentials say
of the picture is read from the whole store: what a model made stays so when a service resizes and
signs it again.
"""

from __future__ import annotations

import importlib.util
import io
import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from provenance.model import Credentials, CredentialsState, Position
from provenance.pictures.manifests import actions_of, signals_of, source_type
from provenance.values import dataclass

_MIMES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "TIFF": "image/tiff",
    "GIF": "image/gif",
    "AVIF": "image/avif",
    "HEIF": "image/heif",
    "HEIC": "image/heic",
    "SVG": "image/svg+xml",
}
"""Pillow's format names, which are taken as well."""
_UNTRUSTED = frozenset({"signingCredential.untrusted"})
_EXPIRED = frozenset({"signingCredential.expired", "claimSignature.outsideValidity"})
_HARMLESS = frozenset(
    {"timeStamp.untrusted", "signingCredential.ocsp.inaccessible", "signingCredential.ocsp.skipped"}
)
"""C2PA 2.1, section 15: what says nothing about the file or its signer's certificate."""
_MOST_TRUST_LIST = 20_000_000
_MOST_LISTED = 200
"""Actions and ingredients that are reported; a picture edited for a day has some dozens."""
OFFICIAL = Path(__file__).with_name("trust") / "c2pa.pem"
"""The C2PA's own trust list; its first line says of which date."""


def available() -> bool:
    """True where the extra `[c2pa]` is installed."""
    return importlib.util.find_spec("c2pa") is not None


def read_credentials(
    data: bytes, mime: str, *, allow_network: bool = False, trust_lists: Sequence[Path] = ()
) -> Credentials:
    """The validated credentials of `data`.

    `mime` is a media type or Pillow's format name. `trust_lists` are PEM files of authorities
    beside the official list, which ships; a first line like `# Our trust list, 2026-05-01` gives a
    list's name and date. `allow_network` lets the reader fetch a manifest kept elsewhere and ask
    for revoked certificates. Raises `ModuleNotFoundError` where the extra is not installed: ask
    `available()` first.
    """
    import c2pa

    anchors, named = trust_of(tuple(trust_lists))
    try:
        context = c2pa.Context(c2pa.Settings.from_dict(_settings(allow_network, anchors)))
        with c2pa.Reader(
            _MIMES.get(mime.upper(), mime), io.BytesIO(data), context=context
        ) as reader:
            store = json.loads(reader.json())
    except (c2pa.C2paError, ValueError, RecursionError) as wrong:
        if str(wrong).startswith("NotSupported") and not _carries(mime):
            return Credentials(CredentialsState.ABSENT, "this kind of file holds none", named)
        return _unread(str(wrong), named)
    try:
        return _credentials(store, named)
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        return _unread(f"the manifest store has an unknown shape: {wrong}", named)


def _carries(mime: str) -> bool:
    """True for a kind of file that can hold credentials."""
    return mime.upper() in _MIMES or mime in _MIMES.values()


def _settings(allow_network: bool, anchors: str) -> dict[str, Any]:
    verify: dict[str, Any] = {
        "remote_manifest_fetch": allow_network,
        "ocsp_fetch": allow_network,
        "verify_trust": True,
    }
    return {"verify": verify, "trust": {"trust_anchors": anchors}}


@cache
def trust_of(lists: tuple[Path, ...]) -> tuple[str, str]:
    """The anchors of the official and further lists, and their dated names.

    A list that cannot be read is named as such, and the others serve.
    """
    anchors, names = [], []
    for path in (OFFICIAL, *lists):
        try:
            text, name = _trust(path)
        except (OSError, ValueError) as wrong:
            names.append(f"the trust list {path.name} cannot be read: {wrong}")
            continue
        anchors.append(text)
        names.append(name)
    return "\n".join(anchors), ", ".join(names)


def _trust(path: Path) -> tuple[str, str]:
    """The anchors of a PEM file, and its name with its date."""
    with path.open("rb") as file:
        text = file.read(_MOST_TRUST_LIST + 1).decode("utf-8")
    if len(text) > _MOST_TRUST_LIST or "-----BEGIN CERTIFICATE-----" not in text:
        raise ValueError("it holds no PEM certificates, or too many")
    stated = re.match(r"\s*#\s*([^\n]{3,200})", text)
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    title = stated[1].strip() if stated else path.name
    return text, title if re.search(r"\d{4}-\d\d-\d\d", title) else f"{title}, file of {changed}"


def _unread(error: str, named: str | None) -> Credentials:
    """The answer where the reader gave no manifest: absent, or there but not readable."""
    if error.startswith("ManifestNotFound"):
        return Credentials(CredentialsState.ABSENT, "the file holds no Content Credentials", named)
    remote = re.search(r"must fetch remote manifests from url:? ?(\S{0,300})", error)
    if remote:
        detail = (
            f"the credentials are kept elsewhere ({remote[1]}) and were not fetched: the "
            "network is off for them"
        )
        return Credentials(CredentialsState.UNREADABLE, detail, named)
    return Credentials(CredentialsState.UNREADABLE, error[:500], named)


@dataclass(frozen=True, slots=True)
class _Failure:
    code: str
    words: str
    ingredient: bool


def _credentials(store: dict[str, Any], named: str | None) -> Credentials:
    active = store["manifests"][store["active_manifest"]]
    failures = list(_failures(store))
    state = _state(failures, str(store.get("validation_state", "")))
    signature = active.get("signature_info") or {}
    named_actions = (str(a["action"]) for a in actions_of(active) if a.get("action"))
    titles = (
        str(i.get("title") or i.get("instance_id") or "") for i in _list(active, "ingredients")
    )
    work = list(_works(active))
    return Credentials(
        state=state,
        detail=_detail(state, failures, active, named),
        trust_list=named,
        signer=_signer(signature),
        signed=_time(signature.get("time")),
        generator=_generator(active),
        actions=tuple(islice(named_actions, _MOST_LISTED)),
        ingredients=tuple(islice(titles, _MOST_LISTED)),
        digital_source_type=source_type(store),
        signals=signals_of(store),
        creators=tuple(dict.fromkeys(name for d in work for name in _authors(d))),
        date_created=next((t for d in work if (t := _created(d))), None),
        position=next((p for d in work if (p := _position(d))), None),
    )


_WORKS = ("stds.schema-org", "cawg.metadata", "stds.iptc", "c2pa.metadata")
"""Beginnings of the labels of assertions that describe the picture."""


def _works(active: dict[str, Any]) -> Iterator[Any]:
    """What the active manifest's assertions say of the picture as a work."""
    for assertion in _list(active, "assertions"):
        if str(assertion.get("label", "")).startswith(_WORKS):
            yield assertion.get("data")


def _failures(store: dict[str, Any]) -> Iterator[_Failure]:
    results = store.get("validation_results")
    if not isinstance(results, dict):
        for status in _list(store, "validation_status"):
            yield _Failure(str(status.get("code", "")), str(status.get("explanation", "")), False)
        return
    for status in _list(results.get("activeManifest"), "failure"):
        yield _Failure(str(status.get("code", "")), str(status.get("explanation", "")), False)
    for delta in _list(results, "ingredientDeltas"):
        for status in _list(delta.get("validationDeltas"), "failure"):
            yield _Failure(str(status.get("code", "")), str(status.get("explanation", "")), True)


def _state(failures: list[_Failure], said: str) -> CredentialsState:
    """The state that the failures leave.

    An ingredient's untrusted or expired signer is history; a hash that no longer fits is not,
    wherever it stands.
    """
    codes = {f.code for f in failures} - _HARMLESS
    own = {f.code for f in failures if not f.ingredient}
    # The validator's own word goes first: it knows which failures of a time stamp leave the claim
    # standing.
    if said not in ("Valid", "Trusted") and (
        codes - _UNTRUSTED - _EXPIRED or not own & (_EXPIRED | _UNTRUSTED)
    ):
        return CredentialsState.INVALID
    if own & _EXPIRED:
        return CredentialsState.EXPIRED
    return (
        CredentialsState.UNTRUSTED
        if own & _UNTRUSTED or said != "Trusted"
        else CredentialsState.VALID
    )


def _detail(
    state: CredentialsState, failures: list[_Failure], active: dict[str, Any], named: str | None
) -> str:
    """What failed, in the validator's code and in words.

    Then the ingredients that were broken when they were added.
    """
    parts = []
    if state is CredentialsState.INVALID:
        broke = (f for f in failures if f.code not in _UNTRUSTED | _EXPIRED | _HARMLESS)
        parts += [
            f"{f.code}{' in an ingredient' if f.ingredient else ''}: {f.words}" for f in broke
        ]
    elif state is CredentialsState.EXPIRED:
        parts += [
            f"{f.code}: {f.words}" for f in failures if f.code in _EXPIRED and not f.ingredient
        ]
    elif state is CredentialsState.UNTRUSTED:
        parts.append(
            "signingCredential.untrusted: hashes and signature are intact, but the signer is not "
            f"on the trust list ({named})"
        )
    else:
        parts.append(
            "hashes and signature are intact, and the trust list names the signer's authority "
            f"({named})"
        )
    parts += _broken_ingredients(active)
    return "; ".join(dict.fromkeys(parts))[:_MOST_DETAIL]


_MOST_DETAIL = 2000
"""Characters of what is told of the validator's answer."""


def _broken_ingredients(active: dict[str, Any]) -> Iterator[str]:
    """What is said of each ingredient that was broken when it was added."""
    for ingredient in _list(active, "ingredients")[:_MOST_LISTED]:
        codes = (
            str(status.get("code"))
            for status in _list(ingredient, "validation_status")
            if status.get("success") is not True
        )
        broken = [code for code in codes if code not in _UNTRUSTED | _EXPIRED | _HARMLESS]
        if broken:
            yield (
                f"the ingredient {ingredient.get('title', '')!r} was broken when it was added: "
                f"{', '.join(broken)}"
            )


def _signer(signature: dict[str, Any]) -> str | None:
    names = [str(signature[k]) for k in ("common_name", "issuer") if signature.get(k)]
    return ", ".join(dict.fromkeys(names)) or None


def _generator(active: dict[str, Any]) -> str | None:
    stated = active.get("claim_generator")
    if not stated:
        tools = [t for t in _list(active, "claim_generator_info") if t.get("name")]
        stated = ", ".join(f"{t['name']} {t.get('version', '')}".strip() for t in tools)
    return str(stated) if stated else None


def _authors(data: Any) -> Iterator[str]:
    if not isinstance(data, dict):
        return
    for author in _list(data, "author"):
        if isinstance(author.get("name"), str) and author["name"].strip():
            yield author["name"].strip()
    stated = data.get("dc:creator")
    for name in [stated] if isinstance(stated, str) else stated if isinstance(stated, list) else []:
        if isinstance(name, str) and name.strip():
            yield name.strip()


def _created(data: Any) -> datetime | None:
    if not isinstance(data, dict):
        return None
    keys = (
        "dateCreated",
        "photoshop:DateCreated",
        "exif:DateTimeOriginal",
        "Exif:DateTimeOriginal",
        "exif:dateTimeOriginal",
    )
    return next((t for k in keys if (t := _time(data.get(k)))), None)


def _position(data: Any) -> Position | None:
    """The position in the EXIF assertion.

    Decimal, or degrees with minutes as XMP writes them (`39,21.102N`).
    """
    if not isinstance(data, dict):
        return None
    values = []
    for axis, limit in (("Latitude", 90.0), ("Longitude", 180.0)):
        text = (
            str(data.get(f"EXIF:GPS{axis}") or data.get(f"exif:GPS{axis}") or "")
            .strip()
            .upper()[:40]
        )
        match = re.fullmatch(
            r"(-?\d{1,3}(?:\.\d{1,12})?)(?:,(\d{1,2}(?:\.\d{1,12})?))?(?:,(\d{1,2}(?:\.\d{1,12})?))?([NSEW]?)",
            text,
        )
        if not match:
            return None
        value = float(match[1]) + float(match[2] or 0) / 60 + float(match[3] or 0) / 3600
        value = -value if match[4] in ("S", "W") else value
        if abs(value) > limit:
            return None
        values.append(value)
    return Position(values[0], values[1], "C2PA:exif")


def _time(value: Any) -> datetime | None:
    if not isinstance(value, str):
        return None
    text = re.sub(r"^(\d{4}):(\d\d):(\d\d)", r"\1-\2-\3", value.strip()[:40])
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _list(data: Any, key: str) -> list[dict[str, Any]]:
    """The dictionaries under `key`; a single one counts as a list of one."""
    found = data.get(key) if isinstance(data, dict) else None
    return [x for x in (found if isinstance(found, list) else [found]) if isinstance(x, dict)]
