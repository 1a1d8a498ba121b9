#!/usr/bin/env bash
# The wheel of pillow-heif calls itself BSD-3-Clause and carries an encoder under the GPL 2 inside:
# x265, as its own list of bundled libraries says. Whoever asks only for the package's licence field
# does not see it.
# Seen with the manylinux wheel: pillow-heif 1.1.1: licence field 'BSD-3-Clause'; bundled:
# ['pillow_heif.libs/libx265-….so.215']; x265 named: True, GPL named: True
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q pillow-heif==1.1.1
"$work/venv/bin/python" - <<'PY'
from importlib.metadata import distribution

one = distribution("pillow-heif")
field = one.metadata.get("License-Expression") or one.metadata.get("License") or ""
files = [str(f) for f in one.files]
libraries = [f for f in files if ".so" in f and "pillow_heif" in f]
bundled = [f for f in libraries if "x265" in f]
lists = [f for f in one.files if "LICENSE" in str(f).upper()]
text = "\n".join(f.read_text() for f in lists)
print(f"pillow-heif {one.version}: licence field {field[:40]!r}; bundled: {bundled}; x265 named: {'x265' in text}, GPL named: {'GPL' in text}")
assert "BSD" in field + " ".join(one.metadata.get_all("Classifier") or []), "the licence field says something else now"
assert bundled, "no x265 is bundled any more"
PY
