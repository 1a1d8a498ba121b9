"""What a finding says, in the reader's language.

A catalogue is a table of `messages`: the English template → the template of that language, with the
same parts. What has no translation stays English.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

from provenance.model.sentences import Part, Sentence

ENGLISH = "en"
_HERE = Path(__file__).parent / "messages"
_PARSED = Formatter()
_THOUSANDS = {"de": ".", "es": ".", "fr": "\u202f", "uk": "\u00a0"}
"""What parts the thousands of a number; the decimal sign is a comma in all of these."""


def languages() -> tuple[str, ...]:
    """The languages that findings can be told in, English first."""
    return (ENGLISH, *sorted(path.stem for path in _HERE.glob("*.json")))


def language_of(tag: str) -> str:
    """The language for a tag as `de-AT` or `de_DE_formal`; English for others."""
    primary = tag.replace("_", "-").partition("-")[0].lower()
    return primary if primary in languages() else ENGLISH


@cache
def messages(language: str) -> Mapping[str, str]:
    """English template → the language's own; empty for English."""
    return _table(language).get("messages", {})


@cache
def countries(language: str) -> Mapping[str, str]:
    """English name of a country → the language's own; empty for English."""
    return _table(language).get("countries", {})


@cache
def _table(language: str) -> Mapping[str, Mapping[str, str]]:
    path = _HERE / f"{language}.json"
    return json.loads(path.read_text("utf-8")) if language in languages()[1:] else {}


def translate(text: str, language: str) -> str:
    """The text in the language, a sentence still; a text that is none stays as it is."""
    if not isinstance(text, Sentence):
        return text
    template = messages(language).get(text.template)
    if template is None:
        return Sentence(text.english, text.template, text.parts)
    written = "".join(
        literal + ("" if name is None else _write(name, text.parts[name], spec or "", language))
        for literal, name, spec, _ in _PARSED.parse(template)
    )
    return Sentence(written, text.template, text.parts)


def _write(name: str, part: Part, spec: str, language: str) -> str:
    if isinstance(part, Sentence):
        return translate(part, language)
    if isinstance(part, str):
        return countries(language).get(part, part) if name == "country" else part
    return _number(format(part, spec), language)


def _number(english: str, language: str) -> str:
    """A number as the language writes it: "8.200", "4,2 %"."""
    whole, point, rest = english.partition(".")
    whole = whole.replace(",", _THOUSANDS.get(language, ","))
    return f"{whole}{',' if point else ''}{rest}".replace("%", "\u00a0%")
