"""One exchange with a host, and what anything that fetches must offer."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, Protocol

from provenance import lazy_re as re
from provenance.errors import NotFetched
from provenance.model import Locator, Reason, Retrieved
from provenance.values import dataclass

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
    whole: bool = True
    """False where the host did not say how long the body is, so that it may have been cut."""

    def where(self, place: str) -> Locator:
        """The evidence's provenance for a value read at `place` in this answer."""
        return Locator(place, url=self.url, fetched=self.fetched, retrieved=self.retrieved)

    def text(self) -> str:
        """The body as text, in the declared charset or UTF-8.

        What cannot be decoded is replaced.
        """
        declared = self.headers.get("content-type", "").partition("charset=")[2]
        name = declared.partition(";")[0].strip(" \"'")
        return self.body.decode(_codec(name) or "utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON. Raises `NotFetched(failed)` where it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise NotFetched(
                Reason.FAILED, f"{self.url} did not answer with JSON", status=self.status
            ) from error


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, as it was sent or, for an answer at hand, as it would be."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)


Witness = Callable[[Asked, Exchange], None]
"""Told of every exchange that a run uses, redirects and refusals among them."""

_TEXT = re.compile(
    r"utf_(?:8|16|32)\w*|ascii|latin_1|iso8859_\d+|cp\d+|koi8_\w|kz1048|ptcp154|mac_\w+"
    r"|big5\w*|gb\w+|hz|euc_\w+|iso2022_\w+|johab|shift_jis\w*|tis_620|hp_roman8"
)
"""Python's codecs for written text. The others (`idna`, `punycode`, `undefined`, …) raise, or take
quadratic time, on what a server may send."""


def _codec(name: str) -> str | None:
    """Python's codec for a declared charset; None where it is none for text."""
    try:
        found = codecs.lookup(name).name.replace("-", "_")
    except (LookupError, ValueError):  # the latter for a NUL in it
        return None
    return found if _TEXT.fullmatch(found) else None


class TooLate(Exception):
    """An exchange took longer than the caller allowed."""


def not_a_web_address(url: str) -> NotFetched:
    """What is raised for an address that cannot be asked."""
    return NotFetched(
        Reason.BLOCKED_ADDRESS,
        f"{url[:200]!r} is not a web address; only http and https are fetched",
    )


SKEW = timedelta(minutes=5)
"""How far two clocks may lie apart: what was fetched later than this was fetched by a wrong one."""


def is_fresh(fetched: datetime, span: timedelta) -> bool:
    """True while what was fetched then counts as what its host says now.

    What a clock that was ahead has dated into the future does not: it would count for years.
    """
    return -SKEW <= datetime.now(UTC) - fetched < span


class Fetches(Protocol):
    """What reaches the network: `fetch.Fetcher`, or a stand-in."""

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
        `gone` for 404 and 410 (of an API only where it answers in JSON), `gated` for 401, 402, 403
        and 451, `rate-limited` for 429 (after the polite retries), `network` for anything that did
        not reach the host or broke off or for 5xx, `blocked-address` where the address guard
        refused, `too-large`, `over-budget` past the run's deadline, `offline`, and `pending` where
        only the full check asks. `params` whose name is a key's (`key`, `api_key`, `token`) and
        the headers `Authorization`, `x-api-key` and `Api-Key` are never stored, nor sent on to
        another host.
        """
        ...

    def post(
        self, url: str, *, payload: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> Exchange:
        """Post JSON; never cached. Raises as `get`."""
        ...
