"""From findings to what the editor reads: severity steps, one finding per cause, profiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from provenance.model import (
    Case,
    Claims,
    Confidence,
    Credit,
    Evidence,
    Finding,
    Locator,
    Original,
    Severity,
)
from provenance.rules import all_rules
from provenance.rules.kit.examples import (
    DIFFERENT,
    IRUMA,
    JAPAN,
    KYIV,
    PUBLISHED,
    TUESDAY,
    claims,
    date_fact,
    example,
    original,
    position,
)
from provenance.run.judgement import keep_one_per_cause, rank, run_rules

STORY = claims("Missiles strike Kyiv overnight", places={"Kyiv": KYIV})
LAUNCHER = original(
    places=[position(IRUMA)], stated={"Iruma": IRUMA}, dates=[date_fact(date(2012, 11, 3))]
)
CREDIT = Credit(
    "Kenji Arai / Wikimedia Commons, CC BY-SA 4.0", ("Kenji Arai",), platform="wikimedia-commons"
)


def picture_under(caption: Claims | str, originals: Sequence[Original] = (LAUNCHER,)) -> Case:
    return example(
        "", caption=caption, credit=CREDIT, article=STORY, originals=originals, published=PUBLISHED
    ).case


def about_the_scene(case: Case, profile: str = "desk") -> dict[str, Severity]:
    found = run_rules(case, profile=profile)
    return {
        o.rule: o.severity
        for o in found
        if isinstance(o, Finding) and o.cause in ("place", "date", "event")
    }


def finding(
    rule: str,
    severity: Severity = Severity.ERROR,
    cause: str | None = "place",
    *,
    prose: bool = False,
) -> Finding:
    proof = (Evidence("proof", rule, Locator("record")),)
    return Finding(
        rule, severity, Confidence.HIGH, f"{rule} says so.", proof, cause=cause, prose=prose
    )


def test_the_japanese_launcher_under_kyiv_tuesday_is_an_error() -> None:
    caption = claims(
        "A Patriot launcher in Kyiv, Tuesday.",
        places={"Kyiv": KYIV},
        dates={"Tuesday": TUESDAY},
        relative=["Tuesday"],
    )
    assert about_the_scene(picture_under(caption)) == {
        "place-mismatch": Severity.ERROR,
        "older-than-event": Severity.ERROR,
    }


def test_the_same_launcher_is_a_warning_where_the_caption_names_no_place() -> None:
    found = about_the_scene(picture_under("A Patriot launcher."))
    assert found == {
        "context-place-mismatch": Severity.WARNING,
        "old-picture-as-new": Severity.WARNING,
    }


def test_the_same_launcher_is_a_note_where_its_place_and_date_are_said() -> None:
    caption = claims(
        "File photo: a Patriot launcher in Japan, 2012",
        places={"Japan": JAPAN},
        dates={"2012": 2012},
        disclosures={"File photo": "file"},
    )
    assert about_the_scene(picture_under(caption)) == {"illustrates-elsewhere": Severity.INFO}


def test_a_file_picture_must_still_say_its_true_place() -> None:
    caption = claims(
        "File photo: a launcher in Kyiv", places={"Kyiv": KYIV}, disclosures={"File photo": "file"}
    )
    assert about_the_scene(picture_under(caption))["place-mismatch"] is Severity.WARNING


def test_a_disclosure_in_the_credit_counts_as_one_in_the_caption() -> None:
    from provenance.model import CreditFlag

    credit = Credit("Reuters/File", organizations=("Reuters",), flags=(CreditFlag.FILE,))
    case = example(
        "", caption="A Patriot launcher.", credit=credit, article=STORY, originals=[LAUNCHER]
    ).case
    assert about_the_scene(case) == {"context-place-mismatch": Severity.INFO}


def test_a_disclosure_softens_nothing_that_is_owed_to_the_author() -> None:
    caption = claims("File photo: a launcher", disclosures={"File photo": "file"})
    case = example(
        "",
        caption=caption,
        credit=Credit("Commons", platform="wikimedia-commons"),
        originals=[LAUNCHER],
    ).case
    found = {o.rule: o.severity for o in run_rules(case) if isinstance(o, Finding)}
    assert found["platform-as-author"] is Severity.ERROR


@pytest.mark.parametrize(
    ("credit", "rule"),
    [
        (Credit("Wikimedia Commons", platform="wikimedia-commons"), "platform-as-author"),
        (Credit("Google", platform="google"), "search-engine-as-source"),
        (Credit("HANDOUT", ("HANDOUT",)), "license-author-missing"),
        (None, "missing-credit"),
        (Credit("Jo Ray", ("Jo Ray",)), "creator-mismatch"),
        (Credit("CC BY-SA 4.0"), "license-author-missing"),
    ],
)
def test_an_author_who_is_not_named_is_told_once_with_the_line_to_print(
    credit: Credit | None, rule: str
) -> None:
    case = example("", caption="A launcher.", credit=credit, originals=[LAUNCHER]).case
    about = ("author", "platform", "credit")
    found = [o for o in run_rules(case) if isinstance(o, Finding) and o.cause in about]
    assert [f.rule for f in found] == [rule]
    assert found[0].severity is Severity.ERROR
    assert "Kenji Arai" in (found[0].suggestion or "")
    assert "CC BY-SA 4.0" in (found[0].suggestion or "")


def test_one_wrong_place_is_told_once_with_everybodys_evidence() -> None:
    kept = keep_one_per_cause(
        [
            finding("illustrates-elsewhere", Severity.WARNING),
            finding("camera-position-mismatch"),
            finding("place-mismatch"),
        ],
        {rule.id: rule.precedence for rule in all_rules()},
    )
    assert [f.rule for f in kept] == ["place-mismatch"]
    assert {e.value for e in kept[0].evidence} == {
        "illustrates-elsewhere",
        "camera-position-mismatch",
        "place-mismatch",
    }


def test_findings_without_a_cause_all_stay() -> None:
    assert len(keep_one_per_cause([finding("a", cause=None), finding("b", cause=None)], {})) == 2


def test_the_worst_comes_first() -> None:
    kept = keep_one_per_cause(
        [
            finding("a", Severity.INFO, "x"),
            finding("b", Severity.ERROR, "y"),
            finding("c", Severity.WARNING, "z"),
        ],
        {},
    )
    assert [f.rule for f in kept] == ["b", "c", "a"]


def test_prose_costs_one_step_and_a_disclosure_another() -> None:
    plain = picture_under("A launcher.")
    filed = picture_under(claims("File photo: a launcher", disclosures={"File photo": "file"}))
    given = [finding("place-mismatch", prose=True)]

    def severity(case: Case) -> Severity:
        (only,) = rank(case, given, severity={}, profile="audit")
        assert isinstance(only, Finding)
        return only.severity

    assert severity(plain) is Severity.WARNING
    assert severity(filed) is Severity.INFO


def test_a_configured_severity_replaces_the_rules_own() -> None:
    case = picture_under("A Patriot launcher.")
    found = run_rules(case, severity={"context-place-mismatch": Severity.ERROR})
    assert next(o for o in found if o.rule == "context-place-mismatch").severity is Severity.ERROR  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("profile", "shown"), [("draft", {"error"}), ("desk", {"error", "warning", "info"})]
)
def test_a_draft_shows_errors_only(profile: str, shown: set[str]) -> None:
    given = [
        finding("a", Severity.ERROR, "x"),
        finding("b", Severity.WARNING, "y"),
        finding("c", Severity.INFO, "z"),
    ]
    outcomes = rank(picture_under("A launcher."), given, severity={}, profile=profile)
    assert {o.severity.value for o in outcomes if isinstance(o, Finding)} == shown


def test_a_record_of_another_picture_says_nothing_about_this_one() -> None:
    """Only `different-image` speaks: place, date, author and licence there are another
    picture's."""
    other = original(places=[position(IRUMA)], dates=[date_fact(2012)], comparison=DIFFERENT)
    caption = claims(
        "A launcher in Kyiv on Tuesday",
        places={"Kyiv": KYIV},
        dates={"Tuesday": TUESDAY},
        relative=["Tuesday"],
    )
    found = {o.rule for o in run_rules(picture_under(caption, [other])) if isinstance(o, Finding)}
    assert found == {"different-image"}


def test_evidence_that_two_records_give_alike_is_told_once_and_keeps_its_place() -> None:
    proofs = [
        Evidence("caption", "Kyiv", Locator("figcaption")),
        Evidence("upload", "2020-08-30", Locator("media key")),
    ]
    again = Evidence("upload", "2020-08-30", Locator("file name"))
    given = replace(finding("a", Severity.ERROR, "x"), evidence=(*proofs, again))
    (only,) = rank(picture_under("A launcher."), [given], severity={}, profile="desk")
    assert isinstance(only, Finding)
    assert only.evidence == tuple(proofs)
