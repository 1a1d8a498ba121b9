"""What an editor does next about a picture that was not verified: one sentence."""

from __future__ import annotations

from provenance.lexicon.translation import ENGLISH, translate
from provenance.model import (
    PICTURE,
    ImageReport,
    NotChecked,
    Original,
    Reason,
    Verdict,
    source_name,
)
from provenance.model.sentences import say
from provenance.reports.kit.text import REASON_WORDS, clean, sentence

_ADVICE: dict[Reason, str] = {
    Reason.NO_CREDIT: say("Ask the article's author where the picture is from."),
    Reason.OFFLINE: say(
        "Check again without --offline: then the picture and its original are looked at."
    ),
    Reason.RATE_LIMITED: say(
        "The source asks us to come back later: check again in a few minutes."
    ),
    Reason.NETWORK: say("The source could not be reached: check again in a few minutes."),
    Reason.OVER_BUDGET: say("The time ran out: check again."),
    Reason.NO_API_KEY: say("A key or contact is not configured: `provenance doctor` says which."),
    Reason.LEFT_OUT: say("The configuration leaves rules out: `provenance config` says which."),
}
"""What to do, where the reason alone says it. For the others their own words do."""
_FIRST = (
    Reason.PLATFORM_ONLY,
    Reason.CREDIT_AMBIGUOUS,
    Reason.GONE,
    Reason.SOURCE_NOT_FOUND,
    Reason.BLOCKED_ADDRESS,
    Reason.TOO_LARGE,
    Reason.NOT_AN_IMAGE,
    Reason.RATE_LIMITED,
    Reason.NETWORK,
    Reason.NO_API_KEY,
    Reason.OVER_BUDGET,
    Reason.PENDING,
    Reason.NO_LINK,
    Reason.NO_CREDIT,
    Reason.OFFLINE,
)
"""The reason that is told, where there are several: what this picture alone needs before what a
whole run lacks."""


def next_step(report: ImageReport, language: str = ENGLISH) -> str | None:
    """What to do about a picture that was not verified.

    None for any other, and where a finding already says what to do; a saved page's pictures are
    asked for beside findings as well.
    """
    is_saved = report.image.content_url is not None
    missing = [n for n in report.not_checked if n.rule == PICTURE and n.reason is Reason.NO_LINK]
    if is_saved and missing:
        return _advise(missing[0], language)
    is_open = report.verdict in (Verdict.UNVERIFIED, Verdict.ACCEPTED)
    if not is_open or any(finding.suggestion for finding in report.findings):
        return None
    waiting = [o for o in report.originals if not o.confirmed]
    if waiting:
        first = next((o for o in waiting if o.record.page_url), waiting[0])
        return translate(_compare_by_hand(first), language)
    told = sorted(report.not_checked, key=_rank)
    return _advise(told[0], language) if told else None


def _compare_by_hand(original: Original) -> str:
    """To hold the words against a record whose pixels nobody shows us."""
    record = original.record
    name = clean(record.title or source_name(record))
    if record.page_url:
        return say(
            "Open {name} and compare caption, date and place: {url}",
            name=name,
            url=clean(record.page_url),
        )
    return say("Look it up at {name} and compare caption, date and place.", name=name)


def _rank(item: NotChecked) -> int:
    return _FIRST.index(item.reason) if item.reason in _FIRST else len(_FIRST)


def _advise(item: NotChecked, language: str) -> str:
    if advice := _ADVICE.get(item.reason):
        return translate(advice, language)
    own = sentence(clean(item.detail or translate(REASON_WORDS[item.reason], language)))
    if item.reason is Reason.NO_LINK and item.rule != PICTURE:
        ask = say("Ask for the file, or search for the picture.")
        return f"{own} {translate(ask, language)}"
    return own
