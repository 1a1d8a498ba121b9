"""What one service obeys."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from pathlib import Path

from provenance import lazy_re as re
from provenance.config import ServiceSettings
from provenance.errors import UsageError
from provenance.run.gate import Policy
from provenance.values import dataclass

TOKENS = "PROVENANCE_SERVICE_TOKENS"
"""Environment variable: the tokens callers may use, separated by blanks or commas."""
TOKENS_FILE = "PROVENANCE_SERVICE_TOKENS_FILE"
"""Environment variable: a file that holds such tokens, read again on SIGHUP."""
CALLBACK_SECRET = "PROVENANCE_SERVICE_CALLBACK_SECRET"  # noqa: S105 - the name of a variable
"""Environment variable: the secret with which calls of a job's callback are signed."""
LOOPBACK = ("127.0.0.1", "::1", "localhost")
_SHORTEST = 16
"""Characters of a token or secret at least."""
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and doors of one service."""

    jobs_file: Path
    """SQLite file that keeps accepted jobs across restarts."""
    token_hashes: tuple[str, ...] = ()
    """SHA-256 of each token; empty lets everybody in (loopback only, see `settings_from`)."""
    limits: ServiceSettings = ServiceSettings()
    """What an operator may set in the configuration."""
    callback_secret: bytes = b""
    """Empty takes no job with a callback."""
    max_depth: int = 60
    """Nesting of the JSON: six times that of the deepest of 72 recorded API answers (10 levels)."""
    fast_budget: float = 0.3
    """Seconds for `mode=fast`, from the moment the request is read to the answer."""
    job_attempts: int = 3
    """A job whose process died this often is given up, so that one poisonous article cannot
    stop the queue."""
    policy: Policy = Policy()

    def admits(self, token: str) -> bool:
        """True for a known token; compared in constant time."""
        given = token_hash(token)
        matches = [hmac.compare_digest(given, known) for known in self.token_hashes]
        return not self.token_hashes or any(matches)


def token_hash(token: str) -> str:
    """SHA-256 of a token in hex: what is kept, compared and (its first digits) logged."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def settings_from(
    environment: Mapping[str, str],
    host: str,
    jobs_file: Path,
    limits: ServiceSettings | None = None,
    *,
    open_to_all: bool = False,
) -> Settings:
    """The settings for a service on `host`.

    Raises `UsageError` without tokens, unless `open_to_all` was asked for and the host is a
    loopback address; for a token or secret that is too short; for limits that cannot be.
    """
    limits = limits or ServiceSettings()
    _check(limits)
    tokens = environment.get(TOKENS, "").replace(",", " ").split()
    if file := environment.get(TOKENS_FILE):
        tokens += _tokens_in(Path(file))
    if any(len(token) < _SHORTEST for token in tokens):
        raise UsageError(
            f"a token in ${TOKENS} or ${TOKENS_FILE} is shorter than {_SHORTEST} characters; make "
            "one with `openssl rand -hex 24`"
        )
    if not tokens and not (open_to_all and host in LOOPBACK):
        raise UsageError(
            f"set ${TOKENS} to the tokens that callers may use (make one with `openssl rand -hex "
            "24`); without one "
            "the service starts only on a loopback address with --no-token"
        )
    secret = environment.get(CALLBACK_SECRET, "")
    if secret and len(secret) < _SHORTEST:
        raise UsageError(f"${CALLBACK_SECRET} is shorter than {_SHORTEST} characters")
    return Settings(jobs_file, tuple(map(token_hash, tokens)), limits, secret.encode())


def _tokens_in(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8").replace(",", " ").split()
    except (OSError, UnicodeError) as error:
        raise UsageError(f"${TOKENS_FILE} names {file}, which cannot be read: {error}") from error


def _check(limits: ServiceSettings) -> None:
    """Raises `UsageError` for limits that cannot be."""
    if not _PREFIX.fullmatch(limits.prefix):
        raise UsageError(
            f"service.prefix = {limits.prefix!r} is no path: write it as /pictures, without a "
            "slash at its end"
        )
    for origin in limits.cors_origins:
        if not _ORIGIN.fullmatch(origin):
            raise UsageError(
                f"service.cors-origins: {origin!r} is no origin: write it as "
                "https://cms.news.example, without a path"
            )
    if limits.jobs_url is not None and not limits.jobs_url.startswith("postgresql://"):
        raise UsageError("service.jobs-url is no address of a server: postgresql://USER@HOST/NAME")
    for name in ("max_body_bytes", "requests_per_minute", "threads", "checks", "max_waiting"):
        if getattr(limits, name) < 1:
            raise UsageError(f"service.{name.replace('_', '-')} must be 1 or more")
    if min(limits.workers, limits.max_queued, limits.keep_days, limits.patience) < 0:
        raise UsageError("service: no limit may be less than 0")
