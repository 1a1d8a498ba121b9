"""Content Credentials found by the fingerprint of a picture whose file has none.

A manifest that lies elsewhere fits the bytes of another file. It speaks of this picture where its
signer says so: by our fingerprint, signed into it as a C2PA soft binding, or by its own small
picture, over which this one lies.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
from dataclasses import replace
from typing import Any

from provenance.config import ContentCredentials
from provenance.errors import UnreadablePicture
from provenance.model import Credentials, CredentialsState, Picture
from provenance.pictures.comparison import compare
from provenance.pictures.credentials import context_of, credentials_of, media_type
from provenance.pictures.fingerprint import hamming
from provenance.pictures.read import read_picture
from provenance.pictures.trust_lists import signers_named, trusted

ALGORITHM = "picture-provenance.phash256.1"
"""The name of our fingerprint in soft bindings: `phash` over preparation 1, 32 bytes as base64."""
NEAR = 31
"""Bits of 256 up to which a signed fingerprint is this picture's: what image tools do to a whole
picture moves it by at most 12; at 81 no unrelated pair of 6.97 million passed."""
_LARGEST_THUMBNAIL = 5_000_000


def soft_binding(picture: Picture) -> str:
    """The picture's fingerprint as a soft binding's value."""
    return base64.b64encode(bytes.fromhex(picture.fingerprint.phash)).decode("ascii")


def read_manifest(
    picture: Picture, manifest: bytes, *, found_at: str, trust: ContentCredentials
) -> Credentials | None:
    """The credentials in a manifest store that was found elsewhere.

    None where they do not hold, or nothing in them says that they are about this picture. What
    they tell is where the picture comes from, never that it was not changed since.
    """
    import c2pa

    lists = trusted(trust)
    thumbnail = io.BytesIO()
    try:
        with c2pa.Reader(
            media_type(picture.format),
            io.BytesIO(picture.data),
            manifest_data=manifest,
            context=context_of(lists),
        ) as reader:
            store = json.loads(reader.json())
            active = store["manifests"][store["active_manifest"]]
            shown = active.get("thumbnail") or {}
            if shown.get("identifier"):
                reader.resource_to_stream(shown["identifier"], thumbnail)
    except (c2pa.C2paError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    found = credentials_of(store, signers_named(lists), bound=False)
    if found.state in (CredentialsState.INVALID, CredentialsState.UNREADABLE):
        return None
    proof = _signed_fingerprint(picture, active) or _shown(picture, thumbnail.getvalue())
    if not proof:
        return None
    return replace(found, found_at=found_at, detail=f"{proof}; {found.detail}")


def _signed_fingerprint(picture: Picture, active: dict[str, Any]) -> str:
    """That the picture's fingerprint was signed; empty where none near it was."""
    for assertion in active.get("assertions") or []:
        data = assertion.get("data")
        if not str(assertion.get("label", "")).startswith("c2pa.soft-binding"):
            continue
        if not isinstance(data, dict) or data.get("alg") != ALGORITHM:
            continue
        for block in data.get("blocks") or []:
            value = _hash(block.get("value") if isinstance(block, dict) else None)
            if value and hamming(value, picture.fingerprint.phash) <= NEAR:
                return "the fingerprint that was signed is this picture's"
    return ""


def _hash(value: Any) -> str:
    """A phash from its base64; empty for anything else."""
    try:
        told = base64.b64decode(value, validate=True).hex() if isinstance(value, str) else ""
    except (binascii.Error, ValueError):
        return ""
    return told if len(told) == 64 else ""


def _shown(picture: Picture, thumbnail: bytes) -> str:
    """That the picture lies over the one in the manifest; empty where it does not."""
    if not 0 < len(thumbnail) <= _LARGEST_THUMBNAIL:
        return ""
    try:
        linked = compare(picture, read_picture(thumbnail, metadata=False)).relation.linked
    except UnreadablePicture:
        return ""
    return "the small picture that was signed is this one" if linked else ""
