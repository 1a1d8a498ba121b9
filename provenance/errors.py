"""Every exception of this package.

Each carries one sentence that says what is wrong and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.model.words import Reason


class ProvenanceError(Exception):
    """Base of all our exceptions: `str()` is a sentence for the user."""


def cause_of(error: Exception) -> str:
    """What the system says of a failure, without its number and the path."""
    told = error.strerror if isinstance(error, OSError) else str(error)
    return told or type(error).__name__


class UsageError(ProvenanceError):
    """A call that cannot be understood: a wrong option, a missing file.

    The command line exits with 2.
    """


class UnreadableInput(UsageError):
    """An article or picture that cannot be read: which one, what is wrong, what to do."""


class ConfigError(UsageError):
    """A configuration file that cannot be used.

    Names the key, and the nearest that exists.
    """


class UnusableArchive(UsageError):
    """The archive's file is damaged, full or closed to us.

    Names the file, and what to do.
    """


class UnwritableOutput(UsageError):
    """Standard output takes nothing more: closed, or on a full disk. It ends a run."""


class NotFetched(ProvenanceError):
    """Something could not be fetched or looked up.

    `reason` tells which of the reasons for `NotChecked` it is; `detail` is one sentence. Network
    trouble, gated, gone and rate-limited are never mixed up.
    """

    def __init__(
        self,
        reason: Reason,
        detail: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.status = status
        """The HTTP status that ended it, where there was one."""
        self.retry_after = retry_after
        """Seconds the host asked us to wait, where it said so."""


class UnreadablePicture(ProvenanceError):
    """Bytes that are no picture we can decode, or that are refused.

    The reason is `not-an-image` or `too-large`.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def how_to_install(extra: str) -> str:
    """What a sentence about a missing extra ends with."""
    return f"pip install 'picture-provenance[{extra}]', or in a checkout pip install '.[{extra}]'"
