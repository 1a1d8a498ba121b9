"""What a page's pictures lack is told once, and each of them is asked about a few times only."""

from __future__ import annotations

from dataclasses import replace

import provenance
from provenance.config import Config, Network
from provenance.model import PublishedImage
from provenance.rules import missing_credit
from provenance.rules.kit import lacking

MANY = 120


def test_a_long_gallery_asks_each_picture_a_few_times(monkeypatch, tmp_path) -> None:
    asked: list[int] = []

    def excused(image: PublishedImage) -> bool:
        asked.append(image.index)
        return False

    monkeypatch.setattr(missing_credit, "LACK", replace(missing_credit.LACK, excused=excused))
    page = tmp_path / "gallery.html"
    pictures = "".join(
        f"<figure><img src='/p/mole-{at}.jpg' width='900' height='600'>"
        f"<figcaption>The mole on day {at}, with its lamp.</figcaption></figure>"
        for at in range(MANY)
    )
    page.write_text(f"<article><h1>A mole</h1>{pictures}</article>", "utf-8")
    config = Config(network=Network(offline=True), cache=tmp_path / "cache")
    report = provenance.check(page, config=config)
    told = [f for image in report.images for f in image.findings if f.rule == "missing-credit"]
    assert [f.message.split(" pictures")[0] for f in told] == [str(MANY)]
    assert len(asked) <= 4 * MANY
    assert len(told[0].evidence) - 1 == lacking.MAX_SHOWN
