"""A report in the language of those who read it."""

from __future__ import annotations

from dataclasses import replace

from provenance.lexicon.translation import translate
from provenance.model import Article, Finding, ImageReport, Report


def in_language(report: Report, language: str) -> Report:
    """The report with its messages in a language that `language_of` gives."""
    images = tuple(image_in_language(image, language) for image in report.images)
    unread = translate(report.unread, language)
    article = article_in_language(report.article, language)
    return replace(report, article=article, images=images, unread=unread, language=language)


def article_in_language(article: Article, language: str) -> Article:
    """The article with what is noted of it in a language; its own texts stay."""
    notes = tuple(replace(n, text=translate(n.text, language)) for n in article.notes)
    return replace(article, notes=notes)


def image_in_language(image: ImageReport, language: str) -> ImageReport:
    """The same for one picture."""
    return replace(
        image,
        findings=tuple(_finding(f, language) for f in image.findings),
        not_checked=tuple(
            replace(n, detail=translate(n.detail, language)) for n in image.not_checked
        ),
        overridden=tuple(
            replace(o, finding=_finding(o.finding, language)) for o in image.overridden
        ),
    )


def _finding(finding: Finding, language: str) -> Finding:
    advice = finding.suggestion
    return replace(
        finding,
        message=translate(finding.message, language),
        suggestion=translate(advice, language) if advice else advice,
    )
