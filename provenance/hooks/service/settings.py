"""What one service obeys."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from provenance.errors import UsageError
from provenance.run.gate import Policy

TOKENS = "PROVENANCE_SERVICE_TOKENS"
"""Environment variable: the tokens callers may use, separated by blanks or commas."""
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and doors of one service."""

    jobs_file: Path
    """SQLite file that keeps accepted jobs across restarts."""
    token_hashes: tuple[str, ...] = ()
    """SHA-256 of each token; empty lets everybody in (loopback only, see `settings_from`)."""
    max_body_bytes: int = 20_000_000
    """An article's JSON with five pictures of 3 MB each as base64 fits."""
    max_depth: int = 60
    """Nesting of the JSON: six times that of the deepest of 72 recorded API answers (10 levels)."""
    requests_per_minute: int = 120
    """Per token."""
    fast_budget: float = 0.3
    """Seconds for `mode=fast`, from the moment the request is read to the answer."""
    threads: int = 80
    """Requests answered side by side. Most of them wait, for the network or for their turn."""
    checks: int = 8
    """Full checks and comparisons that callers wait for, worked on side by side."""
    max_waiting: int = 64
    """Such calls under way or waiting at most; more are refused with 503, so that fast answers
    stay fast."""
    workers: int = 4
    """Jobs checked side by side."""
    max_queued: int = 1000
    """Jobs waiting at most; more are refused with 503 rather than lost."""
    job_attempts: int = 3
    """A job whose process died this often is given up, so that one poisonous article cannot
    stop the queue."""
    keep_days: float = 7.0
    """Finished jobs are kept this long."""
    patience: float = 25.0
    """Seconds a closing service waits for what it has begun; a supervisor usually kills after
    30."""
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
    environment: Mapping[str, str], host: str, jobs_file: Path, *, open_to_all: bool = False
) -> Settings:
    """The settings for a service on `host`.

    Raises `UsageError` without tokens, unless `open_to_all` was asked for and the host is a
    loopback address.
    """
    tokens = environment.get(TOKENS, "").replace(",", " ").split()
    if any(len(token) < 16 for token in tokens):
        raise UsageError(
            f"a token in ${TOKENS} is shorter than 16 characters; make one with `openssl rand "
            "-hex 24`"
        )
    if not tokens and not (open_to_all and host in LOOPBACK):
        raise UsageError(
            f"set ${TOKENS} to the tokens that callers may use (make one with `openssl rand -hex "
            "24`); without one "
            "the service starts only on a loopback address with --no-token"
        )
    return Settings(jobs_file, tuple(map(token_hash, tokens)))
