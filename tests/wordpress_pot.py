"""The WordPress plug-in's texts as a template for translators.

python tests/wordpress_pot.py write     writes languages/provenance.pot anew
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

PLUGIN = Path(__file__).parents[1] / "provenance" / "hooks" / "wordpress" / "provenance"
POT = PLUGIN / "languages" / "provenance.pot"
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


def made() -> str:
    """The template."""
    found: dict[tuple[str, str], tuple[list[str], str]] = {}
    for file in sorted([*PLUGIN.rglob("*.php"), *PLUGIN.glob("*.js")]):
        text = file.read_text("utf-8")
        name = file.relative_to(PLUGIN).as_posix()
        for pattern in (_ONE, _MANY):
            for match in pattern.finditer(text):
                words = [re.sub(r"\\(.)", r"\1", group) for group in match.groups()]
                line = text.count("\n", 0, match.start()) + 1
                places, note = found.setdefault(
                    (words[0], words[-1] if len(words) > 1 else ""), ([], "")
                )
                places.append(f"{name}:{line}")
                said = _COMMENT.findall(text[max(0, match.start() - 300) : match.start()])
                near = said and "\n" not in text[: match.start()].rpartition("*/")[2].strip("\n\t ")
                if near and not note:
                    found[words[0], words[-1] if len(words) > 1 else ""] = (places, said[-1])
    parts = [_HEAD]
    for (one, many), (places, note) in sorted(found.items(), key=lambda item: item[1][0]):
        lines = [f"#. {note}"] if note else []
        lines += [f"#: {' '.join(places)}", f"msgid {_quoted(one)}"]
        lines += (
            [f"msgid_plural {_quoted(many)}", 'msgstr[0] ""', 'msgstr[1] ""']
            if many
            else ['msgstr ""']
        )
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


if __name__ == "__main__" and sys.argv[1:] == ["write"]:
    POT.parent.mkdir(exist_ok=True)
    POT.write_text(made(), "utf-8")
