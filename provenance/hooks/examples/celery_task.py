"""A Celery task that checks an article in a worker.

It returns what the web process stores and shows: the article's address, the decision, and what
could not be checked.

`check_article.delay(payload)`, where the payload is one of the JSON forms that `provenance check`
reads.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from celery import shared_task

from provenance import Checker, gate, load_config


@cache
def checker() -> Checker:
    """One checker for each worker, made after the fork: no thread survives one."""
    return Checker(load_config())


@shared_task(acks_late=True, ignore_result=False)  # type: ignore[untyped-decorator]
def check_article(payload: dict[str, Any]) -> dict[str, Any]:
    """Check one article, again where the worker is killed.

    Raises `UnreadableInput`.
    """
    report = checker().check(payload)
    decision = gate(report)
    verdicts = [image.verdict.value for image in report.images]
    missed = [
        f"Picture {i.image.index + 1}: {n.detail or n.rule}"
        for i in report.images
        for n in i.not_checked
    ]
    return {
        "article": report.article.url,
        "action": decision.action.value,
        "sentences": list(decision.sentences),
        "verdicts": verdicts,
        "not_checked": missed,
    }
