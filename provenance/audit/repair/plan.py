"""A proposed credit for each picture that has none that names anybody.

Where it may come from, the surest first: the newsroom's archive, an original proved by pixels, the
picture's own file, the same picture's credit elsewhere in the paper, the agency whose id its file
name bears. Nothing is invented: a picture of which nothing is known has no proposal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from provenance.audit.ledger import Ledger
from provenance.audit.outcome import unpack
from provenance.credits import parse_credit
from provenance.model import Confidence, ImageReport, MatchBasis, Original, Report, source_name
from provenance.values import dataclass

LACKING = (
    "missing-credit",
    "credit-dropped",
    "placeholder-credit",
    "platform-as-author",
    "search-engine-as-source",
)
"""The rules that find no good credit."""
_MARKS = ", ".join("?" * len(LACKING))
_ARCHIVE, _COMMONS = "newsroom-archive", "wikimedia-commons"
_MOST_USES = 200
"""Other uses of one picture whose credits are counted."""
_LONGEST = 300
"""Characters of a proposed credit; the longest of 272 labelled credit lines has 231."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed credit, and why."""

    number: int
    at: int
    key: str
    article: str
    picture: str
    caption: str
    printed: str
    proposed: str
    confidence: Confidence
    source: str
    """`archive`, `commons`, `original`, `embedded`, `elsewhere` or `agency`."""
    evidence: str


@dataclass(frozen=True, slots=True)
class _Idea:
    """A credit, where it is from, and how sure that is."""

    source: str
    text: str
    confidence: Confidence
    evidence: str


def proposals(ledger: Ledger) -> Iterator[Proposal]:
    """The best proposal for each picture without a good credit, in the audit's order."""
    sql = (
        "SELECT DISTINCT number, finding.at, key FROM finding JOIN item USING (number) "  # noqa: S608
        f"WHERE rule IN ({_MARKS}) ORDER BY number, finding.at"
    )
    for number, at, key in ledger.rows(sql, *LACKING):
        packed = ledger.report_of(number)
        report = unpack(packed) if packed is not None else None
        image = _image_at(report, at) if report else None
        if report is None or image is None:
            continue
        ideas = sorted(_ideas(ledger, number, image), key=lambda idea: -idea.confidence.rank)
        if ideas:
            yield _proposal(number, at, key, report, image, ideas)


def _image_at(report: Report, at: int) -> ImageReport | None:
    return next((image for image in report.images if image.image.index == at), None)


def _proposal(
    number: int, at: int, key: str, report: Report, image: ImageReport, ideas: list[_Idea]
) -> Proposal:
    best = ideas[0]
    others = [f"also {i.text!r} ({i.evidence})" for i in ideas[1:] if i.text != best.text]
    published = image.image
    return Proposal(
        number,
        at,
        key,
        report.article.url or key,
        published.content_url or "",
        published.caption.text if published.caption else "",
        published.credit.text if published.credit else "",
        best.text[:_LONGEST],
        best.confidence,
        best.source,
        "; ".join((best.evidence, *others[:3])),
    )


def _ideas(ledger: Ledger, number: int, image: ImageReport) -> Iterator[_Idea]:
    yield from _from_history(image)
    yield from (idea for original in image.originals for idea in _from_original(original))
    yield from _embedded(image)
    yield from _elsewhere(ledger, number, image)


def _from_history(image: ImageReport) -> Iterator[_Idea]:
    """The supplier's credit, as the newsroom's archive holds it."""
    for held in image.history:
        record = held.record
        if record is None:
            continue
        named = " / ".join(reading.text for reading in record.creators)
        line = record.credit_line.text if record.credit_line else ""
        text = line if not named or named in line else " / ".join(filter(None, (named, line)))
        if text:
            evidence = f"the newsroom's archive, picture {held.id}"
            yield _Idea("archive", text, Confidence.HIGH, evidence)


def _from_original(original: Original) -> Iterator[_Idea]:
    """The line to print for a proved original; the agency's name for its id."""
    record, line = original.record, original.credit_line
    name = source_name(original.reference)
    if original.confirmed and line is not None and line.text and "author" not in line.missing:
        kind = {_ARCHIVE: "archive", _COMMONS: "commons"}.get(record.source, "original")
        proof = original.comparison.relation.value if original.comparison else ""
        evidence = f"{name}: {record.page_url or record.id}, {proof} by pixels"
        yield _Idea(kind, line.text, Confidence.HIGH, evidence)
    elif record.sold and original.reference.basis is MatchBasis.SAME_ID:
        evidence = f"its file bears the id {record.id} ({original.reference.clue[:120]})"
        yield _Idea("agency", name, Confidence.MEDIUM, f"{evidence}; the photographer is not known")


def _embedded(image: ImageReport) -> Iterator[_Idea]:
    """What the file itself says."""
    if image.picture is None:
        return
    data = image.picture.metadata
    creators = " / ".join(dict.fromkeys(value.value for value in data.creators))
    line = data.credit_line.value if data.credit_line else ""
    if not creators and not line:
        return
    text = line if creators in line else " / ".join(filter(None, (creators, line)))
    credit = parse_credit(text)
    if not (credit.creators or credit.organizations or credit.distributor):
        return  # a camera's default, a placeholder
    tags = [v.tag for v in (*data.creators, *([data.credit_line] if data.credit_line else []))]
    sure = Confidence.HIGH if creators and not data.conflicts else Confidence.MEDIUM
    yield _Idea("embedded", text, sure, f"in the file: {', '.join(dict.fromkeys(tags))}")


def _elsewhere(ledger: Ledger, number: int, image: ImageReport) -> Iterator[_Idea]:
    """The credit under the same picture in other articles of the audit."""
    sha256 = image.picture.sha256 if image.picture else ""
    sql = f"""
        WITH same (sha256) AS (
          SELECT ? WHERE ? != '' UNION SELECT sha256 FROM cluster
          WHERE cluster = (SELECT cluster FROM cluster WHERE sha256 = ?)
        )
        SELECT credit, key, picture.sha256 IN same FROM picture JOIN item USING (number)
        WHERE picture.number != ? AND photographer || agency != ''
        AND (picture.sha256 IN same OR (? != '' AND picture.url = ?))
        AND NOT EXISTS (
          SELECT 1 FROM finding WHERE finding.number = picture.number AND finding.at = picture.at
          AND rule IN ({_MARKS})
        ) ORDER BY picture.number LIMIT {_MOST_USES}"""  # noqa: S608
    url = image.image.content_url or ""
    found = ledger.rows(sql, sha256, sha256, sha256, number, url, url, *LACKING)
    if not found:
        return
    said = Counter(str(credit) for credit, _, _ in found)
    (text, times), *others = said.most_common()
    proved = all(row[2] for row in found if row[0] == text)
    sure = Confidence.HIGH if proved and times > 1 else Confidence.MEDIUM
    how = "proved by bytes or pixels" if proved else "under the same address"
    key = next(row[1] for row in found if row[0] == text)
    evidence = f"the same picture, {how}, is credited so in {times} articles, as in {key}"
    if others:
        sure, evidence = Confidence.LOW, f"{evidence}; otherwise in {sum(n for _, n in others)}"
    yield _Idea("elsewhere", text, sure, evidence)
