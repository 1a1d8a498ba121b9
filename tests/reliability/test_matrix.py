"""Caption, record, trouble and configuration against the verdict: what is unchecked is not green,
what is trouble accuses nobody.

Every caption is met with every record, every trouble and every configuration. The verdict that must
come follows from one rule (`due`): it is written once, not row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from provenance.config import Config, Profile, Suppression
from provenance.model import Reason, Severity, Verdict
from provenance.run.gate import Action, gate
from tests.reliability.test_green_means_checked import DATES, LICENCES, PLACES, without
from tests.reliability.test_trouble_is_no_finding import (
    ANSWERS,
    PICTURES,
    at_api,
    at_original,
    at_published,
    everywhere,
)
from tests.reliability.world import CREDIT, PICTURE, RIGHT, Edit, Trouble, World, page, report_on

CAPTIONS: dict[str, tuple[str, Verdict]] = {
    "right": (RIGHT, Verdict.CONSISTENT),
    "right, in Ukrainian": ("Вуличний ринок у Києві 9 березня 2024 року.", Verdict.CONSISTENT),
    "claims nothing": ("Market stalls.", Verdict.CONSISTENT),
    "wrong place": ("A street market in Lviv on 9 March 2024.", Verdict.MISMATCH),
    "wrong date": ("A street market in Podil, Kyiv, on 9 March 2021.", Verdict.MISMATCH),
    "unknown town": ("A street market in Zzyzxville on 9 March 2024.", Verdict.UNVERIFIED),
    "coarse date": ("A street market in Podil, Kyiv, in 1999.", Verdict.UNVERIFIED),
    "not understood": ("ქუჩის ბაზარი ლვოვში, 2024 წლის 9 მარტი.", Verdict.UNVERIFIED),
    "none": ("", Verdict.INCOMPLETE),
}
RECORDS: dict[str, Edit] = {
    "no date": without(*DATES, "Categories"),
    "no place": without(*PLACES),
    "no licence": without(*LICENCES),
    "silent": without(*DATES, *PLACES, *LICENCES, "Artist", "Credit"),
}
TROUBLES: dict[str, Trouble] = {
    "the API answers 404": at_api(404),
    "the API answers with a page": at_api(ANSWERS["html"]),
    "the API breaks off": at_api(ANSWERS["half of it"]),
    "the original's picture is gone": at_original(404),
    "the original's picture is a placeholder": at_original(PICTURES["placeholder"]),
    "the original's picture is cut short": at_original(PICTURES["half of it"]),
    "the published picture is gone": at_published(404),
    "the published picture is a placeholder": at_published(PICTURES["placeholder"]),
    "one picture for all": everywhere(PICTURES["wide placeholder"], "picture"),
    "one pixel for all": everywhere(PICTURES["one pixel"], "picture"),
    "no network": everywhere(ANSWERS["no network"]),
    "no time": everywhere(ANSWERS["no time"]),
}
CONFIGURATIONS: dict[str, Config] = {
    "one rule only": Config(select=("cropped-image",)),
    "all rules left out": Config(ignore=("*",)),
    "places left out here": Config(paths={"*": ("place-*", "camera-*")}),
    "drafts": Config(profile=Profile.DRAFT),
    "all accepted": Config(suppressions=(Suppression("*", PICTURE, "agreed"),)),
    "no severity above a note": Config(severity={"place-mismatch": Severity.INFO}),
}


@dataclass(frozen=True)
class Scenario:
    """One page, one picture, and what happens to it."""

    caption: str
    record: str = ""
    trouble: str = ""
    configuration: str = ""

    def __str__(self) -> str:
        return ", ".join(
            filter(None, (self.caption, self.record, self.trouble, self.configuration))
        )


def scenarios() -> Iterator[Scenario]:
    for caption in CAPTIONS:
        yield Scenario(caption)
        yield from (Scenario(caption, record=name) for name in RECORDS)
        yield from (Scenario(caption, trouble=name) for name in TROUBLES)
        yield from (Scenario(caption, configuration=name) for name in CONFIGURATIONS)


def due(scenario: Scenario) -> Callable[[Verdict], bool]:
    """What the verdict must be."""
    _, verdict = CAPTIONS[scenario.caption]
    if scenario.trouble:
        missing = Verdict.INCOMPLETE if scenario.caption == "none" else Verdict.UNVERIFIED
        return lambda found: found is missing
    if scenario.record or scenario.configuration:
        return lambda found: (
            found is not Verdict.CONSISTENT
            or (
                verdict is Verdict.CONSISTENT
                and (scenario.configuration in HARMLESS or claims_nothing(scenario))
            )
        )
    return lambda found: found is verdict


HARMLESS = ("drafts", "all accepted", "no severity above a note")
"""Configurations that leave nothing out of a page in order."""


def claims_nothing(scenario: Scenario) -> bool:
    """The caption claims neither place nor date, and the record still has author and licence."""
    return scenario.caption == "claims nothing" and scenario.record in ("no date", "no place")


ALL = list(scenarios())


@pytest.mark.parametrize("scenario", ALL, ids=str)
def test_nothing_unchecked_is_green_and_no_trouble_accuses(scenario: Scenario) -> None:
    caption, _ = CAPTIONS[scenario.caption]
    world = World(
        TROUBLES.get(scenario.trouble, lambda url, kind: None), RECORDS.get(scenario.record)
    )
    report = report_on(page(caption, CREDIT), world, CONFIGURATIONS.get(scenario.configuration))
    (image,) = report.images
    told = [(f.rule, f.severity.value) for f in image.findings]
    assert due(scenario)(image.verdict), (image.verdict, told, image.not_checked)
    if image.verdict is Verdict.UNVERIFIED:
        assert image.not_checked or image.findings  # the reason is said
    if scenario.trouble:
        assert [rule for rule, _ in told if rule != "missing-caption"] == []
        assert gate(report).action is not Action.BLOCK
    if scenario.configuration == "all rules left out":
        assert {n.reason for n in image.not_checked} >= {Reason.LEFT_OUT}
        assert gate(report).action is Action.WARN


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 150
