"""A picture whose file holds no Content Credentials, looked up by its fingerprint.

The services are those of `credentials.resolvers`; they answer C2PA's Soft Binding Resolution API.
They are sent the fingerprint, never the picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Fetches
from provenance.model import Credentials, CredentialsState, Picture, Reason
from provenance.model.addresses import is_web_address
from provenance.sources.kit.answers import items, json_of, text

_MOST = 5
"""Manifests of one service that are read."""
_LONGEST_ID = 300
"""Characters of a manifest's id; C2PA's own have about 45."""


def with_credentials(picture: Picture, fetcher: Fetches, config: Config) -> Picture:
    """The picture with the credentials that a service keeps for it.

    As it was where its file has some, where no service is configured or none has any. Where one
    could not be asked, the absent credentials say why.
    """
    signed = picture.credentials
    if signed is None or signed.state is not CredentialsState.ABSENT:
        return picture
    if not config.credentials.resolvers or picture.fingerprint.plain:
        return picture
    trouble: NotFetched | None = None
    for resolver in config.credentials.resolvers:
        try:
            found = next(_found(picture, resolver.rstrip("/"), fetcher, config), None)
        except NotFetched as error:
            trouble = trouble or NotFetched(error.reason, f"{resolver}: {error.detail}")
            continue
        if found is not None:
            return replace(picture, credentials=found)
    if trouble is None:
        return picture
    unasked = replace(signed, unasked=trouble.reason, detail=f"{signed.detail}; {trouble.detail}")
    return replace(picture, credentials=unasked)


def _found(
    picture: Picture, resolver: str, fetcher: Fetches, config: Config
) -> Iterator[Credentials]:
    """The credentials that a service keeps for the picture. Raises `NotFetched`."""
    from provenance.pictures.recovered import ALGORITHM, read_manifest, soft_binding  # loads c2pa

    question = {"alg": ALGORITHM, "value": soft_binding(picture), "maxResults": str(_MOST)}
    try:
        answer = fetcher.get(f"{resolver}/matches/byBinding", params=question)
    except NotFetched as error:
        if error.reason is Reason.GONE:
            # A service that knows none answers with an empty list; the API has no 404 here.
            raise NotFetched(Reason.FAILED, f"no such service there: {error.detail}") from error
        raise
    trouble: NotFetched | None = None
    for match in items(json_of(answer), "matches")[:_MOST]:
        manifest = (text(match, "manifestId") or "")[:_LONGEST_ID]
        kept_at = text(match, "endpoint") or resolver
        if not manifest or not is_web_address(kept_at):
            continue
        address = f"{kept_at.rstrip('/')}/manifests/{quote(manifest, safe='')}"
        try:
            store = fetcher.get(address, kind="page", headers={"Accept": "application/c2pa"})
        except NotFetched as error:
            if error.reason is not Reason.GONE:
                trouble = trouble or error
            continue
        credentials = read_manifest(picture, store.body, found_at=address, trust=config.credentials)
        if credentials is not None:
            yield credentials
    if trouble is not None:
        raise trouble
