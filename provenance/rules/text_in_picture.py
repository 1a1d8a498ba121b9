"""Words in the picture exclude the credit, the date or the place that is printed.

What it finds
    An agency's or library's mark over a picture that is credited to somebody else, a camera's date
    stamp that excludes the caption's date, a broadcast's banner or logo, the two lines of a meme,
    and, for an audit, web addresses and number plates of another country than the caption's.

Why it matters
    What was laid over a picture travels with its pixels when credit, caption and metadata are gone.

How it is decided
    The reader of writing, where the extra `text` is installed, reads each picture once, in a full
    check. A mark is a level, small line in a corner that holds a supplier's name and nothing but
    credit words, or a library's name repeated over the whole picture; a stamp is a line at the edge
    that is a whole date. Nothing is taken for a mark in a picture with more than twelve different
    lines, or one that is told to be a screenshot. It is a warning where credit and mark name two
    suppliers that are no partners, or the credit names only a platform, and where a stamp excludes
    every date of the caption by more than one misread digit; all else is a note. What is read with
    less certainty than 0.9 counts nowhere.

When it is wrong
    Where a microphone, a jacket or a sign stands in the very corner, level and small, and where a
    camera's clock was wrong. On 200 photographs, 23 lines of writing in them, it spoke on none; of
    75 drawn pictures with agencies' names on signs, jerseys, front pages and under charts it spoke
    on one, with a note. Of 60 marks drawn over pictures, faint ones among them, it told 49 and of
    20 stamps 10: the others could not be read. Cyrillic, Arabic, Hebrew, Indic and Korean letters
    are not read.

What to do
    Ask the supplier that is named in the picture, and print its credit or take the picture down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any
from urllib.parse import urlsplit

from provenance.lexicon.suppliers import Supplier, suppliers
from provenance.model import (
    Box,
    Case,
    Confidence,
    Credit,
    CreditFlag,
    DateRelation,
    DateSpan,
    DisclosureKind,
    Evidence,
    EvidenceKind,
    Finding,
    NotChecked,
    Outcome,
    Passed,
    Picture,
    Reason,
    Severity,
    Writing,
    WrittenLine,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, disclosure, evidence, places, writing
from provenance.rules.kit.credits import agencies_in, authors, partners, real_names, words_of
from provenance.rules.kit.examples import (
    KYIV,
    ODESSA_TEXAS,
    TUESDAY,
    claims,
    example,
    picture,
)
from provenance.rules.kit.writing import Mark, evidence_of

RULE = "text-in-picture"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.PICTURE, EvidenceKind.ARTICLE)
PRECEDENCE = 78
FIRST_DIGITAL = date(1990, 1, 1)
"""What is stamped with an earlier day comes from a clock that was never set: cameras that write the
day into the picture are younger."""


def check(case: Case) -> Iterable[Outcome]:
    """What the writing in the picture says against credit, date and place."""
    read = case.picture.writing if case.picture else None
    if case.picture is None or read is None or DisclosureKind.SCREENSHOT in disclosure.stated(case):
        return
    if read.reason is not None:
        yield NotChecked(RULE, read.reason, read.detail)
        return
    found = [
        *_marks(case, case.picture),
        *_stamps(case, case.picture),
        *_banners(case),
        *_signs(case, case.picture),
        *_memes(case, case.picture),
    ]
    yield from found
    if read.unread and not any(isinstance(one, Finding) for one in found):
        detail = say(
            "{number} lines of writing in the middle of the picture were not read",
            number=read.unread,
        )
        yield NotChecked(RULE, Reason.PARTLY_READ, detail)


def _marks(case: Case, shown: Picture) -> Iterator[Outcome]:
    """What each mark says of the credit; nothing where there is no credit to compare."""
    if case.credit is None:
        return
    for mark in writing.marks(shown):
        proof = (evidence_of(case, mark.line, "written in the picture"), *evidence.credit(case))
        if _is_credited(case, mark):
            yield Passed(RULE, proof)
        elif not _own_house(case, mark.name):
            sure = mark.sure and _names_others(case, mark.suppliers)
            yield Finding(
                RULE,
                SEVERITY if sure else Severity.INFO,
                Confidence.MEDIUM,
                say(
                    "The picture bears the mark “{mark}” of {name}; the credit “{credit}” "
                    "does not name it.",
                    mark=mark.line.text,
                    name=mark.name,
                    credit=case.credit.raw[:100],
                ),
                proof,
                say(
                    "Ask {name} whether the picture is theirs, and print that credit.",
                    name=mark.name,
                ),
                cause="credit",
            )


def _is_credited(case: Case, mark: Mark) -> bool:
    """True where the page names the mark's house or a partner beside the picture."""
    near = (case.image.credit, case.image.structured_credit, case.image.caption)
    said = " / ".join(reading.text for reading in near if reading)
    brands = [name for row in mark.suppliers for name in (row.title, *row.names)]
    if any(_says(said, name) for name in (mark.name, *brands)):
        return True
    ids, named = frozenset(row.counts_as for row in mark.suppliers), agencies_in(said)
    # "iStock by Getty Images" under Getty's credit
    of_house = any(_says(brand, suppliers()[id].title) for id in named for brand in brands)
    return of_house or partners(ids, named)


