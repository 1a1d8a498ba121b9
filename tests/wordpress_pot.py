"""The WordPress plug-in's texts, for translators and as WordPress reads them.

python tests/wordpress_pot.py write     writes languages/ anew: the template from the plug-in's
                                        files, each language's texts in its order, and what
                                        WordPress loads (.mo for PHP, .json for the block editor)
"""

from __future__ import annotations

import io
import json
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PLUGIN = Path(__file__).parents[1] / "provenance" / "hooks" / "wordpress" / "provenance"
FOLDER = PLUGIN / "languages"
POT = FOLDER / "provenance.pot"
LOCALES = ("de_DE", "es_ES", "fr_FR", "uk")
_STRING = r"""'((?:[^'\\]|\\.)*)'"""
_ONE = re.compile(
    rf"(?<![\w$>])(?:esc_html_|esc_attr_)?(?:__|_e|esc_html__|esc_html_e)\(\s*{_STRING},\s*'provenance'"
)
_MANY = re.compile(rf"(?<![\w$>])_n\(\s*{_STRING},\s*{_STRING},[^;]*?'provenance'")
_COMMENT = re.compile(r"/\*\s*(translators:.*?)\s*\*/", re.S)
_HEAD = """# Texts of the plug-in "Provenance picture check".
msgid ""
msgstr ""
"Project-Id-Version: Provenance picture check\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Domain: provenance\\n"
"""


@dataclass
class Text:
    """One text of the plug-in."""

    one: str
    many: str
    places: list[str]
    """`file:line` of each use."""
    note: str = ""
    """What translators are told."""


def texts() -> list[Text]:
    """Every text of the plug-in, by where it is first used."""
    found: dict[tuple[str, str], Text] = {}
    for file in sorted([*PLUGIN.rglob("*.php"), *PLUGIN.glob("*.js")]):
        text = file.read_text("utf-8")
        name = file.relative_to(PLUGIN).as_posix()
        for pattern in (_ONE, _MANY):
            for match in pattern.finditer(text):
                words = [re.sub(r"\\(.)", r"\1", group) for group in match.groups()]
                line = text.count("\n", 0, match.start()) + 1
                many = words[-1] if len(words) > 1 else ""
                one = found.setdefault((words[0], many), Text(words[0], many, []))
                one.places.append(f"{name}:{line}")
                said = _COMMENT.findall(text[max(0, match.start() - 300) : match.start()])
                if said and "\n" not in text[: match.start()].rpartition("*/")[2].strip("\n\t "):
                    one.note = one.note or said[-1]
    return sorted(found.values(), key=lambda text: text.places)


def made(catalog: Catalog | None = None) -> str:
    """The template; with a catalogue, that language's file."""
    head = _HEAD
    if catalog is not None:
        head += f'"Language: {catalog.locale}\\n"\n"Plural-Forms: {catalog.plural_forms}\\n"\n'
    parts = [head]
    for text in texts():
        lines = [f"#. {text.note}"] if text.note else []
        lines += [f"#: {' '.join(text.places)}", f"msgid {_quoted(text.one)}"]
        told = _told(catalog, text)
        if text.many:
            lines += [f"msgid_plural {_quoted(text.many)}"]
            lines += [f"msgstr[{at}] {_quoted(form)}" for at, form in enumerate(told)]
        else:
            lines += [f"msgstr {_quoted(told[0])}"]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _told(catalog: Catalog | None, text: Text) -> list[str]:
    """The text in the catalogue's language; empty where it has none yet."""
    message = catalog.get(text.one) if catalog is not None else None
    if message is not None and message.string:
        return [message.string] if isinstance(message.string, str) else list(message.string)
    return [""] * (1 if not text.many else catalog.num_plurals if catalog is not None else 2)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def catalog_of(locale: str) -> Catalog:
    """A language's texts."""
    with (FOLDER / f"provenance-{locale}.po").open("rb") as file:
        return read_po(file, locale=locale)


def for_php(catalog: Catalog) -> bytes:
    """The texts as a .mo file that WordPress reads.

    It has no hash table, and Babel says that such a table begins at 0; WordPress takes a file only
    where it begins behind the two tables of texts. The day told is always one, so that the same
    texts make the same file.
    """
    catalog.creation_date = datetime.fromtimestamp(0, UTC)
    made = io.BytesIO()
    write_mo(made, catalog)
    texts_of_it = int.from_bytes(made.getvalue()[8:12], "little")
    made.seek(24)
    made.write((28 + 16 * texts_of_it).to_bytes(4, "little"))
    return made.getvalue()


def for_the_editor(catalog: Catalog) -> str:
    """The texts of `editor.js` as WordPress hands them to a browser."""
    told: dict[str, object] = {
        "": {
            "domain": "provenance",
            "lang": str(catalog.locale),
            "plural-forms": catalog.plural_forms,
        }
    }
    for text in texts():
        if any(place.startswith("editor.js:") for place in text.places):
            told[text.one] = _told(catalog, text)
    document = {"domain": "provenance", "locale_data": {"provenance": told}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def write() -> None:
    """Write the folder anew."""
    FOLDER.mkdir(exist_ok=True)
    POT.write_text(made(), "utf-8")
    for locale in LOCALES:
        named = FOLDER / f"provenance-{locale}"
        named.with_suffix(".po").write_text(made(catalog_of(locale)), "utf-8")
        catalog = catalog_of(locale)
        named.with_suffix(".mo").write_bytes(for_php(catalog))
        (FOLDER / f"provenance-{locale}-provenance.json").write_text(
            for_the_editor(catalog), "utf-8"
        )


if __name__ == "__main__" and sys.argv[1:] == ["write"]:
    write()
