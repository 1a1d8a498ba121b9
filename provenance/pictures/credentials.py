"""Content Credentials (C2PA) of a file: six answers, and their claims.

No network unless asked. `valid` needs a trust list that holds the signer's authority: the official
one ships, others can be configured; likewise for the authorities that stamp the time of signing. A
file whose hashes and signature are in order but whose signer
no list vouches for is `untrusted`, and its detail says that it is intact. What the credentials say
of the picture is read from the whole store: what a model made stays so when a service resizes and
signs it again.
"""

from __future__ import annotations

import importlib.util
import io
import json
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from provenance import lazy_re as re
from provenance.config import ONLY_OFFICIAL, ContentCredentials
from provenance.model import Credentials, CredentialsState, Position
from provenance.pictures.manifests import actions_of, signals_of, source_type
from provenance.pictures.trust_lists import TrustList, named_by, signers_named, trusted
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
    "JPEGXL": "image/jxl",
    "SVG": "image/svg+xml",
}
"""Pillow's format names, which are taken as well."""
_UNTRUSTED = frozenset({"signingCredential.untrusted"})
_EXPIRED = frozenset({"signingCredential.expired", "claimSignature.outsideValidity"})
_HARMLESS = frozenset(
    {"timeStamp.untrusted", "signingCredential.ocsp.inaccessible", "signingCredential.ocsp.skipped"}
)
"""C2PA 2.1, section 15: what says nothing about the file or its signer's certificate."""
_OF_THE_BYTES = frozenset(
    f"assertion.{kind}Hash.{how}"
    for kind in ("data", "bmff", "boxes", "collection")
    for how in ("mismatch", "malformed", "unknownBox")
)
"""What fails where a manifest is held against other bytes than it was made for."""
_MOST_LISTED = 200
"""Actions and ingredients that are reported; a picture edited for a day has some dozens."""


def available() -> bool:
    """True where the extra `[c2pa]` is installed."""
    return importlib.util.find_spec("c2pa") is not None


def read_credentials(
    data: bytes,
    mime: str,
    *,
    allow_network: bool = False,
    trust: ContentCredentials = ONLY_OFFICIAL,
) -> Credentials:
    """The validated credentials of `data`.

    `mime` is a media type or Pillow's format name. `trust` names lists of authorities beside the
    official ones, which ship. `allow_network` lets the reader fetch a manifest kept elsewhere and
    ask for revoked certificates. Raises `ModuleNotFoundError` where the extra is not installed: ask
    `available()` first.
    """
    import c2pa

    lists = trusted(trust)
    named = signers_named(lists)
    try:
        with c2pa.Reader(
            media_type(mime), io.BytesIO(data), context=context_of(lists, allow_network)
        ) as reader:
            store = json.loads(reader.json())
    except (c2pa.C2paError, ValueError, RecursionError) as wrong:
        bare = "naked codestream" in str(wrong)  # a JPEG XL without boxes
        if bare or (str(wrong).startswith("NotSupported") and not _carries(mime)):
            return Credentials(CredentialsState.ABSENT, "this kind of file holds none", named)
        return _unread(str(wrong), named)
    return credentials_of(store, named)


def credentials_of(store: dict[str, Any], named: str, *, bound: bool = True) -> Credentials:
    """The credentials in a manifest store.

    With `bound` false, whether the manifest fits the file's bytes says nothing: it was found
    elsewhere. `named` are the trust lists.
    """
    try:
        return _credentials(store, named, bound=bound)
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        return _unread(f"the manifest store has an unknown shape: {wrong}", named)


def media_type(mime: str) -> str:
    """The media type for Pillow's name of a format; any other name as it is."""
    return _MIMES.get(mime.upper(), mime)


def _carries(mime: str) -> bool:
    """True for a kind of file that can hold credentials."""
    return mime.upper() in _MIMES or mime in _MIMES.values()


def context_of(lists: tuple[TrustList, ...], allow_network: bool = False) -> Any:
    """What the C2PA library is told: the lists, and no network unless asked."""
    import c2pa

    verify = {
        "remote_manifest_fetch": allow_network,
        "ocsp_fetch": allow_network,
        "verify_trust": True,
    }
    anchors = [
        {"trust_anchors": one.anchors, "trust_uri": one.id, "trust_kind": one.kind}
        for one in lists
        if one.anchors
    ]
    return c2pa.Context(c2pa.Settings.from_dict({"verify": verify, "trust": {"anchors": anchors}}))


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


def _credentials(store: dict[str, Any], named: str, *, bound: bool) -> Credentials:
    active = store["manifests"][store["active_manifest"]]
    failures = list(_failures(store))
    said = str(store.get("validation_state", ""))
    if not bound:
        failures = [f for f in failures if f.ingredient or f.code not in _OF_THE_BYTES]
        said = _said_without_bytes(store, failures)
    state = _state(failures, said)
    if state is CredentialsState.VALID and _signers_list(store) is None:
        state = CredentialsState.UNTRUSTED
    signature = active.get("signature_info") or {}
    named_actions = (str(a["action"]) for a in actions_of(active) if a.get("action"))
    titles = (
        str(i.get("title") or i.get("instance_id") or "") for i in _list(active, "ingredients")
    )
    work = list(_works(active))
    return Credentials(
        state=state,
        detail=_detail(state, failures, store, named),
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


def _said_without_bytes(store: dict[str, Any], failures: list[_Failure]) -> str:
    """The validator's word as it would be, had it not looked at the file's bytes."""
    if {f.code for f in failures} - _UNTRUSTED - _EXPIRED - _HARMLESS:
        return "Invalid"
    told = {s.get("code") for s in _list(_active_results(store), "success")}
    return "Trusted" if "signingCredential.trusted" in told else "Valid"


def _signers_list(store: dict[str, Any]) -> str | None:
    """The list of signers' authorities that vouches for the signer."""
    results = store.get("validation_results")
    return named_by(results.get("trustListUri"), "manifest") if isinstance(results, dict) else None


def _active_results(store: dict[str, Any]) -> Any:
    results = store.get("validation_results")
    return results.get("activeManifest") if isinstance(results, dict) else None


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
    state: CredentialsState, failures: list[_Failure], store: dict[str, Any], named: str
) -> str:
    """What failed, in the validator's code and in words.

    Then who vouches for the time of signing, and the ingredients that were broken when they were
    added.
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
            f"({_signers_list(store)})"
        )
    parts += _stamps(store)
    parts += _broken_ingredients(store["manifests"][store["active_manifest"]])
    return "; ".join(dict.fromkeys(parts))[:_MOST_DETAIL]


def _stamps(store: dict[str, Any]) -> Iterator[str]:
    """Who stamped the time of signing, and whether a list vouches for him."""
    results = _active_results(store)
    for status in (s for kind in _RESULTS for s in _list(results, kind)):
        told = _STAMP.fullmatch(str(status.get("explanation", ""))[:500])
        if told and str(status.get("code")) in ("timeStamp.trusted", "timeStamp.untrusted"):
            on = named_by(told["list"], "tsa")
            where = f"is on the trust list ({on})" if on else "is on no list of such authorities"
            yield f"the time of signing was stamped by {told['who']}, who {where}"


_RESULTS = ("success", "informational", "failure")
_STAMP = re.compile(r"timestamp cert \w+: (?P<who>[^\n]*?)(?:, trust list: (?P<list>[^\n]*))?")
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
