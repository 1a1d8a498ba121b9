"""What the service counts, for Prometheus: each process counts for itself."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from provenance.model import Report
from provenance.run.gate import Action

_BUCKETS = (0.05, 0.1, 0.3, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120)
"""Seconds: a fast check has 0.3, a full one 60 by default."""
_STATES = ("queued", "running", "done", "failed", "cancelled")


class Metrics:
    """Counters and histograms of one service."""

    def __init__(self, version: str = "0") -> None:
        made = self._registry = CollectorRegistry()
        self._requests = Counter(
            "provenance_requests", "Calls answered.", ("route", "status"), registry=made
        )
        self._seconds = Histogram(
            "provenance_request_seconds",
            "Seconds from a call's arrival to its answer.",
            ("route",),
            buckets=_BUCKETS,
            registry=made,
        )
        self._job_seconds = Histogram(
            "provenance_job_seconds",
            "Seconds a job was worked on.",
            buckets=_BUCKETS,
            registry=made,
        )
        self._jobs = Gauge("provenance_jobs", "Jobs that are kept.", ("state",), registry=made)
        self._decisions = Counter(
            "provenance_decisions",
            "Articles decided on: allow, warn, block or pending.",
            ("mode", "action"),
            registry=made,
        )
        self._verdicts = Counter(
            "provenance_pictures", "Pictures fully checked.", ("verdict",), registry=made
        )
        self._findings = Counter(
            "provenance_findings",
            "Findings of full checks; those overridden do not count.",
            ("rule", "severity"),
            registry=made,
        )
        self._not_checked = Counter(
            "provenance_not_checked",
            "Checks that could not be made, and why.",
            ("reason",),
            registry=made,
        )
        self._sources = Counter(
            "provenance_source_answers",
            "Questions to sources: found, or why not.",
            ("source", "outcome"),
            registry=made,
        )
        self._evidence = Counter(
            "provenance_originals",
            "Originals found, by how their record was had: live, from the cache or the seed.",
            ("retrieved",),
            registry=made,
        )
        self._calls = Counter(
            "provenance_callbacks",
            "Callbacks: taken, to be tried again, or given up.",
            ("outcome",),
            registry=made,
        )
        about = Gauge("provenance_build_info", "The release.", ("version",), registry=made)
        about.labels(version).set(1)

    def count(self, route: str, status: int, seconds: float) -> None:
        """One answered request."""
        self._requests.labels(route, status).inc()
        self._seconds.labels(route).observe(seconds)

    def count_check(self, report: Report, action: Action, mode: str) -> None:
        """One checked article; the pictures of a fast check come again with the full one."""
        self._decisions.labels(mode, action.value).inc()
        if mode == "fast":
            return
        for image in report.images:
            self._verdicts.labels(image.verdict.value).inc()
            for finding in image.findings:
                self._findings.labels(finding.rule, finding.severity.value).inc()
            for missed in image.not_checked:
                self._not_checked.labels(missed.reason.value).inc()
            for asked in image.lookups:
                outcome = asked.reason.value if asked.reason else "found"
                self._sources.labels(asked.source, outcome).inc()
            for original in image.originals:
                self._evidence.labels(original.record.where.retrieved.value).inc()

    def count_job(self, seconds: float) -> None:
        """One job that was worked on."""
        self._job_seconds.observe(seconds)

    def count_call(self, outcome: str) -> None:
        """One call of a callback: `taken`, `again` or `given-up`."""
        self._calls.labels(outcome).inc()

    def text(self, jobs: Mapping[str, int]) -> str:
        """Everything counted so far, and the jobs by state, in Prometheus' text format."""
        for state in _STATES:
            self._jobs.labels(state).set(jobs.get(state, 0))
        return generate_latest(self._registry).decode()
