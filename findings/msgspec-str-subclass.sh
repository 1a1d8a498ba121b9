#!/usr/bin/env bash
# msgspec encodes no subclass of str or int, where the standard library's json takes it for the text
# or number that it is. A text that carries more than its letters (its template, say) passes every
# test until a document with one in it is encoded; an `enc_hook` that returns `str(value)` helps.
# Seen: msgspec 0.23.0: str: refused (Encoding objects of type Text is unsupported); json: "a"; hook: "a"
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q msgspec==0.23.0
"$work/venv/bin/python" - <<'PY'
import json
from importlib.metadata import version

import msgspec


class Text(str):
    """A text that knows more."""


def told(value, **hook):
    try:
        return msgspec.json.encode(value, **hook).decode()
    except TypeError as error:
        return f"refused ({error})"


text, hooked = told(Text("a")), told(Text("a"), enc_hook=lambda value: str(value))
print(f"msgspec {version('msgspec')}: str: {text}; json: {json.dumps(Text('a'))}; hook: {hooked}")
assert text.startswith("refused"), "a subclass of str is encoded now"
assert hooked == '"a"', "the hook is no longer asked"
PY
