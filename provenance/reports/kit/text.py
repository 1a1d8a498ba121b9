"""Words that several reports share, and the neutralising of text from outside."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timezone
from functools import cache
from urllib.parse import unquote

from provenance import lazy_re as re
from provenance.lexicon.suppliers import suppliers
from provenance.lexicon.translation import ENGLISH, translate
from provenance.model import (
    CAPTION,
    PICTURE,
    Evidence,
    ImageReport,
    NotChecked,
    PublishedImage,
    Reason,
    Report,
    Retrieved,
    Summary,
    Transformation,
    Verdict,
)
from provenance.model.sentences import listing, say, templates

_BIDI = {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E, 0x200F)}


def clean(text: str) -> str:
    """`text` on one line, with nothing that steers a terminal or reorders text.

    Control characters become their visible picture (U+2400 block) or a middle dot, bidirectional
    overrides vanish; right-to-left letters themselves stay as they are.
    """
    out = []
    for char in " ".join(text.split()):
        if char in _BIDI:
            continue
        code = ord(char)
        if code < 0x20:
            out.append(chr(0x2400 + code))
        elif code == 0x7F:
            out.append("\u2421")
        elif unicodedata.category(char) in ("Cc", "Cs", "Co") or code & 0xFFFE == 0xFFFE:
            # The last two are no characters at all, and no XML may hold them.
            out.append("·")
        else:
            out.append(char)
    return "".join(out)


_OWN_CASE = re.compile(r"\S*\w[.:@/]\w|@|\w+[A-Z]")
"""A first word that is written as it is: a host, an address, an account, iStock."""


def sentence(text: str) -> str:
    """`text` with a capital and a full stop.

    A host, and a name that begins small, stay as they are written.
    """
    as_written = _OWN_CASE.match(text) or (text[:1].islower() and _small_names().match(text))
    head = text if as_written else text[:1].upper() + text[1:]
    return head + ("" if text.endswith((".", "!", "?", "…")) else ".")


@cache
def _small_names() -> re.Pattern[str]:
    """Names of suppliers that begin small, "dpa", at the head of a text."""
    rows = (row for row in suppliers().values() if not row.search_engine)
    names = sorted({n for row in rows for n in row.names if n[:1].islower()}, key=len)
    return re.compile(f"(?:{'|'.join(map(re.escape, reversed(names)))})(?!\\w)")


def shorten(text: str, limit: int) -> str:
    """`text` cut at a word to at most `limit` characters, an ellipsis at the cut."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head) + "…"


VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.MISMATCH: say("does not match"),
    Verdict.INCOMPLETE: say("incomplete"),
    Verdict.ATTENTION: say("needs attention"),
    Verdict.ACCEPTED: say("accepted, not verified"),
    Verdict.CONSISTENT: say("consistent with its original"),
    Verdict.UNVERIFIED: say("not verified"),
}
"""What a verdict says to an editor."""

VERDICT_MARKS = {
    Verdict.MISMATCH: "✗",
    Verdict.INCOMPLETE: "…",
    Verdict.ATTENTION: "!",
    Verdict.ACCEPTED: "–",
    Verdict.CONSISTENT: "✓",
    Verdict.UNVERIFIED: "?",
}
"""The sign that stands before a verdict."""

_COUNTED_VERDICTS = {
    Verdict.MISMATCH: (say("does not match"), say("do not match")),
    Verdict.INCOMPLETE: (say("lacks its credit or caption"), say("lack their credit or caption")),
    Verdict.ATTENTION: (say("needs attention"), say("need attention")),
    Verdict.UNVERIFIED: (say("is not verified"), say("are not verified")),
    Verdict.ACCEPTED: (say("is accepted, not verified"), say("are accepted, not verified")),
    Verdict.CONSISTENT: (
        say("is consistent with its original"),
        say("are consistent with their originals"),
    ),
}
_ARTICLES = templates("{number:,} article", "{number:,} articles")
_PICTURES = templates("{number:,} picture", "{number:,} pictures")
_ERRORS = templates("{number:,} error", "{number:,} errors")
_WARNINGS = templates("{number:,} warning", "{number:,} warnings")
_NOTES = templates("{number:,} note", "{number:,} notes")
_CHECKS = templates(
    "{number:,} check not made ({why}): see check -v",
    "{number:,} checks not made ({why}): see check -v",
)

