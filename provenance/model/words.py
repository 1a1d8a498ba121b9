"""The small closed vocabularies that every other value is built from."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is for the reader; see `Confidence` for how sure we are."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """3 for an error, 2 for a warning, 1 for an info: higher is worse."""
        return {"error": 3, "warning": 2, "info": 1}[self.value]

    def lowered(self, steps: int = 1) -> Severity:
        """The severity `steps` below this one; info is the floor."""
        order = (Severity.ERROR, Severity.WARNING, Severity.INFO)
        return order[min(len(order) - 1, order.index(self) + max(0, steps))]


class Confidence(StrEnum):
    """How sure we are of what we say. Not how bad it is: see `Severity`."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """3 for high, 2 for medium, 1 for low."""
        return {"high": 3, "medium": 2, "low": 1}[self.value]


class Verdict(StrEnum):
    """The one-word result for one picture, and for a whole article."""

    MISMATCH = "mismatch"
    """An error in which something was compared."""
    INCOMPLETE = "incomplete"
    """No such error, but a credit or caption is missing."""
    ATTENTION = "attention"
    """A warning, or an error in which nothing was compared."""
    ACCEPTED = "accepted"
    """Every finding was overridden or suppressed. Never shown green."""
    CONSISTENT = "consistent"
    """An original confirmed, nothing found, every rule ended, every claim agreed."""
    UNVERIFIED = "unverified"
    """Anything else. Never shown green."""


class EvidenceKind(StrEnum):
    """The kinds of evidence that rules weigh."""

    ARTICLE = "article"
    """What the page says: caption, credit, headline, text."""
    PICTURE = "published picture"
    ORIGINAL = "confirmed original"
    METADATA = "embedded metadata"
    CREDENTIALS = "Content Credentials"
    SIGHTINGS = "earlier sightings"
    """Reverse search and archives."""
    HISTORY = "the newsroom's history"
    CONFIGURATION = "configuration"


class Reason(StrEnum):
    """Why something was not checked. Network trouble is never a finding."""

    NO_CAPTION = "no-caption"
    NO_CREDIT = "no-credit"
    CREDIT_AMBIGUOUS = "credit-ambiguous"
    PLATFORM_ONLY = "platform-only"
    NO_LINK = "no-link"
    SOURCE_NOT_FOUND = "source-not-found"
    SOURCE_NOT_CONFIRMED = "source-not-confirmed"
    GONE = "gone"
    GATED = "gated"
    RATE_LIMITED = "rate-limited"
    NETWORK = "network"
    OFFLINE = "offline"
    NO_API_KEY = "no-api-key"
    NO_METADATA = "no-metadata"
    NO_DATE = "no-date"
    DATE_TOO_COARSE = "date-too-coarse"
    NO_PLACE = "no-place"
    PLACE_AMBIGUOUS = "place-ambiguous"
    PICTURE_TOO_PLAIN = "picture-too-plain"
    ANOTHER_MOMENT = "another-moment"
    """Another moment of the same shot: a burst, a video, a pan."""
    LANGUAGE_UNSUPPORTED = "language-unsupported"
    LICENSE_UNREADABLE = "license-unreadable"
    BLOCKED_ADDRESS = "blocked-address"
    TOO_LARGE = "too-large"
    NOT_AN_IMAGE = "not-an-image"
    OVER_BUDGET = "over-budget"
    PENDING = "pending"
    """A fast check left it to the full one."""
    LEFT_OUT = "left-out"
    """The configuration leaves it out: `select`, `ignore`, `paths`, a profile."""
    PARTLY_READ = "partly-read"
    """Only a part of the picture was looked at: its file ends early, or it has later frames."""
    FAILED = "failed"


class Relation(StrEnum):
    """How two pictures are related."""

    IDENTICAL = "identical"
    """The same bytes, or the same pixels."""
    SAME = "same"
    """The same picture, re-encoded or resized."""
    DERIVED = "derived"
    """Made from it: cropped, mirrored, overlaid, recoloured, edited …"""
    DIFFERENT = "different"
    UNDECIDED = "undecided"

    @property
    def linked(self) -> bool:
        """True where one picture is the other or was made from it."""
        return self in (Relation.IDENTICAL, Relation.SAME, Relation.DERIVED)


class Binding(StrEnum):
    """How a picture is tied to another (C2PA 2.1, section 9: hard and soft bindings)."""

    HARD = "hard"
    """The same bytes."""
    SOFT = "soft"
    """The same pixels or fingerprint."""
    NONE = "none"


class Transformation(StrEnum):
    """What was done to the original to get the published picture."""

    RESIZED = "resized"
    RECOMPRESSED = "recompressed"
    CROPPED = "cropped"
    MIRRORED = "mirrored"
    ROTATED = "rotated"
    BORDERED = "bordered"
    GREYSCALE = "greyscale"
    RECOLOURED = "recoloured"
    FLATTENED = "flattened"
    """Transparency filled in or dropped."""
    OVERLAID = "overlaid"
    OBSCURED = "obscured"
    """Pixelated, blurred or covered by a bar, as desks do for privacy."""
    EDITED = "edited"
    COMPOSITED = "composited"


class MatchBasis(StrEnum):
    """How a source came to be connected with a picture, strongest first."""

    SAME_BYTES = "same-bytes"
    SAME_ID = "same-id"
    SAME_PIXELS = "same-pixels"
    FINGERPRINT = "fingerprint"
    NAME = "name"


class Retrieved(StrEnum):
    """How a piece of evidence reached us."""

    LIVE = "live"
    CACHED = "cached"
    SEED = "seed"
    FILE = "file"
