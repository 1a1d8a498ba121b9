"""What the newsroom holds of a picture: its record, and its earlier uses."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from provenance.model.claims import Claims
from provenance.model.credit import Credit
from provenance.model.evidence import Locator, Reading
from provenance.model.picture import Comparison
from provenance.model.source import SourceRecord
from provenance.values import dataclass


class PublishingStatus(StrEnum):
    """What a supplier says may be done with a picture: IPTC's, and corrected."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"
    """Killed: nobody may print it any more."""
    CORRECTED = "corrected"
    """Sent again with another caption, credit or picture."""


@dataclass(frozen=True, slots=True)
class Use:
    """One printing of a picture: under which caption and credit, where and when."""

    where: Locator
    page_url: str | None = None
    headline: str | None = None
    published: datetime | None = None
    caption: Reading | None = None
    credit: Reading | None = None
    claims: Claims = Claims("")
    """What the caption says."""
    credited: Credit | None = None
    """Whom the credit names."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A picture in the newsroom's archive that is proved to be the published one."""

    id: str
    comparison: Comparison
    record: SourceRecord | None = None
    """What came with it; None for a picture that is known only as printed."""
    supplier: str = ""
    status: PublishingStatus = PublishingStatus.USABLE
    notice: Reading | None = None
    """What the supplier says about its status."""
    embargoed: date | None = None
    """The day before which it may not be printed."""
    expires: date | None = None
    """The last day on which it may be printed."""
    uses: tuple[Use, ...] = ()
