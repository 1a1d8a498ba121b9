"""How well and how fast pages are read, beside peers: `python tests/benchmarks/bench_pages.py
[--speed]`.

Quality is scored on the labelled pages in `../shared/data/pages` with the scorer that comes with
them. Peers, each used where it is installed: trafilatura (pictures with alt texts), extruct
(JSON-LD, microdata, OpenGraph), fundus' default picture extraction without a site's own parser
(fundus 0.5.7 wants curl_cffi below 0.14; pages on which it raises count as empty). Speed is our
whole reading of a page of about 200 KB against extruct's JSON-LD and microdata alone, in the same
run, as a ratio, with lxml and with html.parser alone.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from provenance.articles import read_article
from provenance.articles.page import (
    image_urls,
    images,
    main_content,
    near_text,
    notice_words,
    parse,
    text_runs,
)
from provenance.articles.page import page as reader
from provenance.credits import likeness, split
from provenance.model import InputKind, addresses

SHARED = Path(__file__).parents[2].parent / "shared"
PAGES = SHARED / "data" / "pages"
Images = list[dict[str, Any]]


def ours(html: str, url: str) -> Images:
    article = read_article(html.encode(), origin=url, kind=InputKind.HTML, base_url=url)
    return [
        {
            "url": i.content_url,
            "caption": i.caption.text if i.caption else None,
            "credit": i.credit.text if i.credit else None,
        }
        for i in article.images
    ]


def with_trafilatura() -> Callable[[str, str], Images]:
    import trafilatura

    def read(html: str, url: str) -> Images:
        text = (
            trafilatura.extract(html, url=url, include_images=True, output_format="markdown") or ""
        )
        found = re.findall(r"!\[([^\]]{0,2000})\]\(([^)\s]{1,2000})", text)
        return [{"url": address, "caption": alt or None, "credit": None} for alt, address in found]

    return read


def with_extruct() -> Callable[[str, str], Images]:
    import extruct

    def objects(value: Any) -> Iterator[dict[str, Any]]:
        if isinstance(value, dict):
            yield value
            for inner in value.values():
                yield from objects(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from objects(inner)

    def read(html: str, url: str) -> Images:
        data = extruct.extract(
            html,
            base_url=url,
            syntaxes=["json-ld", "microdata", "opengraph"],
            uniform=True,
            errors="ignore",
        )
        images: Images = []
        for one in objects(data):
            address = one.get("contentUrl") or one.get("url")
            if "ImageObject" in str(one.get("@type")) and isinstance(address, str):
                images.append(
                    {
                        "url": address,
                        "caption": text(one.get("caption")) or text(one.get("description")),
                        "credit": text(one.get("creditText")),
                    }
                )
            for address in [one.get("image"), one.get("og:image")]:
                if isinstance(address, str):
                    images.append({"url": address, "caption": None, "credit": None})
        return images

    return read


def with_fundus() -> Callable[[str, str], Images]:
    from fundus.parser.utility import image_extraction
    from lxml.etree import XPath
    from lxml.html import document_fromstring

    def read(html: str, url: str) -> Images:
        page, options = document_fromstring(html.encode()), {"relative_urls": True}
        if not page.xpath("//main"):
            options["upper_boundary_selector"] = XPath(
                "//body"
            )  # the default, //main, raises where there is none
        found = image_extraction(page, XPath("//p"), **options)
        return [
            {
                "url": i.versions[-1].url if i.versions else "",
                "caption": i.caption,
                "credit": ", ".join(i.authors),
            }
            for i in found
        ]

    return read


def text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def quality(
    name: str, read: Callable[[str, str], Images], scorer: Any, rows: list[dict[str, Any]]
) -> None:
    totals: dict[str, dict[str, int]] = {}
    failed = 0
    for row in rows:
        html = gzip.decompress((PAGES / row["html"]).read_bytes()).decode("utf-8", "replace")
        try:
            images = read(html, row["url"])
        except Exception:  # noqa: BLE001 - a peer may fail on a page in any way; that is counted
            images, failed = [], failed + 1
        counted, _ = scorer.score(row, images)
        total = totals.setdefault(row["label_source"], dict.fromkeys(counted, 0))
        for key, value in counted.items():
            total[key] += value
    for labels, t in totals.items():
        print(
            f"{name:24} {labels:7} images {share(t['found'], t['images'])} precision "
            f"{share(t['used'], t['returned'])} "
            f"captions {share(t['caption_ok'], t['captions'])} credits "
            f"{share(t['credit_ok'], t['credits'])}"
            + (f"  ({failed} pages failed)" if failed else "")
        )


def share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "  -  "


def page_of(kilobytes: int) -> str:
    """A news page of our own: JSON-LD, microdata on figures, paragraphs, navigation and inline
    scripts."""
    data = json.dumps(
        {"@type": "NewsArticle", "headline": "A headline", "image": ["/p/a-picture-0.jpg"]}
    )
    figure = (
        "<figure itemprop='image' itemscope itemtype='https://schema.org/ImageObject'><img "
        "itemprop='contentUrl' "
        "src='/p/a-picture-of-{0}.jpg' srcset='/p/a-picture-of-{0}.jpg?w=640 640w, "
        "/p/a-picture-of-{0}.jpg?w=1280 1280w'>"
        "<figcaption itemprop='caption'>The harbour on day {0} of the storm. <span "
        "class='credit'>Jo Berg/AFP</span>"
        "</figcaption></figure>"
    )
    words = (
        "The council of the harbour voted to keep the light burning through the winter months. " * 4
    )
    block = (
        f"<p>{words}</p><p>{words}</p><div class='ad'><script>{'var a = 1; ' * 120}</script></div>"
    )
    body, at = "", 0
    while len(body) < kilobytes * 1000:
        body += block + (figure.format(at) if at % 4 == 0 else "")
        at += 1
    menu = "".join(f"<li><a href='/section/{n}'>Section {n}</a></li>" for n in range(60))
    return (
        "<html><head><script "
        f"type='application/ld+json'>{data}</script></head><body><nav><ul>{menu}</ul></nav>"
        "<article itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop='headline'>A "
        f"headline</h1>{body}"
        "</article></body></html>"
    )


def fastest(work: Callable[[], object], times: int = 7) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def speed(rows: list[dict[str, Any]]) -> None:
    try:
        import extruct
    except ImportError:
        print("extruct is not installed: no speed ratio")
        return
    pages = {"a page of our own, 200 KB": [page_of(200)]}
    saved = [
        gzip.decompress((PAGES / r["html"]).read_bytes()).decode("utf-8", "replace") for r in rows
    ]
    if saved := [p for p in saved if 170_000 < len(p) < 230_000]:
        pages[f"{len(saved)} saved pages of 170 to 230 KB"] = saved
    for name, some in pages.items():
        theirs = sum(
            fastest(
                partial(extruct.extract, page, syntaxes=["json-ld", "microdata"], errors="ignore")
            )
            for page in some
        )
        print(f"{name}: extruct JSON-LD + microdata {theirs / len(some) * 1000:.1f} ms")
        for parser, parser_of in (
            ("lxml", parse.parse_with_lxml),
            ("html.parser", parse.parse_with_html_parser),
        ):
            reader.parse = parser_of
            mine = sum(fastest(lambda: afresh(page)) for page in some)  # noqa: B023
            print(
                f"    ours with {parser}: {mine / len(some) * 1000:.1f} ms, ratio "
                f"{mine / theirs:.2f}"
            )
    reader.parse = parse.parse


def afresh(page: str) -> Images:
    """Our reading of a page that was not read before: what the last run remembered is forgotten."""
    image_urls.asset_keys.cache_clear()
    likeness._likeness.cache_clear()
    split._split.cache_clear()
    near_text._is_date_line.cache_clear()
    notice_words.without_exception.cache_clear()
    text_runs._called.cache_clear()
    text_runs._names_hidden.cache_clear()
    images._names_icon.cache_clear()
    main_content._asks_consent.cache_clear()
    addresses._remembered.cache_clear()
    return ours(page, "https://kestrel.example/a")


def main() -> None:
    rows = []
    if (PAGES / "gold.jsonl").exists():
        rows = [
            json.loads(line)
            for line in (PAGES / "gold.jsonl").read_text("utf-8").splitlines()
            if line
        ]
    else:
        print(f"{PAGES} is not here: no quality figures")
    if rows and "--speed" not in sys.argv:
        spec = importlib.util.spec_from_file_location(
            "score_pages", SHARED / "tools" / "score_pages.py"
        )
        if spec is None or spec.loader is None:
            print("the scorer is not here: no quality figures")
            return
        scorer = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(scorer)
        quality("provenance", ours, scorer, rows)
        for name, make in (
            ("trafilatura", with_trafilatura),
            ("extruct", with_extruct),
            ("fundus, no site parser", with_fundus),
        ):
            try:
                read = make()
            except ImportError as error:
                print(f"{name:24} is not installed ({error.name})")
                continue
            quality(name, read, scorer, rows)
    speed(rows)


if __name__ == "__main__":
    main()
