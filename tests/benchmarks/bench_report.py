"""How soon and how large is the HTML report:
`python tests/benchmarks/bench_report.py [PICTURES ...]`.

Reports on articles with that many pictures (1, 30, 100), each beside an original of which it is a
crop, are rendered and opened in a real browser. Printed are the page's bytes, the seconds of
rendering it, and what the browser says of its first and its largest paint, as milliseconds and as
a ratio to an empty page's in the same run.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from provenance.model import ImageReport, Report
from provenance.reports import render
from tests.stand_ins import html_samples, samples

RUNS = 5
"""Times that each page is opened; the median is printed."""
SIZES = (1, 30, 100)
EMPTY = "<!doctype html><title>empty</title><p>nothing"
PAINTS = """() => new Promise((told) => {
  let largest = 0;
  new PerformanceObserver((list) => { for (const e of list.getEntries()) largest = e.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => {
    const [first] = performance.getEntriesByName("first-contentful-paint");
    told([first.startTime, largest]);
  }, 500);
})"""


def article(count: int) -> Report:
    """An article of that many different pictures, each a crop of its original."""
    images = []
    for number in range(count):
        whole = html_samples.scene(number + 1, 1500, 1000)
        source = html_samples.read(whole)
        published = html_samples.read(whole.crop((200, 150, 1400, 950)))
        original = html_samples.original_of(published, source)
        images.append(
            ImageReport(
                samples.image(number, f"Picture {number}."),
                picture=published,
                originals=(original,),
                findings=html_samples.changed().images[0].findings,
            )
        )
    return replace(samples.report(), images=tuple(images))


def paints(browser: Any, page: Path) -> tuple[float, float]:
    """Milliseconds to the first and to the largest paint, medians."""
    runs = []
    for _ in range(RUNS):
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(page.as_uri())
        runs.append(tab.evaluate(PAINTS))
        tab.close()
    first, largest = zip(*runs, strict=True)
    return statistics.median(first), statistics.median(largest)


def main() -> None:
    """Print the figures."""
    from playwright.sync_api import sync_playwright

    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    with TemporaryDirectory() as name, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"))
        page = Path(name) / "report.html"
        page.write_text(EMPTY, "utf-8")
        floor, _ = paints(browser, page)
        print(f"an empty page: first paint {floor:.0f} ms")
        for count in sizes:
            report = article(count)
            began = time.process_time()
            text = render([report], "html")
            took = time.process_time() - began
            page.write_text(text, "utf-8")
            first, largest = paints(browser, page)
            print(
                f"{count} pictures: {len(text.encode()):,} bytes, rendered in {took:.2f} s of CPU, "
                f"first paint {first:.0f} ms ({first / floor:.1f} x), largest {largest:.0f} ms"
            )
        browser.close()


if __name__ == "__main__":
    main()
