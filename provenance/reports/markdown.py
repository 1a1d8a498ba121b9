"""Markdown: for a pull request, an issue or a chat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from provenance.lexicon.translation import translate
from provenance.model import ImageReport, Report, Severity, Verdict
from provenance.model.sentences import say
from provenance.reports import RenderOptions
from provenance.reports.kit.labels import label_in
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
        lines = [escape(translate(run_line(reports), reports[0].language)), "", *lines]
    return "\n".join(lines).rstrip() + "\n"


def _article(report: Report, options: RenderOptions) -> Iterator[str]:
    yield f"## {escape(article_name(report))}"
    yield ""
    if report.unread:
        unread = say("not read: {why}", why=clean(report.unread))
        yield f"❔ {escape(translate(unread, report.language))}"
        yield ""
        return
    told = (verdict_sentence(report.images), summary_line(report.summary))
    yield escape(" ".join(translate(text, report.language) for text in told).strip())
    yield ""
    yield from (f"*{escape(clean(str(note)))}*\n" for note in report.article.notes)
    for image in report.images:
        yield from _image(image, options, report.language)
    if not report.images:
        yield escape(translate(without_pictures(report), report.language))
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
    yield f"> {escape(picture_name(image, 200, language))}"
    credit = image.image.credit
    if credit is None:
        yield f"> — *{escape(translate(say('no credit'), language))}*"
    else:
        named = say("credit: {credit}", credit=clean(credit.text))
        yield f"> — {escape(translate(named, language))}"
    yield ""
    for finding in image.findings:
        severity = translate(_WORDS[finding.severity], language)
        yield f"- **{severity}** `{finding.rule}`: {escape(clean(finding.message))}"
        for proof in finding.evidence:
            page = evidence_link(proof, image)
            source = escape(translate(say("source"), language))
            link = f" [{source}]({_address(page)})" if page else ""
            value = clean(translate(proof.value, language))
            label, where = label_in(proof.label, language), evidence_where(proof, language)
            said = f"{clean(label)}: {value} ({where})"
            yield f"  - {escape(said)}{link}"
        if finding.suggestion:
            yield f"  - → {escape(clean(finding.suggestion))}"
    for override in image.overridden:
        accepted: str = say("accepted")
        if override.who:
            accepted = say("{what} by {who}", what=accepted, who=clean(override.who))
        whom, why = escape(translate(accepted, language)), escape(clean(override.reason))
        yield f"- {whom}: `{override.finding.rule}` — {why}"
    if options.suggest_credits:
        for original in image.originals:
            line = original.credit_line
            if original.confirmed and line and "author" not in line.missing:
                yield f"- {translate(say('print'), language)}: {escape(clean(line.text))}"
    if reasons := reason_words(image, language):
        yield f"- {translate(say('not checked: {why}', why=reasons), language)}"
    yield ""


def escape(text: str) -> str:
    """Text in which no character is markup.

    CommonMark's ASCII punctuation is escaped, HTML as well.
    """
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~@&$])", r"\\\1", text)


def _address(url: str) -> str:
    return re.sub(r"[\s<>()\[\]\"'\\]", lambda m: f"%{ord(m[0]):02X}", clean(url))
