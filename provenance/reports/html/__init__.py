"""HTML: one self-contained page, each picture beside its original.

It serves desk, phone, print and keyboard alike.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from provenance import lazy_re as re
from provenance.lexicon.translation import ENGLISH, translate
from provenance.model import (
    Confidence,
    CredentialsState,
    Evidence,
    ImageReport,
    Link,
    NotChecked,
    Original,
    Picture,
    Relation,
    Report,
    Retrieved,
    Severity,
    Transformation,
    Use,
    Verdict,
    source_name,
)
from provenance.model.sentences import listing, say, templates
from provenance.reports import RenderOptions
from provenance.reports.html.pairs import Pair, allowance, pair
from provenance.reports.html.sketches import (
    Sketch,
    Timeline,
    land,
    originals_date,
    sketch,
    timeline,
)
from provenance.reports.html.words import told
from provenance.reports.kit.labels import label_in
from provenance.reports.kit.searches import checklist, pages_to_compare, reverse_searches
from provenance.reports.kit.text import (
    REASON_WORDS,
    TRANSFORMATION_WORDS,
    VERDICT_MARKS,
    VERDICT_WORDS,
    article_name,
    articles_line,
    clean,
    counted_findings,
    day,
    evidence_link,
    picture_name,
    sentence,
    shorten,
    unchecked_name,
    verdict_sentence,
    without_pictures,
)
from provenance.values import dataclass

SHOWS_PICTURES = True
_FOLDER = Path(__file__).parent / "templates"
_MOST_USES = 12
"""Earlier printings that are listed: more no editor compares."""
_LONGEST = 700
"""Characters of one text from outside that are shown: no caption or description that an editor
reads is longer."""
_SEVERITY_WORDS: dict[Severity, str] = {
    Severity.ERROR: say("error"),
    Severity.WARNING: say("warning"),
    Severity.INFO: say("note"),
}
_PLURALS = {
    Severity.ERROR: say("errors"),
    Severity.WARNING: say("warnings"),
    Severity.INFO: say("notes"),
}
"""What the filters call them."""
_UNCONFIRMED: dict[Relation, str] = {
    Relation.DIFFERENT: say("A different picture"),
    Relation.UNDECIDED: say("Not proved to be the original"),
}
_RETRIEVED = {
    Retrieved.LIVE: templates("fetched {when}")[0],
    Retrieved.CACHED: templates("from the cache, fetched {when}")[0],
    Retrieved.SEED: templates("from the recorded examples, {when}")[0],
    Retrieved.FILE: "{when}",
}
_CONFIDENCE: dict[Confidence, str] = {
    Confidence.HIGH: say("high confidence"),
    Confidence.MEDIUM: say("medium confidence"),
    Confidence.LOW: say("low confidence"),
}
_CREDENTIALS: dict[CredentialsState, str] = {
    CredentialsState.VALID: say("valid"),
    CredentialsState.INVALID: say("invalid"),
    CredentialsState.EXPIRED: say("expired"),
    CredentialsState.UNTRUSTED: say("untrusted"),
}
_REDUCED = frozenset({Transformation.RECOMPRESSED})
"""What saving a file again does to any picture."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_VISIBLE = (
    Transformation.MIRRORED,
    Transformation.EDITED,
    Transformation.OVERLAID,
    Transformation.OBSCURED,
    Transformation.RECOLOURED,
    Transformation.GREYSCALE,
    Transformation.COMPOSITED,
)
"""What laying one picture over the other shows best: the comparison then stands open."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The credit line to print."""

    text: str
    html: str
    wanted: bool
    """True where a finding asks for it."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """One picture as the template wants it."""

    report: ImageReport
    key: str
    """Names this picture's parts within the page."""
    number: int
    language: str
    """In which its report is told."""
    name: str
    verdict: Verdict
    tally: str
    """`2 errors, 1 warning`; empty where nothing was found."""
    pair: Pair
    original: Original | None
    """The confirmed original; else the file that the page names or that is too close to call."""
    others: tuple[Original, ...]
    """Further confirmed originals."""
    compare_open: bool
    line: _Line | None
    sketch: Sketch | None
    timeline: Timeline | None
    unchecked: tuple[tuple[str, tuple[NotChecked, ...]], ...]
    """What was not checked, grouped by reason."""
    why: tuple[str, ...]
    """Where there is no original: what kept us from it, in sentences."""
    pages: tuple[Link, ...]
    """Records to open by hand."""
    searches: tuple[Link, ...]
    checklist: tuple[str, ...]
    uses: tuple[Use, ...]
    """Where the newsroom printed it before, the latest first."""


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """The page. It asks for nothing from outside: its policy forbids every request."""
    room = allowance(sum(len(report.images) for report in reports))
    pages = [
        (
            report,
            [
                _show(report, image, f"{number}-{image.image.index + 1}", room)
                for image in report.images
            ],
        )
        for number, report in enumerate(reports, 1)
    ]
    language = reports[0].language if reports else ENGLISH
    title = articles_line(len(reports))
    title = article_name(reports[0]) if len(reports) == 1 else translate(title, language)
    return _template().render(
        pages=pages, title=title, tally=_totals(reports), page_language=language
    )


