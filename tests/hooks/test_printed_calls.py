"""The calls of the service that `docs/hooks.md` prints work as they stand there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.stand_ins.drawings import encoded, scene
from tests.stand_ins.service import Running, running

PAGE = Path(__file__).parents[2] / "docs" / "hooks.md"
TOKEN = "0123456789abcdef"
CALLS = re.findall(
    r"^```sh\n(curl .*?)^```\n\n```json\n(.*?)^```", PAGE.read_text("utf-8"), re.S | re.M
)

pytestmark = [
    pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed"),
    pytest.mark.xdist_group("service"),
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("service"), token=TOKEN) as started:
        yield started


def holds(whole: Any, part: Any) -> bool:
    """True where everything that is printed stands in the answer; an empty list says nothing."""
    if isinstance(part, dict):
        return all(name in whole and holds(whole[name], part[name]) for name in part)
    if isinstance(part, list):
        return isinstance(whole, list) and all(map(holds, whole, part)) and len(whole) >= len(part)
    return bool(whole == part)


@pytest.mark.parametrize(("call", "printed"), CALLS, ids=[c.split()[2][21:] for c, _ in CALLS])
def test_a_printed_call_answers_as_printed(
    service: Running, tmp_path: Path, call: str, printed: str
) -> None:
    (tmp_path / "smoke.jpg").write_bytes(encoded(scene(3)))
    here = call.replace("127.0.0.1:8080", f"127.0.0.1:{service.port}")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", here], cwd=tmp_path, capture_output=True, check=True
    )
    answer = json.loads(done.stdout)
    assert holds(answer, json.loads(printed)), answer


def test_every_call_is_printed() -> None:
    assert len(CALLS) == 6