def _says(text: str, name: str) -> bool:
    """True where all words of the name stand in the text, one behind the other."""
    wanted, said = " ".join(words_of(name)), " ".join(words_of(text))
    return bool(wanted) and f" {wanted} " in f" {said} "


def _names_others(case: Case, marked: tuple[Supplier, ...]) -> bool:
    """True where the credit names a supplier that is no partner, or only a platform."""
    credit = case.credit
    if credit is None or not marked:
        return False
    if any(suppliers()[row.counts_as].partners is None for row in marked):
        return bool(credit.platform) and not authors(credit)
    handed = {CreditFlag.HANDOUT, CreditFlag.COURTESY, CreditFlag.SUPPLIED} & set(credit.flags)
    only_platform = bool(credit.platform) and not real_names(credit)
    return not handed and (bool(agencies_in(credit.raw)) or only_platform)


def _own_house(case: Case, name: str) -> bool:
    """True where the page, the picture or the desk is the marked house's own."""
    joined = "".join(words_of(name))
    hosts = (
        urlsplit(url).hostname or "" for url in (case.article.url, case.image.content_url) if url
    )
    staff = case.desk.staff
    return any(joined in host.replace("-", "") for host in hosts) or any(
        _says(word, name) for word in staff
    )


def _stamps(case: Case, shown: Picture) -> Iterator[Outcome]:
    """What a camera's stamp says of the caption's date, or else of the record's."""
    today = dates.day_published(case)
    for line, days in writing.stamps(shown):
        if any(_unset(one, today) for one in days):
            continue
        spans = [DateSpan(one, one) for one in days]
        claimed, taken = dates.scene_dates(case), dates.captures(case)
        proof = evidence_of(case, line, "stamp in the picture")
        against = evidence.caption(case) if claimed else tuple(t.evidence for t in taken[:1])
        if not against:
            continue
        apart = [dates.relation(c, span) in _APART for c in claimed for span in spans]
        apart += [] if claimed else [_is_apart(t.span, span) for t in taken for span in spans]
        if not all(apart) or dates.acquitted(case, spans):
            yield Passed(RULE, (proof, *against))
            continue
        told = dates.claimed(claimed[0]) if claimed else dates.shown(taken[0].span)
        near = any(_misread(one, s) for one in days for c in claimed for s in c.spans)
        yield Finding(
            RULE,
            SEVERITY if claimed and not near else Severity.INFO,
            Confidence.MEDIUM,
            say(
                "A stamp in the picture reads “{line}”; the caption says {date}.",
                line=line.text,
                date=told,
            )
            if claimed
            else say(
                "A stamp in the picture reads “{line}”; the record says {date}.",
                line=line.text,
                date=told,
            ),
            (proof, *against),
            say("Find out when the picture was taken: the stamp, or the printed date, is wrong."),
            cause="date",
        )


_APART = (DateRelation.BEFORE, DateRelation.AFTER)


def _is_apart(one: DateSpan, other: DateSpan) -> bool:
    """True where more than a day lies between the two."""
    return dates.later(one.latest) < other.earliest or dates.later(other.latest) < one.earliest


