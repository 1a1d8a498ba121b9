"""What stands around the findings is told in the reader's language too."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import nodes

from provenance.articles import read_article
from provenance.config import Config, Network
from provenance.fetch import Fetcher
from provenance.lexicon.translation import languages, translate
from provenance.model import (
    Evidence,
    Finding,
    ImageReport,
    Locator,
    Metadata,
    MetadataValue,
    NotChecked,
    Reading,
    Reason,
    Report,
)
from provenance.model.sentences import say
from provenance.reports import RenderOptions, html, render
from provenance.reports.html.words import WORDS
from provenance.reports.kit.labels import label_in
from provenance.reports.kit.steps import next_step
from provenance.reports.kit.text import counts_line, run_line, unchecked_line, verdict_sentence
from provenance.rules import all_rules
from provenance.run.pipeline import Pipeline
from provenance.run.wording import in_language
from tests.stand_ins import samples
from tests.stand_ins.samples import RECORD

TOLD = languages()[1:]
SAME = ("Content Credentials", "description", "original", "note", "post", "link", "person")
"""Words that some of the languages write as English does."""


def _labels() -> set[str]:
    """What the rules call their evidence in all of their examples."""
    return {
        proof.label
        for rule in all_rules()
        for example in rule.examples
        for outcome in rule.check(example.case)
        if isinstance(outcome, Finding)
        for proof in outcome.evidence
    }


@pytest.mark.parametrize("language", TOLD)
def test_each_label_of_the_rules_evidence_is_told_in_the_reports_language(language: str) -> None:
    english = [
        label
        for label in _labels()
        if label_in(label, language) == label and label.partition(" at ")[0] not in SAME
    ]
    assert english == []


def test_a_label_says_where_its_evidence_stands() -> None:
    assert label_in("place at Wikimedia Commons", "de") == "Ort bei Wikimedia Commons"
    assert label_in("camera position in the published file", "es") == (
        "posición de la cámara en el archivo publicado"
    )
    assert label_in("caption printed 2021-02-03", "fr") == "légende, publié 2021-02-03"
    assert label_in("upload time in the file's name", "uk") == "час завантаження у назві файлу"


def test_a_label_of_somebody_elses_rule_stays_as_it_is() -> None:
    for label in ("tide at noon", "harbour", "{what} at {source}", "harbour in the published file"):
        assert [label_in(label, language) for language in languages()] == [label] * 5


def test_the_counts_are_told_in_german() -> None:
    report = samples.report()
    assert translate(verdict_sentence(report.images), "de") == (
        "1 von 4 Bildern stimmt nicht überein, 1 bitte ansehen, 1 ist nicht geprüft, "
        "1 stimmt mit seinem Original überein."
    )
    assert translate(counts_line(report.summary), "de") == "1 Fehler, 1 Warnung."
    assert translate(unchecked_line([report]), "de") == (
        "3 Prüfungen nicht gemacht (die Quelle zeigt es uns nicht, dieser Lauf ist offline): "
        "siehe check -v"
    )
    assert translate(run_line([report, report]), "de") == (
        "2 Artikel: 8 Bilder · 2 Fehler · 2 Warnungen · 0 Hinweise · 6 nicht geprüft"
    )


@pytest.mark.parametrize("language", TOLD)
@pytest.mark.parametrize("reason", Reason)
def test_the_next_step_is_told_in_the_reports_language(language: str, reason: Reason) -> None:
    image = samples.report().images[3]
    report = ImageReport(image.image, not_checked=(NotChecked("source x", reason, ""),))
    said, english = next_step(report, language), next_step(report)
    assert said != english
    assert said is not None


ENGLISH = re.compile(
    r"\b(?:the|of|not|see|with|and|published|checked|picture|pictures|caption|credit|line|print|"
    r"accepted|copy|none|by|until|note|errors?|warnings?)\b"
)


def _bare() -> Report:
    """A report whose own texts from outside hold no English."""
    report = samples.report(caption="Київ.", headline="Київ")
    where = Locator("figcaption", line=4)
    images = []
    for image in report.images:
        findings = tuple(
            replace(
                finding,
                message="…",
                suggestion="…",
                evidence=tuple(
                    replace(proof, label="caption", where=where) for proof in finding.evidence
                ),
            )
            for finding in image.findings
        )
        unchecked = tuple(replace(item, detail="…") for item in image.not_checked)
        overridden = tuple(
            replace(one, reason="…", who="M", finding=findings[0]) for one in image.overridden
        )
        images.append(
            replace(image, findings=findings, not_checked=unchecked, overridden=overridden)
        )
    return replace(report, images=tuple(images))


_INSIDE = re.compile(r"(?s)<(style|script)\b.*?</\1>")
_READ_OUT = re.compile(r"\s(?:aria-label|aria-valuetext|alt|data-[a-z]+)=\"([^\"]*)\"")


def _seen(page: str) -> str:
    """What a reader of the page sees or hears, each piece on a line."""
    page = _INSIDE.sub("", page)
    heard = [text for text in _READ_OUT.findall(page) if " " in text]
    return "\n".join([*re.sub(r"<[^>]*>", "\n", page).splitlines(), *heard])


def test_no_english_is_left_around_the_findings_of_a_page() -> None:
    report = in_language(_bare(), "uk")
    page = render([report, report], "html")
    seen = re.sub(r"https?://\S+|[a-z]+(?:-[a-z]+)+|\S+\.html", "", _seen(page))
    assert [line for line in seen.splitlines() if ENGLISH.search(line)] == []
    assert '<html lang="uk">' in page


def test_the_pages_templates_say_nothing_that_the_catalogues_do_not_know() -> None:
    folder = Path(html.__file__).parent / "templates"
    pages = [file.read_text("utf-8") for file in folder.glob("*.html")]
    said = {
        text
        for page in pages
        for told in re.findall(r"\{\{(?:(?!\}\}|\|told).)*\|told", page)
        for text in re.findall(r"'([^'\[\]]+)'|\"([^\"\[\]]+)\"", told)
    }
    words = {one or other for one, other in said} - {"%Y-%m-%d"}
    assert words <= WORDS
    assert len(words) > 80


def test_the_templates_tell_their_own_words_and_only_translate_what_they_are_given() -> None:
    environment = html.environment_of(Path(html.__file__).parent / "templates")
    for name in ("page.html", "picture.html"):
        source, *_ = environment.loader.get_source(environment, name)
        for use in environment.parse(source).find_all(nodes.Filter):
            given = use.node
            texts = [given.expr1, given.expr2] if isinstance(given, nodes.CondExpr) else [given]
            if use.name == "told":
                assert all(isinstance(text, nodes.Const) for text in texts), use.lineno


QUOTED = ("Picture {number}", "Published: {text}", "{", "Picture", "none", "caption", "{0.x}")
"""What a page may print that the report's own words hold too."""