REASON_WORDS: dict[Reason, str] = {
    Reason.NO_CAPTION: say("there is no caption"),
    Reason.NO_CREDIT: say("there is no credit"),
    Reason.CREDIT_AMBIGUOUS: say("the credit can be read in several ways"),
    Reason.PLATFORM_ONLY: say("the credit names only a platform"),
    Reason.NO_LINK: say("nothing says where to look"),
    Reason.SOURCE_NOT_FOUND: say("no original was found"),
    Reason.SOURCE_NOT_CONFIRMED: say("no original was confirmed by pixels"),
    Reason.GONE: say("it is gone at the source"),
    Reason.GATED: say("the source does not show it to us"),
    Reason.RATE_LIMITED: say("the source asks us to come back later"),
    Reason.NETWORK: say("the source could not be reached"),
    Reason.OFFLINE: say("this run is offline"),
    Reason.NO_API_KEY: say("a key or contact is not configured"),
    Reason.NO_METADATA: say("the record does not say"),
    Reason.NO_DATE: say("there is no date to compare"),
    Reason.DATE_TOO_COARSE: say("the dates are too coarse to compare"),
    Reason.NO_PLACE: say("there is no place to compare"),
    Reason.PLACE_AMBIGUOUS: say("a place name can mean several places"),
    Reason.ANOTHER_MOMENT: say("it is another moment of the same shot"),
    Reason.PICTURE_TOO_PLAIN: say("the picture is too plain to judge"),
    Reason.LANGUAGE_UNSUPPORTED: say("the language is not supported"),
    Reason.LICENSE_UNREADABLE: say("the licence could not be read"),
    Reason.BLOCKED_ADDRESS: say("the address is never fetched"),
    Reason.TOO_LARGE: say("it is too large"),
    Reason.NOT_AN_IMAGE: say("it is no picture"),
    Reason.OVER_BUDGET: say("the time ran out"),
    Reason.PENDING: say("the full check is still to come"),
    Reason.LEFT_OUT: say("the configuration leaves it out"),
    Reason.PARTLY_READ: say("only a part of the picture was looked at"),
    Reason.FAILED: say("the check itself failed"),
}
"""Why something was not checked, in words."""


def reason_words(report: ImageReport, language: str = ENGLISH) -> str:
    """Why the picture was not verified, each reason once."""
    reasons = dict.fromkeys(REASON_WORDS[item.reason] for item in report.not_checked)
    return "; ".join(translate(words, language) for words in reasons)


def unverified_line(report: ImageReport) -> str:
    """What a list of findings says of a picture that is not verified; else empty."""
    if report.verdict not in (Verdict.UNVERIFIED, Verdict.ACCEPTED):
        return ""
    why = reason_words(report)
    if report.verdict is Verdict.ACCEPTED:
        why = "; ".join(f"{o.finding.rule}: {o.reason}" for o in report.overridden)
    return f"{VERDICT_WORDS[report.verdict]}{': ' if why else ''}{clean(why)}"


TRANSFORMATION_WORDS: dict[Transformation, str] = {
    Transformation.RESIZED: say("resized"),
    Transformation.RECOMPRESSED: say("recompressed"),
    Transformation.CROPPED: say("cropped"),
    Transformation.MIRRORED: say("mirrored"),
    Transformation.ROTATED: say("rotated"),
    Transformation.BORDERED: say("bordered"),
    Transformation.GREYSCALE: say("greyscale"),
    Transformation.RECOLOURED: say("recoloured"),
    Transformation.FLATTENED: say("flattened"),
    Transformation.OVERLAID: say("overlaid"),
    Transformation.OBSCURED: say("obscured"),
    Transformation.EDITED: say("edited"),
    Transformation.COMPOSITED: say("composited"),
}
"""What was done to an original, in words."""

