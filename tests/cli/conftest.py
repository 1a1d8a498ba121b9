"""What the commands' tests share: the command line called as an editor calls it, and small
articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image, ImageDraw

from provenance.cli import main


class Answer(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def rows(self) -> list[Any]:
        """JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Answer]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("check", "a.html")` in an empty folder, with no configuration but the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))

    def call(*args: str) -> Answer:
        with pytest.raises(SystemExit) as left:
            main(args)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Answer(int(left.value.code or 0), out, err)

    return call


Page = Callable[..., str]


@pytest.fixture
def page(tmp_path: Path) -> Page:
    """`page("a.html", caption=…, credit=…)` writes an article with one picture and returns the
    file's name."""

    def write(
        name: str = "a.html",
        caption: str = "The harbour of Odesa.",
        credit: str = "",
        picture: str = "https://paper.example/pictures/harbour.jpg",
        headline: str = "Storm over the harbour",
        attributes: str = "",
    ) -> str:
        shown = f"<span class='credit'>{credit}</span>" if credit else ""
        text = (
            f"<html><body><article><h1>{headline}</h1><p>It rained.</p>\n<figure><img "
            f"src='{picture}' {attributes}>"
            f"<figcaption>{caption} {shown}</figcaption></figure></article></body></html>"
        )
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
        return name

    return write


Photo = Callable[..., Path]


@pytest.fixture
def photo(tmp_path: Path) -> Photo:
    """`photo("a.jpg")` draws a picture with enough in it to be recognised, and returns its path."""

    def draw(
        name: str = "photo.jpg", size: tuple[int, int] = (480, 320), seed: int = 3, **save: Any
    ) -> Path:
        picture = Image.effect_mandelbrot(
            (480, 320), (-2.0 + seed / 10, -1.2, 0.8, 1.2), 80
        ).convert("RGB")
        pen = ImageDraw.Draw(picture)
        for step in range(0, 480, 37 + seed):
            pen.ellipse(
                (step, (step * seed) % 250, step + 60, (step * seed) % 250 + 50),
                fill=(step % 255, 90, 140),
            )
        picture.resize(size).save(tmp_path / name, quality=90, **save)
        return tmp_path / name

    return draw
