"""Whatever a page or a source holds, rules answer; none fails and none takes long."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from provenance.model import (
    Case,
    Credit,
    DatedFact,
    DateKind,
    DateSpan,
    License,
    Link,
    Locator,
    NotChecked,
    Precision,
    Reading,
    Reason,
)
from provenance.rules import all_rules
from provenance.rules.kit.examples import claims, example, original
from provenance.run.judgement import run_rules

SPOT = Locator("record")
CASES = [e.case for rule in all_rules() for e in rule.examples]


def failures(case: Case) -> list[str]:
    outcomes = run_rules(case, profile="audit")
    return [
        o.detail
        for o in outcomes
        if isinstance(o, NotChecked) and o.reason is Reason.FAILED and "rule failed" in o.detail
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x1b[31m",
        "\u202e\u2066abc",
        "(" * 5000,
        "A " * 20_000,
        "@" * 9000,
        "in Kyiv " * 5000,
        "é" * 30_000,
        "Aa Bb " * 9000,
    ],
    ids=[
        "empty",
        "blank",
        "control",
        "bidi",
        "brackets",
        "letters",
        "handles",
        "places",
        "accents",
        "names",
    ],
)
def test_any_text_in_any_field_is_survived(text: str) -> None:
    found = original(
        text,
        said=claims(text),
        creators=(text,),
        license=License(text, "cc-by"),
        people=(Reading(text, SPOT),),
        required_attribution=Reading(text, SPOT),
        source_of_file=Reading(text, SPOT),
        uploader=text,
        links=(Link(text),),
        notes=(Reading(text, SPOT),),
    )
    post = replace(found, record=replace(found.record, source="twitter", id="post"))
    credit = Credit(
        text, (text,), (text,), text, handles=(text,), links=(Link(text, text),), remainder=text
    )
    case = example(
        "",
        caption=text,
        credit=credit,
        article=text,
        body=text,
        originals=[found, post],
        content_url=text,
        structured_credit=Reading(text, SPOT),
        title=text,
        link=text,
    ).case
    assert failures(case) == []


@pytest.mark.parametrize("day", [date.min, date.max, date(1, 1, 31), date(9999, 12, 1)])
@pytest.mark.parametrize("kind", list(DateKind))
def test_any_day_is_survived(day: date, kind: DateKind) -> None:
    fact = DatedFact(kind, DateSpan(day, day), Precision.DAY, SPOT)
    caption = claims("On that day.", dates={"that day": day})
    for published in (None, date.min, date.max):
        case = example(
            "", caption=caption, published=published, originals=[original(dates=[fact])]
        ).case
        assert failures(case) == []


def test_parts_of_one_case_in_another_are_survived() -> None:
    """Cases mixed at random: a credit from here, originals and claims from there."""
    chance = random.Random(7)
    for _ in range(400):
        one, two, three = (chance.choice(CASES) for _ in range(3))
        mixed = replace(
            one,
            originals=(*two.originals, *three.originals),
            lookups=three.lookups,
            credit=two.credit,
            caption_claims=three.caption_claims,
            article_claims=two.article_claims,
            picture=three.picture,
        )
        assert failures(mixed) == []