NO_PICTURES = say("No editorial pictures were found in this article.")
NO_ARTICLE = say(
    "No pictures and hardly any text were found: no article, or one that came incomplete."
)


def without_pictures(report: Report) -> str:
    """What is said of an article without pictures."""
    return NO_ARTICLE if report.is_no_article else NO_PICTURES


def verdict_sentence(images: Sequence[ImageReport]) -> str:
    """The pictures in one sentence, worst first; empty where there are none.

    "2 of 4 pictures do not match, 1 is not verified."
    """
    by = Counter(image.verdict for image in images)
    counted = [(by[v], forms[by[v] != 1]) for v, forms in _COUNTED_VERDICTS.items() if by[v]]
    if not counted:
        return ""
    number, told = counted[0]
    first = say("The picture {told}", told=told)
    if len(images) > 1:
        first = say(
            "{number} of {count:,} pictures {told}", number=number, count=len(images), told=told
        )
    rest = [say("{number} {told}", number=number, told=told) for number, told in counted[1:]]
    return say("{told}.", told=listing([first, *rest]))


def picture_name(report: ImageReport, limit: int = 90, language: str = ENGLISH) -> str:
    """What an editor calls the picture: its caption, else what stands for one.

    What no reader sees under the picture is never shown as if it were printed there: "no caption;
    alternative text: A pier".
    """
    image = report.image
    if image.caption and image.caption.text:
        return shorten(clean(image.caption.text), limit)
    instead = (image.title, image.alt, _file_name(image))
    told = next(
        (
            say(form, text=clean(text))
            for form, text in zip(_NO_CAPTION, instead, strict=True)
            if text
        ),
        say("no caption"),
    )
    return shorten(translate(told, language), limit)


_NO_CAPTION = templates(
    "no caption; title: {text}", "no caption; alternative text: {text}", "no caption; file: {text}"
)


def _file_name(image: PublishedImage) -> str:
    """The last part of the picture's address, as a person writes it."""
    path = (image.content_url or "").partition("?")[0].partition("#")[0]
    return unquote(path.rstrip("/").rpartition("/")[2])


def evidence_where(evidence: Evidence, language: str = ENGLISH) -> str:
    """Where a value stands and how it was had.

    "line 12", or "extmetadata.Artist, live 2026-11-20".
    """
    where = evidence.where
    spot = translate(_line_of(where.line), language) if where.line else where.path
    if not where.fetched:
        return clean(spot)
    had = translate(_RETRIEVED[where.retrieved], language)
    return clean(f"{spot}, {had} {where.fetched:%Y-%m-%d}")


_RETRIEVED: dict[Retrieved, str] = {
    Retrieved.LIVE: say("live"),
    Retrieved.CACHED: say("cached"),
    Retrieved.SEED: say("seed"),
    Retrieved.FILE: say("file"),
}


def _line_of(number: int) -> str:
    return say("line {number}", number=number)


def reader_where(evidence: Evidence, language: str = ENGLISH) -> str:
    """Where an editor looks a value up: "line 12", "headline".

    Empty for a record's field.
    """
    where = evidence.where
    if where.line:
        return translate(_line_of(where.line), language)
    return "" if where.fetched or not where.path.replace(" ", "").isalpha() else clean(where.path)


_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)")


def readable_value(value: str) -> str:
    """A moment as an editor writes it, 2020-08-30 13:59 UTC.

    Anything else as it stands.
    """
    if not _MOMENT.fullmatch(value):
        return value
    try:
        return day(datetime.fromisoformat(value).astimezone(UTC))
    except (ValueError, OverflowError):
        return value  # the 31st of February


def evidence_link(evidence: Evidence, report: ImageReport) -> str | None:
    """The page where an editor can read it herself.

    The record's page rather than the API call that gave it.
    """
    pages = {o.record.where.url: o.record.page_url for o in report.originals if o.record.page_url}
    return pages.get(evidence.where.url, evidence.where.url)


