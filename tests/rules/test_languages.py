"""Findings are told in German, English, French, Spanish and Ukrainian."""

from __future__ import annotations

import ast
import json
import pickle
import re
import string
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import provenance
from provenance.config import Config
from provenance.lexicon.suppliers import suppliers
from provenance.lexicon.translation import language_of, languages, messages, translate
from provenance.model import (
    Article,
    DateSpan,
    Finding,
    ImageReport,
    InputKind,
    NotChecked,
    Passed,
    PlaceClaim,
    Report,
    Severity,
)
from provenance.model.sentences import Sentence, join, say
from provenance.reports import render
from provenance.rules import all_rules
from provenance.rules.kit import dates, places
from provenance.run.gate import gate
from provenance.run.judgement import judge
from provenance.run.wording import in_language

PACKAGE = Path(provenance.__file__).parent
TOLD = ("de", "es", "fr", "uk")
PASSED_ON = (
    "credentials-stripped",
    "dead-source",
    "fact-checked",
    "post-lacks-image",
    "text-in-picture",
)
"""Rules that pass on why a source did not answer, in its words."""


@cache
def _templates() -> frozenset[str]:
    """Each template that the package makes a sentence of."""
    return frozenset(_read_templates())


def _read_templates() -> Iterator[str]:
    """Each template that the package makes a sentence of."""
    for file in PACKAGE.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        known = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "provenance.model.sentences"
            for alias in node.names
        }
        if file.name == "sentences.py":
            known = {"say"}
        for node in ast.walk(tree):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in known & {"say", "templates"}:
                given = node.args[:1] if name == "say" else node.args
                yield from (a.value for a in given if isinstance(a, ast.Constant))
    yield from (row.ask for row in suppliers().values())


def _parts(template: str) -> set[tuple[str, str]]:
    read = string.Formatter().parse(template)
    return {(name, spec or "") for _, name, spec, _ in read if name is not None}


@pytest.mark.parametrize("language", TOLD)
def test_each_message_is_translated_with_the_same_parts(language: str) -> None:
    """No template is left out, none is kept that nobody says any more."""
    wanted, told = _templates(), messages(language)
    assert wanted - told.keys() == set()
    assert told.keys() - wanted == set()
    assert [t for t in wanted if _parts(t) != _parts(told[t])] == []


def test_every_finding_of_every_example_can_be_translated() -> None:
    """No rule tells its finding as a text that no catalogue can know."""
    for rule in all_rules():
        for example in rule.examples:
            for outcome in rule.check(example.case):
                if isinstance(outcome, Passed):
                    continue
                texts = _texts(outcome)
                plain = [text for text in texts if not isinstance(text, Sentence)]
                assert plain == [] or rule.id in PASSED_ON, (rule.id, example.story, plain)
                for text in texts:
                    for language in TOLD:
                        said = translate(text, language)
                        assert "{" not in said, said
                        assert translate(said, "en") == text


def test_every_finding_of_every_example_can_be_written_as_json() -> None:
    """Evidence holds days and places that are sentences too: one of them broke a report."""
    for rule in all_rules():
        for example in rule.examples:
            image = judge(example.case, Config(language="de"), [rule])
            article = Article("a.html", InputKind.HTML, images=(example.case.image,))
            report = Report(article, (image,), language="de")
            assert json.loads(render([report], "json"))["version"] == 1


def _texts(outcome: Finding | NotChecked) -> list[str]:
    said = (
        (outcome.message, outcome.suggestion) if isinstance(outcome, Finding) else (outcome.detail,)
    )
    return [text for text in said if text]


def test_a_place_that_does_not_match_is_told_in_german() -> None:
    """Places, source, distance and the country's name as a German desk writes them."""
    told = say(
        "The caption places this picture in {place}{quoted}; its original at {source} was taken "
        "{where}{distance}.",
        place=say("{place}, {country}", place="Odesa", country="Ukraine"),
        quoted="",
        source="Wikimedia Commons",
        where=say("in {place}", place=say("{place}, {country}", place="Iruma", country="Japan")),
        distance=places.distance(8234.0),
    )
    assert translate(told, "de") == (
        "Die Bildunterschrift verortet dieses Bild in Odesa, Ukraine; sein Original bei Wikimedia "
        "Commons entstand in Iruma, Japan (8.200 km auseinander)."
    )
    french = translate(told, "fr")
    assert french.endswith("a été pris ici\u00a0: Iruma, Japon (à 8\u202f200 km de distance).")


def test_quoted_words_stand_in_the_languages_own_marks() -> None:
    """One quotation as well as two."""
    spots = [PlaceClaim(said, 0, 4, (), said=said) for said in ("à Lyon", "Linz")]
    assert translate(places.quoted(spots[:1]), "de") == " (dort steht „à Lyon“)"
    assert translate(places.quoted(spots[:1]), "fr") == " (elle dit «\u00a0à Lyon\u00a0»)"
    assert translate(places.quoted(spots), "de") == " (dort steht „à Lyon“ und „Linz“)"


