"""What is in force for one run: a frozen `Config`, its defaults first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal

from provenance.config.own_dam import OwnDam as OwnDam
from provenance.model import Desk, Severity
from provenance.model.addresses import WEB
from provenance.values import dataclass


class Profile(StrEnum):
    """How much a run shows: `draft` errors, `desk` the defaults, `audit` all."""

    DRAFT = "draft"
    DESK = "desk"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Suppression:
    """A finding the desk has accepted for one picture, with a reason."""

    rule: str
    """Rule id, or `*`."""
    target: str
    """The picture's web address; its phash as `phash:<64 hex digits>`, which survives resizing;
    `caption:` and its caption; or the path of its file, in a file of settings from that folder."""
    reason: str
    who: str = ""
    until: date | None = None
    """Last day it holds; None means for good."""
    when: datetime | None = None
    """When it was decided, where that is known."""

    @property
    def names_file(self) -> bool:
        """True where the target is a path on this machine."""
        return bool(self.target) and not self.target.startswith(("phash:", "caption:", *WEB))


@dataclass(frozen=True, slots=True)
class Network:
    """How the network may be used."""

    offline: bool = False
    """True opens no socket at all."""
    contact: str | None = None
    """The operator's address (mail or page) for the User-Agent. Wikimedia wants the operator's,
    not the tool's:
    https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy"""
    proxy: str | None = None
    """Proxy address; the environment's proxies are ignored."""
    connect_timeout: float = 5.0
    """Seconds."""
    deadline: float = 20.0
    """Seconds one exchange may take in all, a dripping body included."""
    max_page_bytes: int = 8_000_000
    max_picture_bytes: int = 60_000_000
    max_redirects: int = 5
    allowed_addresses: tuple[str, ...] = ()
    """Networks exempt from the address guard, e.g. `127.0.0.1/32` for a desk's own test wiki."""
    endpoints: Mapping[str, str] = field(default_factory=dict)
    """Source id → API address to use instead of the source's own (a mirror, a test server)."""
    tls_verify: bool = True


@dataclass(frozen=True, slots=True)
class CreditStyle:
    """How the house prints a credit."""

    template: str = "{title}, {author}, {source}, {license}"
    link: bool = True
    """True prints links to source and licence where HTML is asked for."""


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """Where the newsroom keeps its own pictures and uses."""

    folder: Path | None = None
    """None means `$PROVENANCE_ARCHIVE` or the platform's data folder."""
    url: str | None = None
    """`postgresql://…` of a server that a whole newsroom shares; the folder then holds only the
    fingerprint index."""
    descriptor_model: Path | None = None
    """An ONNX export of SSCD for the extra `crops`; None means the package's."""


@dataclass(frozen=True, slots=True)
class ContentCredentials:
    """Whose signatures are trusted."""

    trust_lists: tuple[Path, ...] = ()
    """PEM files of authorities beside the official C2PA list, which ships."""
    timestamp_lists: tuple[Path, ...] = ()
    """PEM files of authorities that stamp the time of signing, beside the official C2PA list."""
    resolvers: tuple[str, ...] = ()
    """Addresses of C2PA Soft Binding Resolution services, as `https://resolver.example/v1`. A
    picture without credentials is looked up there by its fingerprint; nothing else is sent."""

    def __post_init__(self) -> None:
        """Raise `ValueError` for a resolver that is no web address."""
        for address in self.resolvers:
            if not address.startswith(("http://", "https://")):
                raise ValueError(f"`resolvers` names {address!r}, which is no web address")