def _misread(stamped: date, span: DateSpan) -> bool:
    """True where one digit read wrongly makes the stamp out of a day of the span."""
    written = f"{stamped:%Y%m%d}"
    for at, digit in product(range(len(written)), "0123456789"):
        try:
            other = date.fromisoformat(f"{written[:at]}{digit}{written[at + 1 :]}")
        except ValueError:
            continue
        if not _is_apart(DateSpan(other, other), span):
            return True
    return False


def _unset(stamped: date, today: date | None) -> bool:
    """True for the day of a clock that was never set, or runs ahead."""
    ahead = today is not None and stamped > today + timedelta(days=1)
    return ahead or stamped < FIRST_DIGITAL or (stamped.month, stamped.day) == (1, 1)


def _banners(case: Case) -> Iterator[Outcome]:
    """Where a broadcast's banner names a place that the caption's places exclude."""
    claimed = case.caption_claims.places
    for line, readings in writing.banner_places(case) if claimed else ():
        verdict = places.compare(claimed, [(readings, True)])
        proof = (evidence_of(case, line, "banner in the picture"), *evidence.caption(case))
        if verdict.excludes:
            told = say(
                "A banner in the picture reads “{line}”; the caption names {place}.",
                line=line.text,
                place=places.listed(claimed),
            )
            yield _note(told, proof, "place")
        elif not verdict.ambiguous:
            yield Passed(RULE, proof)


def _signs(case: Case, shown: Picture) -> Iterator[Finding]:
    """Where signs or plates are another country's: weak, for many travel."""
    claimed = case.caption_claims.places
    found = list(writing.countries_of_signs(shown)) if claimed else []
    against = [(line, place) for line, place in found if _excludes(case, place.country or "")]
    if found and len(against) == len(found):
        line, place = against[0]
        proof = (evidence_of(case, line, "sign in the picture"), *evidence.caption(case))
        told = say(
            "“{line}” in the picture has the form that is used in {other}; the caption "
            "names {place}.",
            line=line.text,
            other=places.named(place),
            place=places.listed(claimed),
        )
        yield _note(told, proof, "place", Confidence.LOW)


def _excludes(case: Case, country: str) -> bool:
    """True where every reading of every place of the caption lies in other countries."""
    read = [place for claim in case.caption_claims.places for place in claim.places]
    return all(p.country and country not in (p.country, *p.countries) for p in read)


def _memes(case: Case, shown: Picture) -> Iterator[Finding]:
    """The text laid over a picture, told as text."""
    if lines := writing.laid_caption(shown):
        text = " … ".join(line.text for line in lines)
        proof = tuple(evidence_of(case, line, "laid over the picture") for line in lines)
        told = say("Text is laid over the picture: “{text}”.", text=text[:200])
        yield _note(told, proof, "text", advice=say("Look for the picture without it."))


_LOOK_AGAIN = say("Look at the picture again before it is printed under this caption.")


def _note(
    told: str,
    proof: tuple[Evidence, ...],
    cause: str,
    confidence: Confidence = Confidence.MEDIUM,
    advice: str = _LOOK_AGAIN,
) -> Finding:
    return Finding(RULE, Severity.INFO, confidence, told, proof, advice, cause=cause)


def _written(*lines: WrittenLine, **more: Any) -> Picture:
    return picture(writing=Writing(lines, **more))


def _line(text: str, x: int, y: int, wide: int = 120, high: int = 30, **more: Any) -> WrittenLine:
    return WrittenLine(text, Box(x, y, wide, high), **{"certainty": 0.98, **more})