def test_days_months_years_and_spans_are_written_as_the_language_writes_them() -> None:
    """The month declines in Ukrainian; German puts a point behind the day."""
    day, month = date(2024, 3, 9), DateSpan(date(2024, 3, 1), date(2024, 3, 31))
    year = DateSpan(date(2012, 1, 1), date(2012, 12, 31))
    said = [dates.on(DateSpan(day, day)), dates.on(month), dates.on(year), dates.shown(month)]
    assert said == ["on 9 March 2024", "in March 2024", "in 2012", "March 2024"]
    assert [translate(s, "de") for s in said] == [
        "am 9. März 2024", "im März 2024", "im Jahr 2012", "März 2024",
    ]  # fmt: skip
    assert [translate(s, "uk") for s in said] == [
        "9 березня 2024 року", "у березні 2024 року", "2012 року", "березень 2024 року",
    ]  # fmt: skip
    assert translate(said[0], "fr") == "le 9 mars 2024"
    assert translate(said[0], "es") == "el 9 de marzo de 2024"


def test_numbers_have_the_language_s_own_signs() -> None:
    """A point for thousands and a comma for decimals in German, a space in French."""
    far = say(" ({km:,.0f} km apart)", km=12_400)
    part = say(", {places} ({share:.1%} of the original's area)", places="left", share=0.0421)
    assert far == " (12,400 km apart)"
    assert translate(far, "de") == " (12.400 km auseinander)"
    assert translate(far, "fr") == " (à 12\u202f400 km de distance)"
    assert translate(part, "de") == ", left (4,2\u00a0% der Fläche des Originals)"


def test_what_has_no_translation_stays_english() -> None:
    """A rule of another distribution, a language nobody wrote, a text of a source."""
    own = say("The harbour is {colour}.", colour="blue")
    assert translate(own, "de") == "The harbour is blue."
    assert translate("a source's own words", "de") == "a source's own words"
    assert translate(say("Print when it was taken."), "pl") == "Print when it was taken."
    assert languages() == ("en", *TOLD)
    assert [language_of(t) for t in ("de_AT", "de-DE-formal", "UK", "pl_PL", "")] == [
        "de", "de", "uk", "en", "en",
    ]  # fmt: skip


def test_a_translated_sentence_keeps_its_template_and_its_english_parts() -> None:
    """What programs compare is the same in every language, also in another process."""
    told = say("Caption and alternative text disagree: {what}.", what=join(["Kyiv", "Odesa"]))
    german = translate(told, "de")
    assert german == "Bildunterschrift und Alternativtext widersprechen sich: Kyiv und Odesa."
    again = pickle.loads(pickle.dumps(german))
    for one in (told, german, again):
        assert isinstance(one, Sentence)
        assert (one.template, one.parameters) == (told.template, {"what": "Kyiv and Odesa"})
        assert translate(one, "en") == told


def test_a_sentence_lists_twenty_names_and_counts_the_others() -> None:
    """Hundreds of names are neither written out nor put together one by one."""
    told = join([f"Port {number}" for number in range(1, 1_022)])
    assert told.startswith("Port 1, Port 2, ")
    assert told.endswith("Port 20 and 1,001 more")
    assert translate(told, "de").endswith("Port 20 und 1.001 weitere")


def test_the_configuration_decides_the_language_of_a_report_and_of_its_decision() -> None:
    """From the rules to the sentence that keeps an article from being published."""
    rule = next(r for r in all_rules() if r.id == "missing-credit")
    case = next(e for e in rule.examples if e.severity is Severity.ERROR).case
    image = judge(case, Config(language="de"), [rule])
    article = Article("a.html", InputKind.HTML, images=(case.image,))
    report = Report(article, (image,), language="de")
    assert image.findings[0].message.startswith("Das Bild hat keinen Bildnachweis")
    (sentence,) = gate(report).sentences
    assert sentence.startswith("Bild 1 („A launcher.“): Das Bild hat keinen Bildnachweis")
    assert "Finden Sie heraus, wer das Bild gemacht hat" in sentence
    french = in_language(report, "fr")
    assert french.language == "fr"
    assert gate(french).sentences[0].startswith("Image 1 («\u00a0A launcher.\u00a0»)")
    assert isinstance(image, ImageReport)


@pytest.mark.parametrize("name", ["terminal", "markdown"])
def test_a_report_has_its_own_words_in_the_language_of_its_findings(name: str) -> None:
    """A German finding stands under a German heading and verdict."""
    rule = next(r for r in all_rules() if r.id == "missing-credit")
    case = next(e for e in rule.examples if e.severity is Severity.ERROR).case
    image = judge(case, Config(language="de"), [rule])
    report = Report(
        Article("a.html", InputKind.HTML, images=(case.image,)), (image,), language="de"
    )
    told = render([report], name)
    assert "Bild 1" in told
    assert "unvollständig" in told
    assert "Fehler" in told
    assert "Picture 1" not in told
    english = render([in_language(report, "en")], name)
    assert "Picture 1" in english
    assert "incomplete" in english
    page = render([report], "html")
    assert ">unvollständig<" in page
    assert ">Fehler<" in page


@pytest.mark.parametrize("language", TOLD)
def test_a_sentence_about_a_picture_begins_with_one_word_and_its_number(language: str) -> None:
    """By that the WordPress plug-in knows which picture it is about."""
    told = messages(language)
    about = [told[t] for t in _templates() if t.startswith("Picture {number}")]
    assert about
    assert all(re.match(r"[^\s\d]+ \{number\}", text) for text in about), about
