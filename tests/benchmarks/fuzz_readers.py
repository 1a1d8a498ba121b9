"""Mutated articles, captions, credits and answers through every reader: one of our exceptions or a
value, in bounded time.

Usage: python -m tests.benchmarks.fuzz_readers [SECONDS] [SEED]

The inputs are those of the tests, made up. Prints for each reader its rounds, what raised, and the
slowest round in seconds of CPU.
"""

from __future__ import annotations

import json
import random
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from provenance.articles import read_article, read_feed
from provenance.claims import read_claims
from provenance.credits import parse_credit
from provenance.demo.make import ARTICLE
from provenance.errors import ProvenanceError
from provenance.fetch import Exchange
from provenance.model import Retrieved
from tests.articles.test_cms import FIGURE, HTML, TEXT
from tests.articles.test_xml_kinds import ATOM, NEWSML, RSS

NOW = datetime(2026, 11, 20, tzinfo=UTC)
WORDS = (
    "<figure>", "</figcaption>", "<p>", "</p>", "<b>", "<i>", "</i>", "<img src=x>", "srcset=",
    '"',
    "'", "&", "&#x", ";", "{", "}", "[", "]", "\\u0000", "\x00", "\ud7ff", "—", "/", "Photo:", "©",
    "(AP", "Kyiv", ", ", "2024", "9 March", "Tuesday", "http://", "data:image/png;base64,", "%s",
    "<!--", "-->", "<![CDATA[", "]]>", "<script>", "null", "1e999", "-", "9" * 400, "ß", "İ", "ﬀ",
)  # fmt: skip
"""What mutations put in beside single characters: the joints of the inputs."""


@dataclass(frozen=True)
class Reader:
    """One reader and what it is fed with."""

    name: str
    read: Callable[[bytes], object]
    inputs: tuple[bytes, ...]


def _answer(data: bytes) -> object:
    headers = {"content-type": f"text/html; charset={data[:20].decode('latin-1')}"}
    exchange = Exchange("https://a.example", 200, headers, data, NOW, Retrieved.LIVE)
    exchange.text()
    return exchange.json()


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


IMAGE = {"url": "https://a.example/a.jpg", "caption": "A street in Kyiv.", "credit": "Jane Doe/AFP"}
PAYLOAD = json.dumps(
    {"headline": "News", "published": "2024-03-13", "body": TEXT, "images": [IMAGE]}
).encode()
PLAIN = f"{TEXT}\n\nPhoto: Jane Doe".encode()
MARKDOWN = f"# News\n\n{TEXT}\n\n![a](b.jpg)\n\n*Caption. Photo: Jane Doe*".encode()
WORDPRESS = json.dumps(
    {"id": 7, "title": {"rendered": "News"}, "content": {"rendered": HTML}, "type": "post"}
).encode()
CAPTIONS = tuple(
    text.encode()
    for text in (
        "A Patriot launcher guards Kyiv on Tuesday night, 12 March 2024.",
        "FILE PHOTO: People shelter in Odesa, Ukraine, Feb. 24, 2022. REUTERS/Jane Doe/File Photo",
        "Вуличний ринок на Подолі в Києві 9 березня 2024 року.",
        "2024年3月9日、キーウの市場。",
        "Ein Straßenmarkt in Lwiw am 9. März 2024. Foto: Jane Doe/dpa",
        "سوق شعبي في كييف يوم 9 مارس 2024",
    )
)
CREDITS = tuple(
    text.encode()
    for text in (
        "Photo: Jane Doe / AFP via Getty Images",
        "© Iryna Halenko / Wikimedia Commons, CC BY-SA 4.0",
        "(AP Photo/John Doe, File)",
        "Foto: dpa/picture alliance | Jane Doe",
        "@harbour_watch / Twitter, https://twitter.com/harbour_watch/status/1300070581793829428",
        "写真：時事通信社",
    )
)
PAGES = (ARTICLE.encode(), HTML.encode())
READERS = (
    Reader("html", lambda d: read_article(d, origin="a.html"), PAGES),
    Reader("text", lambda d: read_article(d, origin="a.txt"), (PLAIN,)),
    Reader("markdown", lambda d: read_article(d, origin="a.md"), (MARKDOWN,)),
    Reader("json", lambda d: read_article(d, origin="a.json"), (PAYLOAD, WORDPRESS)),
    Reader("xml", lambda d: read_article(d, origin="a.xml"), (NEWSML, RSS, ATOM)),
    Reader("feed", lambda d: read_feed(d, origin="a.xml"), (RSS, ATOM)),
    Reader("claims", lambda d: read_claims(_text(d), published=NOW), CAPTIONS),
    Reader("credit", lambda d: parse_credit(_text(d)), CREDITS),
    Reader("answer", _answer, (PAYLOAD, FIGURE.encode(), b"idna;", b"punycode;" * 9)),
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The input with some of it changed, taken out, doubled, or put in."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(changed) + 1)
        end = min(len(changed), at + chance.choice((1, 4, 30, 300)))
        what = chance.random()
        if what < 0.25:
            changed[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
        elif what < 0.45:
            del changed[at:end]
        elif what < 0.65:
            changed[at:at] = changed[at:end] * chance.choice((1, 2, 40))
        else:
            word = chance.choice(WORDS).encode("utf-8", "surrogatepass")
            changed[at:at] = word * chance.choice((1, 1, 3, 60))
    return bytes(changed[:300_000])


def main(seconds: float = 60.0, seed: int = 1) -> int:
    """Run for so many seconds; returns how many raised anything but our exceptions."""
    chance, wrong = random.Random(seed), 0
    for reader in READERS:
        rounds, raised, slowest, longest = 0, 0, 0.0, 0
        until = time.monotonic() + seconds / len(READERS)
        while time.monotonic() < until:
            data = mutated(chance.choice(reader.inputs), chance)
            begun = time.process_time()
            try:
                reader.read(data)
            except ProvenanceError:
                pass
            except Exception:  # noqa: BLE001 - what raised is what this looks for
                raised += 1
                traceback.print_exc()
            spent = time.process_time() - begun
            if spent > slowest:
                slowest, longest = spent, len(data)
            rounds += 1
        wrong += raised
        print(
            f"{reader.name:9} {rounds:6} rounds, {raised} raised, slowest {slowest:.3f} s "
            f"({longest:,} bytes)",
            flush=True,
        )
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main(*(int(number) for number in sys.argv[1:3]))))
