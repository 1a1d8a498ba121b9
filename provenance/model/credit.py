"""A credit line, taken apart; a licence; and the credit line to print instead."""

from __future__ import annotations

from enum import StrEnum

from provenance.model.article import Link
from provenance.values import dataclass


class CreditKind(StrEnum):
    """What kind of credit a line is, by whom it names."""

    AGENCY = "agency"
    STOCK = "stock"
    PLATFORM = "platform"
    COMMONS = "commons"
    AUTHOR_ONLY = "author-only"
    STAFF = "staff"
    HANDOUT = "handout"
    UNKNOWN = "unknown"


class CreditFlag(StrEnum):
    """What else a credit line says about the picture."""

    FILE = "file"
    HANDOUT = "handout"
    COURTESY = "courtesy"
    SUPPLIED = "supplied"
    SCREENSHOT = "screenshot"
    STOCK = "stock"
    COMPOSITE = "composite"
    ILLUSTRATION = "illustration"
    AI_GENERATED = "ai-generated"
    POOL = "pool"
    SOCIAL_MEDIA = "social-media"
    COPYRIGHT = "copyright"


@dataclass(frozen=True, slots=True)
class License:
    """A licence, named as its steward names it."""

    name: str
    """Short name with version and jurisdiction: `CC BY-SA 3.0 DE`, `CC0`, `public domain`, `all
    rights reserved`."""
    family: str
    """Machine id without version: `cc-by-sa`, `cc-by-nd`, `cc0`, `pd`, `gfdl`,
    `all-rights-reserved`, `other` …"""
    version: str | None = None
    jurisdiction: str | None = None
    """ISO 3166 code, lower case, for a ported licence: `de`."""
    url: str | None = None

    @property
    def demands_author(self) -> bool:
        """True for the licences that demand the author's name (CC BY family, GFDL)."""
        return self.family.startswith("cc-by") or self.family in ("gfdl", "fal", "ogl", "odbl")

    @property
    def forbids_derivatives(self) -> bool:
        """True for the ND licences."""
        return "-nd" in self.family

    @property
    def forbids_commercial(self) -> bool:
        """True for the NC licences."""
        return "-nc" in self.family

    @property
    def demands_changes_indicated(self) -> bool:
        """True for CC BY and CC BY-SA.

        Section 3(a)(1)(B) of the 4.0 texts wants changes indicated.
        """
        return self.family.startswith("cc-by") and not self.forbids_derivatives


@dataclass(frozen=True, slots=True)
class Credit:
    """One credit line, taken apart. Words are kept as printed."""

    raw: str
    creators: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    """In the printed order; a platform is never repeated here."""
    distributor: str | None = None
    platform: str | None = None
    """Platform id: `twitter`, `wikimedia-commons`, `flickr`, `facebook`, …"""
    license: License | None = None
    handles: tuple[str, ...] = ()
    """`@name` as printed."""
    flags: tuple[CreditFlag, ...] = ()
    links: tuple[Link, ...] = ()
    remainder: str | None = None
    """What was read but not understood."""
    kind: CreditKind = CreditKind.UNKNOWN


@dataclass(frozen=True, slots=True)
class CreditLine:
    """The credit line to print for a record, in the house style.

    Corrections never invent.
    """

    text: str
    html: str
    missing: tuple[str, ...] = ()
    """What the record lacks and the licence or the style wants: `author`, `license` …"""
