"""One exchange with a host, and what anything that fetches must offer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from provenance.errors import NotFetched
from provenance.model import Locator, Reason, Retrieved

Kind = Literal["json", "page", "picture"]
"""What is being fetched: decides byte cap, cache time and where the body is kept."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """An answer, complete and within its cap."""

    url: str
    """The address that answered, after redirects."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes = field(repr=False)
    fetched: datetime
    """When the answer was made (UTC): for a cached one, when it was first fetched."""
    retrieved: Retrieved

    def where(self, place: str) -> Locator:
        """The evidence's provenance for a value read at `place` in this answer."""
        return Locator(place, url=self.url, fetched=self.fetched, retrieved=self.retrieved)

    def text(self) -> str:
        """The body as text, in the declared charset or UTF-8; what cannot be decoded is
        replaced."""
        declared = (
            self.headers.get("content-type", "")
            .partition("charset=")[2]
            .strip(" \"'")
            .split(";")[0]
        )
        try:
            return self.body.decode(declared or "utf-8", "replace")
        except LookupError:
            return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON. Raises `NotFetched(failed)` where it is none (an HTML error page,
        say)."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise NotFetched(
                Reason.FAILED, f"{self.url} did not answer with JSON", status=self.status
            ) from error


class Fetches(Protocol):
    """What a source, the pipeline and the tests use to reach the network: `fetch.Fetcher`, or a
    stand-in."""

    @property
    def offline(self) -> bool:
        """True where no socket will be opened."""
        ...

    def get(
        self,
        url: str,
        *,
        kind: Kind = "json",
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        accept_status: tuple[int, ...] = (),
        max_bytes: int | None = None,
    ) -> Exchange:
        """Fetch `url`: cache, then network, then (where allowed) the seed.

        Returns a 2xx answer, or one whose status is in `accept_status`. Raises `NotFetched`:
        `gone` for 404 and 410, `gated` for 401, 402, 403 and 451, `rate-limited` for 429 (after
        the polite retries), `network` for anything that did not reach the host or broke off or for
        5xx, `blocked-address` where the address guard refused, `too-large`, `over-budget` past the
        run's deadline, `offline`. `params` whose name is a key's (`key`, `api_key`, `token`) and
        the headers `Authorization` and `x-api-key` are never stored.
        """
        ...

    def post(
        self, url: str, *, payload: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> Exchange:
        """Post JSON; never cached. Raises as `get`."""
        ...
