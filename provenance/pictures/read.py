"""One picture file -> `Picture`.

Size, fingerprints, embedded metadata, Content Credentials.
"""

from __future__ import annotations

import numpy as np

from provenance.config import ONLY_OFFICIAL, ContentCredentials
from provenance.model import Metadata, Picture, Preview
from provenance.model.picture import WHEN_ASKED
from provenance.pictures.decode import decode
from provenance.pictures.fingerprint import LONG_EDGE, fingerprint


def read_picture(
    data: bytes,
    *,
    url: str | None = None,
    metadata: bool = True,
    credentials: bool = False,
    trust: ContentCredentials = ONLY_OFFICIAL,
) -> Picture:
    """Decode and read one picture.

    `metadata` reads what is embedded, `credentials` asks the Content Credentials reader where it
    is installed, with `trust` naming lists beside the official ones. Raises
    `provenance.errors.UnreadablePicture` for bytes that are no picture or are refused.
    """
    decoded = decode(data, long_edge=LONG_EDGE)
    shown = decoded.fitted or decoded.image
    embedded, signed = Metadata(), None
    if metadata:
        from provenance.pictures.metadata import read_metadata

        packed = decoded.format == "JPEGXL" and decoded.source[:2] == b"\xff\xd8"
        embedded = read_metadata(decoded.source if packed else data)
    if credentials:
        from provenance.pictures.credentials import available, read_credentials

        if available():
            signed = read_credentials(data, decoded.format, trust=trust)
    return Picture(
        data=data,
        sha1=WHEN_ASKED,
        sha256=WHEN_ASKED,
        format=decoded.format,
        width=decoded.width,
        height=decoded.height,
        fingerprint=fingerprint(decoded.image),
        metadata=embedded,
        credentials=signed,
        frames=decoded.frames,
        truncated=decoded.truncated,
        url=url,
        preview=Preview(
            *shown.size,
            shown.tobytes(),
            decoded.seen.astype(np.uint8).tobytes() if decoded.seen is not None else None,
            decoded.transparent,
        ),
    )
