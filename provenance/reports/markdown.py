"""Markdown: for a pull request, an issue or a chat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from provenance.lexicon.translation import translate
from provenance.model import ImageReport, Report, Severity, Verdict
from provenance.model.sentences import say
from provenance.reports import RenderOptions
from provenance.reports.kit.text import (
    VERDICT_WORDS,
    article_name,
    clean,
    evidence_link,
    evidence_where,
    picture_name,
    reason_words,
    run_line,
    summary_line,
    verdict_sentence,
    without_pictures,
)

_MARKS = {
    Verdict.MISMATCH: "❌",
    Verdict.INCOMPLETE: "✏️",
    Verdict.ATTENTION: "⚠️",
    Verdict.ACCEPTED: "➖",
    Verdict.CONSISTENT: "✅",
    Verdict.UNVERIFIED: "❔",
}
_WORDS: dict[Severity, str] = {
    Severity.ERROR: say("error"),
    Severity.WARNING: say("warning"),
    Severity.INFO: say("note"),
}


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """One section per article, one per picture; no text becomes markup."""
    lines = [line for report in reports for line in _article(report, options)]
    if len(reports) > 1:
        lines = [escape(run_line(reports)), "", *lines]
    return "\n".join(lines).rstrip() + "\n"


def _article(report: Report, options: RenderOptions) -> Iterator[str]:
    yield f"## {escape(article_name(report))}"
    yield ""
    if report.unread:
        yield f"❔ not read: {escape(clean(report.unread))}"
        yield ""
        return
    told = verdict_sentence(report.images)
    yield escape(f"{told} {summary_line(report.summary)}".strip())
    yield ""
    yield from (f"*{escape(clean(str(note)))}*\n" for note in report.article.notes)
    for image in report.images:
        yield from _image(image, options, report.language)
    if not report.images:
        yield escape(without_pictures(report))
        yield ""


def _image(image: ImageReport, options: RenderOptions, language: str) -> Iterator[str]:
    verdict = image.verdict
    head = say(
        "{mark} Picture {number}: {verdict}",
        mark=_MARKS[verdict],
        number=image.image.index + 1,
        verdict=VERDICT_WORDS[verdict],
    )
    yield f"### {translate(head, language)}"
    yield ""
    yield f"> {escape(picture_name(image, 200))}"
    credit = escape(clean(image.image.credit.text)) if image.image.credit else "*none*"
    yield f"> — credit: {credit}"
    yield ""
    for finding in image.findings:
        named = translate(_WORDS[finding.severity], language)
        yield f"- **{named}** `{finding.rule}`: {escape(clean(finding.message))}"
        for proof in finding.evidence:
            page = evidence_link(proof, image)
            link = f" [source]({_address(page)})" if page else ""
            said = f"{clean(proof.label)}: {clean(proof.value)} ({evidence_where(proof)})"
            yield f"  - {escape(said)}{link}"
        if finding.suggestion:
            yield f"  - → {escape(clean(finding.suggestion))}"
    for override in image.overridden:
        whom = f" by {escape(clean(override.who))}" if override.who else ""
        yield f"- accepted{whom}: `{override.finding.rule}` — {escape(clean(override.reason))}"
    if options.suggest_credits:
        for original in image.originals:
            line = original.credit_line
            if original.confirmed and line and "author" not in line.missing:
                yield f"- print: {escape(clean(line.text))}"
    if reasons := reason_words(image):
        yield f"- not checked: {reasons}"
    yield ""


def escape(text: str) -> str:
    """Text in which no character is markup.

    CommonMark's ASCII punctuation is escaped, HTML as well.
    """
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~@&$])", r"\\\1", text)


def _address(url: str) -> str:
    return re.sub(r"[\s<>()\[\]\"'\\]", lambda m: f"%{ord(m[0]):02X}", clean(url))
