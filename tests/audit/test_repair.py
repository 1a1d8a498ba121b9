"""Credits that are missing: what is proposed, and why; what a reviewer's sheet may hold."""

from __future__ import annotations

import csv
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from provenance.audit.history import link, own_archive, remember
from provenance.audit.item import Item, ItemKind
from provenance.audit.ledger import Ledger
from provenance.audit.repair.plan import Proposal, proposals
from provenance.audit.repair.sheet import agreed, write_plan
from provenance.audit.repair.wordpress import with_credit
from provenance.config import Config
from provenance.errors import UnreadableInput, UsageError
from provenance.model import Confidence
from tests.stand_ins import drawings

from .conftest import page

MIA = "Photo: Mia Brandt / Example Wire"
FIGURE = (
    '<figure class="wp-block-image"><img src="https://paper.example/u/a-300x200.jpg"/>{}</figure>'
)
CAPTION = '<figcaption class="wp-element-caption">{}</figcaption>'


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Pictures without a credit: one whose file names its author, one that is credited elsewhere,
    one with an agency's name, one of which nothing is known."""
    folder = tmp_path / "paper"
    folder.mkdir()
    exif = Image.Exif()
    exif[315] = "Jonas Weber"
    drawings.scene(1).save(folder / "named.jpg", exif=exif)
    for name in ("known", "known-one", "known-two"):
        (folder / f"{name}.jpg").write_bytes(drawings.encoded(drawings.scene(2)))
    (folder / "GettyImages-1200000001.jpg").write_bytes(drawings.encoded(drawings.scene(3)))
    (folder / "nothing.jpg").write_bytes(drawings.encoded(drawings.scene(4)))
    for name, credit in (
        ("named", ""), ("known", ""), ("known-one", MIA), ("known-two", MIA),
        ("GettyImages-1200000001", ""), ("nothing", ""),
    ):  # fmt: skip
        text = page(
            f"News {name}", credit=credit, picture=f"{name}.jpg", url=f"https://p.test/{name}"
        )
        (folder / f"{name}.html").write_text(text, "utf-8")
    return folder


@pytest.fixture
def ledger(paper: Path, tmp_path: Path, loaded: Any) -> Any:
    with closing(Ledger.begin(tmp_path / "out")) as opened:
        opened.list_items(Item(f.stem, ItemKind.FILE, str(f)) for f in sorted(paper.glob("*.html")))
        with own_archive(opened, Config()) as archive:
            outcomes = loaded.check(list(opened.todo()))
            remember(archive, outcomes)
            opened.keep(outcomes)
            link(opened, archive)
        yield opened


def test_each_proposal_says_where_it_comes_from_and_how_sure_it_is(ledger: Ledger) -> None:
    found = {one.key: one for one in proposals(ledger)}
    assert set(found) == {"named", "known", "GettyImages-1200000001"}, "nothing is invented"
    named, known, agency = (found[k] for k in ("named", "known", "GettyImages-1200000001"))
    assert (named.proposed, named.source, named.confidence) == ("Jonas Weber", "embedded", "high")
    assert "Artist" in named.evidence
    assert ("Mia Brandt" in known.proposed, known.source, known.confidence) == (
        True, "elsewhere", "high",
    )  # fmt: skip
    assert "in 2 articles" in known.evidence
    assert ("Getty" in agency.proposed, agency.source, agency.confidence) == (
        True, "agency", "medium",
    )  # fmt: skip


def test_a_picture_that_is_credited_in_two_ways_is_left_to_the_editor(
    paper: Path, tmp_path: Path, loaded: Any
) -> None:
    other = page("News", credit="Photo: Ann Roe / Other Wire", picture="known-two.jpg")
    (paper / "known-two.html").write_text(other, "utf-8")
    with closing(Ledger.begin(tmp_path / "again")) as opened:
        opened.list_items(
            Item(f.stem, ItemKind.FILE, str(f)) for f in sorted(paper.glob("k*.html"))
        )
        opened.keep(loaded.check(list(opened.todo())))
        (one,) = proposals(opened)
    assert one.confidence is Confidence.LOW
    assert "otherwise in 1" in one.evidence


def test_only_what_somebody_has_agreed_to_comes_back_out_of_the_sheet(
    ledger: Ledger, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.csv"
    found = list(proposals(ledger))
    assert write_plan(found, plan) == {"high": 2, "medium": 1, "low": 0}
    assert list(agreed(plan)) == []
    with plan.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    rows[1]["decision"] = " Yes "
    with plan.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert list(agreed(plan)) == [found[1]]
    with pytest.raises(UsageError, match="is there already"):
        write_plan(found, plan)


def test_a_cell_that_a_spreadsheet_would_compute_comes_back_as_it_was(tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    one = Proposal(
        1, 0, "a", "https://p.test/a", "https://p.test/a.jpg", "=SUM(A1)", "", "@mia_brandt",
        Confidence.LOW, "embedded", "in the file",
    )  # fmt: skip
    write_plan([one], plan)
    assert "'@mia_brandt" in plan.read_text("utf-8")
    text = plan.read_text("utf-8").replace("\n,", "\nyes,")
    plan.write_text(text, "utf-8")
    assert list(agreed(plan)) == [one]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "lacks the column"),
        (
            "decision,proposed,confidence,source,evidence,article,picture,caption,printed,key,"
            "number,at\nyes,,high,,,,,,,k,1,0\n",
            "no credit is proposed",
        ),
        (
            "decision,proposed,confidence,source,evidence,article,picture,caption,printed,key,"
            "number,at\nyes,Mia,high,,,,,,,k,one,0\n",
            "no line of a plan",
        ),
    ],
)
def test_a_sheet_that_is_no_plan_is_told_in_one_sentence(
    text: str, words: str, tmp_path: Path
) -> None:
    (tmp_path / "plan.csv").write_text(text)
    with pytest.raises(UnreadableInput, match=words):
        list(agreed(tmp_path / "plan.csv"))


@pytest.mark.parametrize(
    ("figure", "printed", "wanted"),
    [
        (
            FIGURE.format(CAPTION.format("The harbour.")),
            "",
            FIGURE.format(CAPTION.format("The harbour. (Photo: Mia &amp; Jo)")),
        ),
        (FIGURE.format(""), "", FIGURE.format(CAPTION.format("Photo: Mia &amp; Jo"))),
        (
            FIGURE.format(CAPTION.format("The harbour. Photo: X &amp; Y")),
            "X & Y",
            FIGURE.format(CAPTION.format("The harbour. Photo: Mia &amp; Jo")),
        ),
        (FIGURE.format(CAPTION.format("Somebody has edited it.")), "X & Y", None),
        (
            '[caption id="1"]<img src="a.jpg"/> The harbour.[/caption]',
            "",
            '[caption id="1"]<img src="a.jpg"/> The harbour. (Photo: Mia &amp; Jo)[/caption]',
        ),
        (
            FIGURE.format(CAPTION.format("Mia &amp; Jo")),
            "",
            FIGURE.format(CAPTION.format("Mia &amp; Jo")),
        ),
    ],
)
def test_a_credit_stands_behind_the_caption_or_in_the_place_of_what_was_printed(
    figure: str, printed: str, wanted: str | None
) -> None:
    assert with_credit(figure, printed, "Mia & Jo") == wanted