ONLY_OFFICIAL = ContentCredentials()
"""The lists that ship, and no service that is asked."""


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """Limits and doors of `provenance serve`."""

    max_body_bytes: int = 20_000_000
    """An article's JSON with five pictures of 3 MB each as base64 fits."""
    requests_per_minute: int = 120
    """Per token and process."""
    threads: int = 80
    """Requests answered side by side. Most of them wait, for the network or for their turn."""
    checks: int = 8
    """Full checks and comparisons that callers wait for, worked on side by side."""
    max_waiting: int = 64
    """Such calls under way or waiting at most; more are refused with 503, so that fast answers
    stay fast."""
    workers: int = 4
    """Jobs checked side by side."""
    jobs_url: str | None = None
    """`postgresql://…` of a server that keeps the jobs of services on several machines; None keeps
    them in a file in the cache folder."""
    max_queued: int = 1000
    """Jobs waiting at most; more are refused with 503 rather than lost."""
    keep_days: float = 7.0
    """Finished jobs are kept this long."""
    patience: float = 25.0
    """Seconds a closing service waits for what it has begun; a supervisor usually kills after
    30."""
    prefix: str = ""
    """The path below which a proxy shows the service, as `/pictures`: it is taken off what is
    asked, and put before the addresses that are answered."""
    cors_origins: tuple[str, ...] = ()
    """Origins whose pages a browser lets call the service, as `https://cms.news.example`."""


@dataclass(frozen=True, slots=True)
class EvidenceSettings:
    """Who says when the evidence that is kept was made."""

    timestamp_authority: str | None = None
    """Address that answers RFC 3161 requests; it is sent one hash. None stamps nothing."""
    timestamp_certificate: Path | None = None
    """PEM file with the authority's trusted certificate, had from the authority itself."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a run obeys. Build one with `Config()` and change it with `with_`."""

    profile: Profile = Profile.DESK
    select: tuple[str, ...] = ()
    """Rules to run; empty means all of the profile."""
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """Rule id → severity instead of the default."""
    paths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Glob over the target → rules ignored there."""
    suppressions: tuple[Suppression, ...] = ()
    baseline: Path | None = None
    desk: Desk = Desk()
    credit_style: CreditStyle = CreditStyle()
    archive: ArchiveSettings = ArchiveSettings()
    own_dam: OwnDam = OwnDam()
    credentials: ContentCredentials = ContentCredentials()
    service: ServiceSettings = ServiceSettings()
    evidence: EvidenceSettings = EvidenceSettings()
    languages: tuple[str, ...] = ()
    """Languages of the outlet, BCP 47: the first is taken for an article that declares none."""
    language: Literal["en", "de", "es", "fr", "uk"] = "en"
    """The language in which reports are told; see `provenance.lexicon.translation`."""
    agencies: tuple[str, ...] = ()
    """Further agencies' names for the credit vocabulary."""
    stock_libraries: tuple[str, ...] = ()
    platforms: Mapping[str, str] = field(default_factory=dict)
    """Further platforms: printed name → platform id."""
    sources_off: tuple[str, ...] = ()
    """Source ids that are not asked."""
    upload_to: tuple[str, ...] = ()
    """Services that may be sent a picture's bytes; empty by default."""
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Key name → secret, read from the environment. Never printed, cached or reported."""
    network: Network = Network()
    cache: Path | None = None
    """Runtime cache folder; None means `$PROVENANCE_CACHE` or the platform's cache folder."""
    seed: bool = False
    """True lets the shipped seed answer (the demo, tests, `--offline`)."""
    budget: float = 60.0
    """Seconds one article may take in all."""
    evidence_hours: float = 24.0
    """How long what was found out about a picture serves for further articles (library and
    service)."""
    candidates: int = 50
    """Search hits whose pixels are compared, at most, per picture."""
    jobs: int = 20
    """Pictures checked side by side: what they wait for is mostly hosts, and an article of 20
    pictures then keeps the four connections to each of three hosts in use (12 took 1.05 times as
    long, 4 took 1.8 times)."""
    redact: tuple[Literal["location"], ...] = ()
    """`location` keeps exact positions out of everything that is told."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Key → where its value comes from: `default`, a file, `command line`, `environment`."""

    def with_(self, **changes: object) -> Config:
        """A copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]
