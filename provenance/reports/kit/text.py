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
from provenance.model import (
    CAPTION,
    PICTURE,
    Evidence,
    ImageReport,
    NotChecked,
    PublishedImage,
    Reason,
    Report,
    Summary,
    Verdict,
)
from provenance.model.sentences import say

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
    Verdict.MISMATCH: ("does not match", "do not match"),
    Verdict.INCOMPLETE: ("lacks its credit or caption", "lack their credit or caption"),
    Verdict.ATTENTION: ("needs attention", "need attention"),
    Verdict.UNVERIFIED: ("is not verified", "are not verified"),
    Verdict.ACCEPTED: ("is accepted, not verified", "are accepted, not verified"),
    Verdict.CONSISTENT: ("is consistent with its original", "are consistent with their originals"),
}

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


def reason_words(report: ImageReport) -> str:
    """Why the picture was not verified, each reason once."""
    return "; ".join(dict.fromkeys(REASON_WORDS[item.reason] for item in report.not_checked))


def unverified_line(report: ImageReport) -> str:
    """What a list of findings says of a picture that is not verified; else empty."""
    if report.verdict not in (Verdict.UNVERIFIED, Verdict.ACCEPTED):
        return ""
    why = reason_words(report)
    if report.verdict is Verdict.ACCEPTED:
        why = "; ".join(f"{o.finding.rule}: {o.reason}" for o in report.overridden)
    return f"{VERDICT_WORDS[report.verdict]}{': ' if why else ''}{clean(why)}"


NO_PICTURES = "No editorial pictures were found in this article."
NO_ARTICLE = "No pictures and hardly any text were found: no article, or one that came incomplete."


def without_pictures(report: Report) -> str:
    """What is said of an article without pictures."""
    return NO_ARTICLE if report.is_no_article else NO_PICTURES


def verdict_sentence(images: Sequence[ImageReport]) -> str:
    """The pictures in one sentence, worst first; empty where there are none.

    "2 of 4 pictures do not match, 1 is not verified."
    """
    by = Counter(image.verdict for image in images)
    parts = [
        f"{by[v]} {one if by[v] == 1 else many}"
        for v, (one, many) in _COUNTED_VERDICTS.items()
        if by[v]
    ]
    if not parts:
        return ""
    number, rest = parts[0].split(" ", 1)
    whole = pluralise(len(images), "picture")
    first = f"{number} of {whole} {rest}" if len(images) > 1 else f"The picture {rest}"
    return ", ".join((first, *parts[1:])) + "."


def picture_name(report: ImageReport, limit: int = 90) -> str:
    """What an editor calls the picture: its caption, else what stands for one.

    What no reader sees under the picture is never shown as if it were printed there: "no caption;
    alternative text: A pier".
    """
    image = report.image
    if image.caption and image.caption.text:
        return shorten(clean(image.caption.text), limit)
    instead = {"title": image.title, "alternative text": image.alt, "file": _file_name(image)}
    told = next((f"; {name}: {clean(text)}" for name, text in instead.items() if text), "")
    return shorten(f"no caption{told}", limit)


def _file_name(image: PublishedImage) -> str:
    """The last part of the picture's address, as a person writes it."""
    path = (image.content_url or "").partition("?")[0].partition("#")[0]
    return unquote(path.rstrip("/").rpartition("/")[2])


def evidence_where(evidence: Evidence) -> str:
    """Where a value stands and how it was had.

    "line 12", or "extmetadata.Artist, live 2026-11-20".
    """
    where = evidence.where
    spot = f"line {where.line}" if where.line else where.path
    return clean(
        f"{spot}, {where.retrieved.value} {where.fetched:%Y-%m-%d}" if where.fetched else spot
    )


def reader_where(evidence: Evidence) -> str:
    """Where an editor looks a value up: "line 12", "headline".

    Empty for a record's field.
    """
    where = evidence.where
    if where.line:
        return f"line {where.line}"
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
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:most])} and {more} more"


_PARTS = {PICTURE: "the published picture", CAPTION: "the caption"}


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
    counted = ((summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "note"))
    parts = [pluralise(number, word) for number, word in counted if number]
    return f"{', '.join(parts)}." if parts else ""


def unchecked_line(reports: Sequence[Report]) -> str:
    """What the run did not check, commonest reason first; empty where all was checked."""
    items = [n for report in reports for image in report.images for n in image.not_checked]
    by = Counter(REASON_WORDS[item.reason] for item in items).most_common()
    if not by:
        return ""
    told = [words for words, _ in by[:_REASONS]]
    if len(by) > _REASONS:
        told.append(f"{len(by) - _REASONS} more")
    whole = f"{pluralise(len(items), 'check')} not made ({', '.join(told)})"
    return f"{whole}: see check -v"


def run_line(reports: Sequence[Report]) -> str:
    """One line over a run of several articles: its counts, and how many unread."""
    each = [report.summary for report in reports]
    unread = sum(1 for report in reports if report.unread)
    counts = _counts(*(sum(getattr(s, name) for s in each) for name in _COUNTED))
    return (
        f"{pluralise(len(reports), 'article')}{f' ({unread} not read)' if unread else ''}: {counts}"
    )


_COUNTED = ("images", "errors", "warnings", "infos", "not_checked")


def _counts(images: int, errors: int, warnings: int, infos: int, not_checked: int) -> str:
    parts = [
        pluralise(images, "picture"),
        pluralise(errors, "error"),
        pluralise(warnings, "warning"),
        pluralise(infos, "note"),
        f"{not_checked} not checked",
    ]
    return " · ".join(parts)


def article_name(report: Report) -> str:
    """The article's headline, else where it came from."""
    return clean(report.article.headline or report.article.origin)


def spreadsheet_safe(value: object) -> str:
    """A CSV cell that no spreadsheet takes for a formula.

    See https://owasp.org/www-community/attacks/CSV_Injection.
    """
    text = "" if value is None else clean(str(value))
    return f"'{text}" if text.startswith(tuple("=+-@＝＋－＠")) else text
