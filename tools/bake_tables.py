"""Prepare the word lists, `provenance/lexicon/tables.json`, anew: `python tools/bake_tables.py`."""

from __future__ import annotations

import json
import tomllib

from provenance.lexicon.tables import PACKAGE, PREPARED, digest_of, name_of


def prepared() -> str:
    """Every TOML file of the package as JSON, a line each, in the order of their names."""
    lines = []
    for file in sorted(PACKAGE.rglob("*.toml")):
        written = file.read_bytes()
        entry = [digest_of(written), tomllib.loads(written.decode())]
        told = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        lines.append(f"{json.dumps(name_of(file))}:{told}")
    return "{" + ",\n".join(lines) + "}\n"


if __name__ == "__main__":
    PREPARED.write_text(prepared(), "utf-8")
