"""What it costs to begin: whole commands of two builds, side by side.

    python tests/benchmarks/bench_start.py REVISION [PAGE]

Installs REVISION and this checkout, each alone with what it needs, into two new environments, and
runs the same commands with both by turns: seconds of processor time (the least of the rounds) and
their ratio. PAGE is a saved page; without one, the demo's article is used.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUNDS = 7
PAGE = '<html><body><article><h1>Port burns</h1><p>One.</p><figure><img src="https://news.example/\
a.jpg"><figcaption>The port of Odesa, 3 March 2022. Photo: Ada Roe</figcaption></figure></article>'


def installed(tree: Path, folder: Path) -> Path:
    """The interpreter of a new environment in `folder` that holds the build of `tree`."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", str(tree)], check=True)
    return python


def seconds(python: Path, arguments: list[str]) -> float:
    """Processor time of one run, user and system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    quiet = subprocess.DEVNULL
    subprocess.run([python, "-m", "provenance", *arguments], stdout=quiet, stderr=quiet, cwd="/")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("revision")
    parser.add_argument("page", nargs="?", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        page = options.page or work / "page.html"
        if options.page is None:
            page.write_text(PAGE)
        tree = work / "before"
        tree.mkdir()
        archive = subprocess.Popen(
            ["git", "archive", options.revision], cwd=ROOT, stdout=subprocess.PIPE
        )
        subprocess.run(["tar", "x", "-C", tree], stdin=archive.stdout, check=True)
        pythons = [installed(tree, work / "a"), installed(ROOT, work / "b")]
        for python in pythons:
            size = subprocess.run(
                ["du", "-sm", python.parents[1] / "lib"], capture_output=True, text=True, check=True
            )
            print(f"installed: {size.stdout.split()[0]} MB")
        commands = {
            "--help": ["--help"],
            "images": ["images", str(page.resolve())],
            "check --offline": ["check", "--offline", str(page.resolve())],
            "demo": ["demo"],
            "a checker, ready": [],
        }
        for title, arguments in commands.items():
            least = [9e9, 9e9]
            for _ in range(ROUNDS):
                for which, python in enumerate(pythons):
                    took = seconds(python, arguments) if arguments else ready(python)
                    least[which] = min(least[which], took)
            print(f"{title:18} {least[0]:6.3f} s {least[1]:6.3f} s   {least[1] / least[0]:.2f}")


def ready(python: Path) -> float:
    """Processor time of a process that opens a checker and ends."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    program = "import provenance\nwith provenance.Checker(): pass"
    subprocess.run([python, "-c", program], check=True, cwd="/")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