_REUTERS = _line("REUTERS", 20, 755)
_STAMP = _line("2015-04-01 14:22", 940, 750, 240)
_BANNER = _line("LIVE ODESSA", 480, 700, 240, 44)
_JANE = Credit("Jane Solm", ("Jane Solm",))
_AFP = Credit("AFP", organizations=("AFP",))
_COMMONS = Credit("Wikimedia Commons", platform="wikimedia-commons")
_ON_TUESDAY = claims(
    "A street in Kyiv on Tuesday.", places={"Kyiv": KYIV}, dates={"Tuesday": TUESDAY}
)
EXAMPLES = (
    example("Another agency's mark in the corner.", credit=_AFP, picture=_written(_REUTERS),
            severity=SEVERITY),
    example("An agency's mark over a picture credited to a platform.", credit=_COMMONS,
            picture=_written(_REUTERS), severity=SEVERITY),
    example("The credit names the photographer alone.", credit=_JANE, picture=_written(_REUTERS),
            severity=Severity.INFO),
    example("A library's name all over its preview.", credit=_AFP, severity=SEVERITY,
            picture=_written(*(_line("shutterstock", 380 * n, 300, tilt=30.0) for n in range(3)))),
    example("The agency that is credited.", credit=Credit("Jane Solm/Reuters", ("Jane Solm",)),
            picture=_written(_REUTERS)),
    example("A partner of the agency that is credited.", credit=_AFP,
            picture=_written(_line("Getty Images", 20, 755))),
    example("The name on a jersey.", credit=_AFP, picture=_written(_line("REUTERS", 500, 400))),
    example("The name on a sign that is seen from the side.", credit=_AFP,
            picture=_written(_line("REUTERS", 20, 740, 120, 40, tilt=12.0))),
    example("The source of a chart's figures.", credit=_AFP,
            picture=_written(_line("Source: Reuters", 20, 755))),
    example("A mark that was not read with certainty.", credit=_AFP,
            picture=_written(_line("REUTERS", 20, 755, certainty=0.7))),
    example("A newspaper in the picture, with many lines.", credit=_AFP,
            picture=_written(_REUTERS, *(_line(f"line {n}", 300, 40 * n) for n in range(14)))),
    example("A short name that may be another word.", credit=_COMMONS, severity=Severity.INFO,
            picture=_written(_line("EPA", 20, 755, 60))),
    example("Nobody is credited: another rule says so.", picture=_written(_REUTERS)),
    example("A stamp from years before.", caption=_ON_TUESDAY, picture=_written(_STAMP),
            severity=SEVERITY),
    example("A stamp that one misread digit would explain.", caption=_ON_TUESDAY,
            picture=_written(_line("2024-03-02 14:22", 940, 750, 240)), severity=Severity.INFO),
    example("A stamp of the day.", caption=_ON_TUESDAY,
            picture=_written(_line("2024/03/12 08:10", 940, 750, 240))),
    example("A stamp that reads two ways, one of them the day.", caption=_ON_TUESDAY,
            picture=_written(_line("03/12/2024", 1020, 750))),
    example("A camera whose clock was never set.", caption=_ON_TUESDAY,
            picture=_written(_line("2012-01-01 00:03", 940, 750, 240))),
    example("A date on a poster.", caption=_ON_TUESDAY,
            picture=_written(_line("10.03.2015", 500, 300))),
    example("A broadcast's banner names another place.", caption=_ON_TUESDAY,
            picture=_written(_BANNER), severity=Severity.INFO,
            written=claims("LIVE ODESSA", mentions={"ODESSA": ODESSA_TEXAS})),
    example("The banner names the caption's place.", caption=_ON_TUESDAY,
            picture=_written(_line("LIVE KYIV", 480, 700, 200, 44)),
            written=claims("LIVE KYIV", mentions={"KYIV": KYIV})),
    example("A number plate of another country.", caption=_ON_TUESDAY,
            picture=_written(_line("AB12 CDE", 500, 400)), severity=Severity.INFO),
    example("A web address of the country.", caption=_ON_TUESDAY,
            picture=_written(_line("www.kvity.ua", 500, 400))),
    example("A meme.", severity=Severity.INFO,
            picture=_written(_line("WHEN THE BUS IS LATE", 200, 30, 800, 80),
                             _line("AND IT RAINS AGAIN", 220, 700, 760, 80))),
    example("The caption says that it is a screenshot.", credit=_AFP, picture=_written(_REUTERS),
            caption=claims("A screenshot of the page", disclosures={"screenshot": "screenshot"})),
    example("A fast check leaves the reading to the full one.", credit=_AFP,
            picture=_written(reason=Reason.PENDING), reason=Reason.PENDING),
    example("A wall of names: not all of them were read.", credit=_AFP, picture=_written(unread=30),
            reason=Reason.PARTLY_READ),
    example("No reader of writing is installed.", credit=_AFP, picture=picture()),
)  # fmt: skip
