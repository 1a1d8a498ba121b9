"""Content Credentials (C2PA) of a file: six answers, and what the credentials claim.

No network unless asked.

`valid` needs a trust list that holds the signer's authority; none is shipped. A file whose hashes
and signature are in order but whose signer no list vouches for is `untrusted`, and its detail says
that it is intact.
"""

from __future__ import annotations

import importlib.util
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from provenance.model import Credentials, CredentialsState, Position

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
_HISTORY = _UNTRUSTED | _EXPIRED | _HARMLESS
"""What leaves hashes and signature intact."""
_ACTIONS = "c2pa.actions"
_WORK = ("stds.schema-org", "cawg.metadata", "stds.iptc", "c2pa.metadata")
"""Labels of the assertions that describe the work."""
_MOST_TRUST_LIST = 20_000_000
_QUOTED, _DETAIL = 500, 2000
"""Characters of the validator's words and of a detail that are kept."""
_COORDINATE, _DATE = 40, 40
"""Characters of a coordinate and of a date that are read."""
_MOST_LISTED = 200
"""Actions and ingredients that are reported; a picture edited for a day has some dozens."""
NO_TRUST_LIST = "no trust list configured"


def available() -> bool:
    """True where the extra `[c2pa]` is installed."""
    return importlib.util.find_spec("c2pa") is not None


def read_credentials(
    data: bytes, mime: str, *, allow_network: bool = False, trust_list: Path | None = None
) -> Credentials:
    """The validated credentials of `data`.

    `mime` is a media type or Pillow's format name. `trust_list` is a PEM file of authorities; a
    first line like `# C2PA trust list, 2026-05-01` gives its name and date. `allow_network` lets
    the reader fetch a manifest kept elsewhere and ask for revoked certificates. Raises
    `ModuleNotFoundError` where the extra is not installed: ask `available()` first.
    """
    import c2pa

    anchors, named = "", None
    if trust_list is not None:
        try:
            anchors, named = _trust(trust_list)
        except (OSError, ValueError) as wrong:
            named = f"the trust list {trust_list.name} cannot be read: {wrong}"
    try:
        context = c2pa.Context(c2pa.Settings.from_dict(_settings(allow_network, anchors)))
        with c2pa.Reader(
            _MIMES.get(mime.upper(), mime), io.BytesIO(data), context=context
        ) as reader:
            store = json.loads(reader.json())
    except (c2pa.C2paError, ValueError, RecursionError) as wrong:
        return _without_manifest(str(wrong), named)
    try:
        return _credentials(store, named)
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        return _without_manifest(f"the manifest store has an unknown shape: {wrong}", named)


def _settings(allow_network: bool, anchors: str) -> dict[str, Any]:
    verify: dict[str, Any] = {
        "remote_manifest_fetch": allow_network,
        "ocsp_fetch": allow_network,
        "verify_trust": True,
    }
    settings: dict[str, Any] = {"verify": verify}
    if anchors:
        settings["trust"] = {"trust_anchors": anchors}
    return settings


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


def _without_manifest(error: str, named: str | None) -> Credentials:
    """The answer where the reader gave no manifest: absent, or not readable."""
    if error.startswith("ManifestNotFound"):
        return Credentials(CredentialsState.ABSENT, "the file holds no Content Credentials", named)
    remote = re.search(r"must fetch remote manifests from url:? ?(\S{0,300})", error)
    if remote:
        detail = (
            f"the credentials are kept elsewhere ({remote[1]}) and were not fetched: the "
            "network is off for them"
        )
        return Credentials(CredentialsState.UNREADABLE, detail, named)
    return Credentials(CredentialsState.UNREADABLE, error[:_QUOTED], named)


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
    assertions = [(str(a.get("label", "")), a.get("data")) for a in active.get("assertions", [])]
    actions = [
        a for label, d in assertions if label.startswith(_ACTIONS) for a in _list(d, "actions")
    ]
    work = [d for label, d in assertions if label.startswith(_WORK)]
    return Credentials(
        state=state,
        detail=_detail(state, failures, active, named),
        trust_list=named,
        signer=_signer(signature),
        signed=_time(signature.get("time")),
        generator=_generator(active),
        actions=tuple(str(a["action"]) for a in actions if a.get("action"))[:_MOST_LISTED],
        ingredients=tuple(map(_ingredient, _list(active, "ingredients")[:_MOST_LISTED])),
        digital_source_type=_source_type(actions, work),
        creators=tuple(dict.fromkeys(name for d in work for name in _authors(d))),
        date_created=next(filter(None, map(_date_created, work)), None),
        position=next(filter(None, map(_position, work)), None),
    )


def _ingredient(ingredient: dict[str, Any]) -> str:
    return str(ingredient.get("title") or ingredient.get("instance_id") or "")


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
    """The state that the failures come to.

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
    """What failed, in the validator's code and in words; then the broken ingredients."""
    parts = [*_reasons(state, failures, named), *_broken_ingredients(active)]
    return "; ".join(dict.fromkeys(parts))[:_DETAIL]


def _reasons(state: CredentialsState, failures: list[_Failure], named: str | None) -> Iterator[str]:
    if state is CredentialsState.INVALID:
        for f in failures:
            if f.code not in _HISTORY:
                yield f"{f.code}{' in an ingredient' if f.ingredient else ''}: {f.words}"
    elif state is CredentialsState.EXPIRED:
        for f in failures:
            if f.code in _EXPIRED and not f.ingredient:
                yield f"{f.code}: {f.words}"
    elif state is CredentialsState.UNTRUSTED:
        why = f"the signer is not on the trust list ({named})" if named else NO_TRUST_LIST
        yield f"signingCredential.untrusted: hashes and signature are intact, but {why}"
    else:
        yield "hashes and signature are intact, and the trust list names the signer's authority"


def _broken_ingredients(active: dict[str, Any]) -> Iterator[str]:
    """The ingredients that were broken when they were added, each with the failures' codes."""
    for ingredient in _list(active, "ingredients")[:_MOST_LISTED]:
        codes = [
            str(status.get("code"))
            for status in _list(ingredient, "validation_status")
            if status.get("success") is not True
        ]
        broken = [code for code in codes if code not in _HISTORY]
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


def _source_type(actions: list[dict[str, Any]], work: list[Any]) -> str | None:
    """The source type of the first action that states one, else the metadata's."""
    stated = [a.get("digitalSourceType") for a in actions]
    for data in work:
        if isinstance(data, dict):
            stated += [
                data.get("Iptc4xmpExt:DigitalSourceType"),
                data.get("iptcExt:DigitalSourceType"),
                data.get("digitalSourceType"),
            ]
    return next((s for s in stated if isinstance(s, str) and s), None)


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


def _date_created(data: Any) -> datetime | None:
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
    """A position in the EXIF assertion.

    Decimal, or degrees with minutes as XMP writes them (`39,21.102N`).
    """
    if not isinstance(data, dict):
        return None
    values = []
    for axis, limit in (("Latitude", 90.0), ("Longitude", 180.0)):
        text = (
            str(data.get(f"EXIF:GPS{axis}") or data.get(f"exif:GPS{axis}") or "")
            .strip()
            .upper()[:_COORDINATE]
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
    text = re.sub(r"^(\d{4}):(\d\d):(\d\d)", r"\1-\2-\3", value.strip()[:_DATE])
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _list(data: Any, key: str) -> list[dict[str, Any]]:
    """The dictionaries under `key`; a single one counts as a list of one."""
    found = data.get(key) if isinstance(data, dict) else None
    return [x for x in (found if isinstance(found, list) else [found]) if isinstance(x, dict)]