@cache
def policy() -> str:
    """The page's Content-Security-Policy, for a server that sends its own.

    It names the page's script and style by hash.

    The page carries the same policy itself; a stricter one of the server's would leave it without
    script or style.
    """
    style, script = (_hash(_own(name)) for name in ("style.css", "script.js"))
    return (
        f"default-src 'none'; img-src data:; style-src '{style}'; script-src '{script}'; "
        "base-uri 'none'; "
        "form-action 'none'"
    )


def style() -> str:
    """The looks of our pages, for others that are to look like this one."""
    return _own("style.css")


def _own(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _totals(reports: Sequence[Report]) -> dict[str, int]:
    """How many parts each filter governs."""
    images = [image for report in reports for image in report.images]
    by = Counter(finding.severity.value for image in images for finding in image.findings)
    return {
        **{severity.value: by[severity.value] for severity in _SEVERITY_WORDS},
        "unchecked": sum(len(image.not_checked) for image in images),
        "consistent": sum(image.verdict is Verdict.CONSISTENT for image in images),
    }


def _show(report: Report, image: ImageReport, key: str, room: int) -> _Shown:
    confirmed = [o for o in image.originals if o.confirmed]
    original = confirmed[0] if confirmed else _candidate(image)
    groups: dict[str, list[NotChecked]] = {}
    for item in image.not_checked:
        words = str(translate(REASON_WORDS[item.reason], report.language))
        groups.setdefault(words, []).append(item)
    done = original.comparison.transformations if original and original.comparison else ()
    return _Shown(
        report=image,
        key=key,
        number=image.image.index + 1,
        language=report.language,
        name=picture_name(image, _LONGEST, report.language),
        verdict=image.verdict,
        tally=translate(_tally(image), report.language),
        pair=pair(image.picture, original, room),
        original=original,
        others=tuple(confirmed[1:]),
        compare_open=any(t in done for t in _VISIBLE),
        line=_line(image, original),
        sketch=sketch(report, image),
        timeline=timeline(report, image),
        unchecked=tuple((words, tuple(items)) for words, items in groups.items()),
        why=_why(image, report.language),
        pages=pages_to_compare(image),
        searches=reverse_searches(image),
        checklist=tuple(translate(line, report.language) for line in checklist(image)),
        uses=_earlier_uses(image),
    )


def _earlier_uses(image: ImageReport) -> tuple[Use, ...]:
    """The picture's earlier printings, the latest first, undated ones last."""
    uses = dict.fromkeys(use for held in image.history for use in held.uses)
    dated = sorted(
        (use for use in uses if use.published), key=lambda use: str(use.published), reverse=True
    )
    return (*dated, *(use for use in uses if not use.published))[:_MOST_USES]


def _candidate(image: ImageReport) -> Original | None:
    """What to show beside the picture though it is not proved to be it.

    That is what the page names, or a close call.

    Pictures that a search brought up and the pixels ruled out are not shown.
    """
    compared = [o for o in image.originals if o.comparison and o.picture]
    named = any(f.rule == "different-image" for f in image.findings)
    relations = [Relation.UNDECIDED, *([Relation.DIFFERENT] if named else [])]
    close = [o for o in compared if o.comparison and o.comparison.relation in relations]
    return max(close, key=lambda o: o.reference.basis.value == "same-id", default=None)


def _line(image: ImageReport, original: Original | None) -> _Line | None:
    """The line to print, where there is one worth printing."""
    if original is None or not original.confirmed or original.credit_line is None:
        return None
    line = original.credit_line
    if "author" in line.missing or not line.text:
        return None
    return _Line(clean(line.text), line.html, any(f.suggestion_html for f in image.findings))


def _tally(image: ImageReport) -> str:
    by = Counter(f.severity for f in image.findings)
    return counted_findings([by[severity] for severity in _SEVERITY_WORDS])


def _why(image: ImageReport, language: str) -> tuple[str, ...]:
    """What kept us from an original, in the look-ups' own words or a reason's."""
    if any(o.confirmed for o in image.originals):
        return ()
    asked = [n for n in image.not_checked if n.rule == "picture" or n.rule.startswith("source ")]
    reasons = asked or list(image.not_checked[:1])
    return tuple(
        dict.fromkeys(
            sentence(clean(n.detail or translate(REASON_WORDS[n.reason], language)))
            for n in reasons
        )
    )[:3]


def _retrieval_note(evidence: Evidence) -> str:
    """When and how it was had: "fetched 2026-11-20 09:00 UTC"."""
    where = evidence.where
    return say(_RETRIEVED[where.retrieved], when=day(where.fetched)) if where.fetched else ""


def _spot(evidence: Evidence) -> str:
    """Where it stands: the line of the article, else the field of the record."""
    line = evidence.where.line
    return say("line {number}", number=line) if line else evidence.where.path


def _proof(original: Original, language: str) -> str:
    """How the published picture is related to an original, in one sentence.

    In English the comparison's own.
    """
    comparison = original.comparison
    if comparison is None:
        return ""
    if language == ENGLISH or not comparison.relation.linked:
        return comparison.detail
    done = [TRANSFORMATION_WORDS[t] for t in comparison.transformations if t not in _REDUCED]
    told = say("The published picture is the original.")
    if done:
        how = listing(done)
        told = say("The published picture was made from the original: {how}.", how=how)
    return " ".join(filter(None, (translate(told, language), comparison.unseen)))


def _check_name(item: NotChecked) -> str:
    """What an editor calls a check that was not made, look-ups said to be some."""
    name = unchecked_name(item)
    return say("look-up: {name}", name=name) if item.rule.startswith("source ") else name


def _embedded_fields(picture: Picture | None) -> tuple[tuple[str, str], ...]:
    """What the published file itself says, as (label, text)."""
    if picture is None:
        return ()
    data, credentials = picture.metadata, picture.credentials
    said: list[tuple[str, str]] = []
    names = [v.value for v in data.creators] + [
        v.value for v in (data.credit_line, data.copyright_notice) if v
    ]
    if names:
        said.append((say("In the file"), ", ".join(dict.fromkeys(names))))
    if credentials and credentials.state not in (
        CredentialsState.ABSENT,
        CredentialsState.UNREADABLE,
    ):
        state = _CREDENTIALS[credentials.state]
        if credentials.signer:
            state = say("{state}, signed by {who}", state=state, who=credentials.signer)
        said.append((say("Content Credentials"), state))
    return tuple(said)


def _places(original: Original) -> str:
    """Where the record says it was taken: stated places, else those in its words."""
    stated = [p.text for p in original.record.places if p.text]
    named = [c.text or c.place.name for c in original.claims.places if c.place.kind != "position"]
    spots = [
        f"{p.latitude:.4f}, {p.longitude:.4f}"
        for p in original.record.places
        if p.latitude is not None and p.longitude is not None
    ]
    return ", ".join(list(dict.fromkeys(filter(None, (*stated, *named))))[:3] or spots[:1])


def environment_of(folder: Path) -> jinja2.Environment:
    """How the templates of a folder are read: escaped, and nothing left undefined."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _template() -> jinja2.Template:
    environment = environment_of(_FOLDER)
    filters: dict[str, Callable[..., str]] = {
        "clean": lambda value: shorten(clean(str(value)), _LONGEST),
        "whole": lambda value: clean(str(value)),
        "day": day,
        "web": _web,
        "source": source_name,
        "check": lambda item, language: str(translate(_check_name(item), language)),
        "sentence": sentence,
        "told": told,
        "translated": lambda text, language: str(translate(text, language)),
        "label": label_in,
        "begun": lambda text: text[:1].upper() + text[1:],
        "file": _file_name,
    }
    environment.filters |= filters
    environment.globals |= {
        "severity_words": _SEVERITY_WORDS,
        "severity_plurals": _PLURALS,
        "confidence_words": _CONFIDENCE,
        "verdict_words": VERDICT_WORDS,
        "without_pictures": without_pictures,
        "marks": VERDICT_MARKS,
        "relation_words": _UNCONFIRMED,
        "verdicts": verdict_sentence,
        "retrieved": _retrieval_note,
        "proof_of": _proof,
        "spot": _spot,
        "evidence_link": evidence_link,
        "article_name": article_name,
        "embedded": _embedded_fields,
        "places": _places,
        "dated": originals_date,
        "language": lambda tag: tag if tag and _LANGUAGE.fullmatch(tag) else "",
        "land": land,
        "policy": policy(),
        # Our own files, not text from outside: they go into the page as they are.
        "style": Markup(_own("style.css")),  # noqa: S704
        "script": Markup(_own("script.js")),  # noqa: S704
    }
    return environment.get_template("page.html")


def _web(url: str | None) -> str:
    """The address of the web, else nothing: `javascript:` must not become a link."""
    try:
        return clean(url) if url and urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _file_name(url: str) -> str:
    """What the address ends in: the picture's file name, else the whole address."""
    return url.split("?")[0].rstrip("/").rsplit("/", 1)[-1] or url