@pytest.mark.parametrize("form", ["html", "markdown", "terminal"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_quoted_text_stays_as_it_is_printed(form: str, language: str) -> None:
    report = samples.report()
    first = report.images[0]
    proofs = tuple(Evidence(f"kept {i}", text, RECORD) for i, text in enumerate(QUOTED))
    findings = (replace(first.findings[0], evidence=proofs), *first.findings[1:])
    report = replace(report, language=language, images=(replace(first, findings=findings),))
    shown = _plain(render([report], form, RenderOptions(100)))
    for i, text in enumerate(QUOTED):
        assert re.search(rf"kept {i}:? {re.escape(text)} ", shown), text


def _plain(shown: str) -> str:
    """A report without its markup, in one line."""
    return " ".join(re.sub(r"<[^>]*>|\\", "", shown).split())


def test_a_label_without_an_end_is_left_as_it_is_at_once() -> None:
    started = time.process_time()
    for form in (" at y", " in y", " printed y"):
        label = "place" + form * 20_000 + "\n"
        assert label_in(label, "de") == label
    assert time.process_time() - started < 1


@pytest.mark.parametrize("form", ["html", "json", "markdown", "terminal"])
def test_what_is_noted_of_a_page_is_told_in_the_reports_language(form: str) -> None:
    report = samples.report()
    note = Reading(say("not read: {why}", why="“Published: {text}”"), Locator("page"))
    told = in_language(replace(report, article=replace(report.article, notes=(note,))), "de")
    shown = _plain(render([told], form, RenderOptions(100)))
    assert "nicht gelesen: “Published: {text}”" in shown


def test_the_words_in_a_file_stay_as_they_are() -> None:
    said = Metadata(creators=(MetadataValue("Published: {text}", "by-line"),))
    report = samples.report()
    first = replace(report.images[0], picture=replace(samples.picture(), metadata=said))
    page = render([replace(report, images=(first,), language="de")], "html")
    assert '<dd dir="auto">Published: {text}</dd>' in page


@pytest.mark.parametrize("details", [False, True])
@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_no_english_is_left_around_the_findings(form: str, details: bool) -> None:
    report = in_language(_bare(), "uk")
    text = render([report, report], form, RenderOptions(100, suggest_credits=True, details=details))
    named = re.sub(r"https?://\S+|provenance \S+ .*|`[^`]*`|\[[a-z-]+\]", "", text)
    assert [line for line in named.splitlines() if ENGLISH.search(line)] == []


def test_why_nothing_was_looked_up_is_told_in_the_reports_language(tmp_path: Path) -> None:
    config = Config(network=Network(offline=True), cache=tmp_path / "cache", language="uk")
    page = (
        "<article><h1>Порт</h1><p>Пором відходить о десятій.</p>"
        "<figure><img src='https://news.example/ferry.jpg' width=900 height=600>"
        "<figcaption>Пором біля причалу.</figcaption></figure></article>"
    )
    note = Reading(say("not read: {why}", why="…"), Locator("page"))
    with Fetcher(config) as fetcher:
        article = read_article(page.encode(), origin="сторінка")
        report = Pipeline(config, fetcher).check(replace(article, notes=(note,)))
    assert [str(told) for told in report.article.notes] == ["не прочитано: …"]
    text = render([report], "terminal", RenderOptions(100, details=True))
    named = re.sub(r"https?://\S+|provenance \S+ .*|`[^`]*`|\[[a-z-]+\]|\S+\.\w+|-v", "", text)
    assert "немає авторства" in named or "без зазначення авторства" in named
    assert [line for line in named.splitlines() if re.search(r"[a-z]{4}", line)] == []