def unchecked_names(items: Iterable[NotChecked], most: int = 3) -> str:
    """What was not checked, each once; after `most` only how many more."""
    names = list(dict.fromkeys(map(unchecked_name, items)))
    more = len(names) - most
    if more <= 1:
        return listing(names)
    return say("{first} and {count:,} more", first=listing(names[:most]), count=more)


_PARTS: dict[str, str] = {
    PICTURE: say("the published picture"),
    CAPTION: say("the caption"),
    "source any": say("any source"),
}


def unchecked_name(item: NotChecked) -> str:
    """What an editor calls a check that was not made: a source's title, a rule's id."""
    return _PARTS.get(item.rule) or item.title or item.rule


def day(moment: datetime) -> str:
    """`2026-11-20 09:00 UTC`.

    In another zone `2026-11-20 09:00 UTC-07:00`; without one where none is known.
    """
    offset = moment.utcoffset()
    zone = "" if offset is None else f" {timezone(offset)}"
    return f"{moment:%Y-%m-%d %H:%M}{zone}"


def counted(number: int, forms: Sequence[str]) -> str:
    """The sentence for one, or for several, of the two `templates`."""
    return say(forms[number != 1], number=number)


def pluralise(number: int, one: str, many: str | None = None) -> str:
    """`1 error`, `2,000 errors`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def summary_line(summary: Summary) -> str:
    """One line over an article: counts, in the order an editor wants them."""
    return _counts(
        summary.images, summary.errors, summary.warnings, summary.infos, summary.not_checked
    )


_REASONS = 2
"""Reasons told in one line."""


def counts_line(summary: Summary) -> str:
    """What was found in one article: "2 errors, 1 note."; empty where nothing was."""
    numbers = (summary.errors, summary.warnings, summary.infos)
    told = counted_findings(numbers)
    return say("{told}.", told=told) if told else ""


def counted_findings(numbers: Sequence[int]) -> str:
    """Errors, warnings and notes: "2 errors, 1 note"; empty where there are none."""
    each = zip(numbers, (_ERRORS, _WARNINGS, _NOTES), strict=True)
    return listing([counted(number, forms) for number, forms in each if number])


def unchecked_line(reports: Sequence[Report]) -> str:
    """What the run did not check, commonest reason first; empty where all was checked."""
    items = [n for report in reports for image in report.images for n in image.not_checked]
    by = Counter(REASON_WORDS[item.reason] for item in items).most_common()
    if not by:
        return ""
    told = [words for words, _ in by[:_REASONS]]
    if len(by) > _REASONS:
        told.append(say("{number} more", number=len(by) - _REASONS))
    return say(_CHECKS[len(items) != 1], number=len(items), why=listing(told))


def run_line(reports: Sequence[Report]) -> str:
    """One line over a run of several articles: its counts, and how many unread."""
    each = [report.summary for report in reports]
    unread = sum(1 for report in reports if report.unread)
    counts = _counts(*(sum(getattr(s, name) for s in each) for name in _COUNTED))
    articles = articles_line(len(reports))
    if unread:
        articles = say("{articles} ({number} not read)", articles=articles, number=unread)
    return say("{articles}: {counts}", articles=articles, counts=counts)


def articles_line(number: int) -> str:
    """`3 articles`."""
    return counted(number, _ARTICLES)


_COUNTED = ("images", "errors", "warnings", "infos", "not_checked")


def _counts(images: int, errors: int, warnings: int, infos: int, not_checked: int) -> str:
    return say(
        "{pictures} · {errors} · {warnings} · {notes} · {unchecked} not checked",
        pictures=counted(images, _PICTURES),
        errors=counted(errors, _ERRORS),
        warnings=counted(warnings, _WARNINGS),
        notes=counted(infos, _NOTES),
        unchecked=not_checked,
    )


def article_name(report: Report) -> str:
    """The article's headline, else where it came from."""
    return clean(report.article.headline or report.article.origin)


def spreadsheet_safe(value: object) -> str:
    """A CSV cell that no spreadsheet takes for a formula.

    See https://owasp.org/www-community/attacks/CSV_Injection.
    """
    text = "" if value is None else clean(str(value))
    return f"'{text}" if text.startswith(tuple("=+-@＝＋－＠")) else text
