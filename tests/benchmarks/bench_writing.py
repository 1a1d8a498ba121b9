"""The writing in drawn pictures: lines read right, and what it takes beside decoding a photograph.

Usage: python tests/benchmarks/bench_writing.py [FOLDER]     (FOLDER: photographs without labels)

Draws marks, stamps, banners and signs of invented words in several faces and scripts over drawn
scenes of 800 to 4,000 pixels, faint or strong, level or seen from the side, blurred, grainy, saved
at JPEG quality 60. Right is a line read letter for letter, blanks aside. Of FOLDER's pictures it
prints every line that is read, and how many the rule takes for a mark, a stamp or a banner. Time is
processor seconds over those of decoding a 12-megapixel JPEG whole, in the same process.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from provenance.model import Picture
from provenance.pictures import read_picture
from provenance.pictures.decode import decode
from provenance.pictures.writing import available, read_writing
from tests.stand_ins.drawn_writing import CORNERS, FACES, Laid, encode, hang, lay, scene

MARKS = ("REUTERS", "Getty Images", "AFP", "alamy", "iStock", "shutterstock", "EPA", "© dpa",
         "AP Photo", "Photo: Reuters", "AFP / JANA SOLM", "www.alamy.com", "Depositphotos",
         "© Getty Images", "gettyimages")  # fmt: skip
STAMPS = ("2015/03/12", "12.03.2015 14:22", "2019-11-02 07:05:31", "03 MAY 2011", "2008.07.30")
BANNERS = ("KYIV, UKRAINE", "LIVE LISBON", "EILMELDUNG", "HEAVY RAIN IN THE HILLS", "ATHENS")
OTHER = ("Καλημέρα Αθήνα", "Łódź i Gdańsk", "Größe Füße Äpfel", "Çarşı İstanbul", "où est l’été")
SIGNS = ("BAKERY 24", "Hotel Adler", "FC NORD 1909", "POLICE", "EXIT", "Café Luna", "AB12 CDE")


def main() -> None:
    """Print the figures."""
    if not available():
        raise SystemExit("install picture-provenance[text] to measure it")
    base = _decoding()
    hits: dict[str, Counter[bool]] = defaultdict(Counter)
    times = []
    for kind, wanted, data in drawn():
        picture = read_picture(data)
        read, seconds = timed(picture)
        times.append(seconds)
        found = any(_bare(wanted) == _bare(text) for text in read)
        hits[kind][found] += 1
        if not found:
            print(f"  not read: {kind} {wanted!r} in {picture.width} px; read {read}")
    for kind, count in hits.items():
        print(f"{kind:12} {count[True]} of {count.total()} lines right")
    _tell(times, base)
    for folder in sys.argv[1:]:
        photographs(Path(folder), base)


def drawn() -> list[tuple[str, str, bytes]]:
    """Kind, text and picture, each seed another size, face, strength and wear."""
    made = []
    for kind, texts in (("mark", MARKS), ("stamp", STAMPS), ("banner", BANNERS),
                        ("other script", OTHER), ("sign", SIGNS)):  # fmt: skip
        for n, text in enumerate(texts * (6 if kind == "mark" else 4)):
            rng = random.Random(f"{kind}{n}")
            width = rng.choice((800, 1200, 1600, 2400, 4000))
            tall = rng.random() < 0.25
            picture = scene(n, (width * 2 // 3, width) if tall else (width, width * 2 // 3))
            if kind == "sign":
                spot = (rng.uniform(0.1, 0.4), rng.uniform(0.2, 0.6))
                picture = hang(picture, text, at=spot, size=0.05, lean=rng.uniform(0, 0.8))
            else:
                size = 0.05 if kind == "banner" else rng.choice((0.022, 0.028, 0.036))
                where = "bottom" if kind == "banner" else rng.choice(CORNERS)
                face, strength = rng.choice(FACES), rng.choice((130, 190, 255))
                ink = (255, 170, 40, 255) if kind == "stamp" else (255, 255, 255, strength)
                line = Laid(text, where, size, face, ink, band=kind == "banner")
                picture = lay(picture, line)
            worn = encode(picture, blur=rng.choice((0, 0.6)), noise=rng.choice((0, 6)), seed=n)
            made.append((kind, text, worn))
    return made


def timed(picture: Picture) -> tuple[list[str], float]:
    """What is read, and the processor seconds it took."""
    start = time.process_time()
    writing = read_writing(picture)
    took = time.process_time() - start
    if writing.reason:
        print(f"  {writing.reason}: {writing.detail}")
    return [line.text for line in writing.lines], took


def photographs(folder: Path, base: float) -> None:
    """Print what is read in pictures whose words nobody wrote down."""
    times, lines, pictures = [], 0, 0
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in (".jpg", ".jpeg", ".png"):
            continue
        picture = read_picture(path.read_bytes())
        read, seconds = timed(picture)
        times.append(seconds)
        pictures += 1
        lines += len(read)
    print(f"{folder.name}: {lines} lines read in {pictures} pictures")
    _tell(times, base)


def _tell(times: list[float], base: float) -> None:
    middle, most = statistics.median(times[1:]), max(times[1:])
    print(f"a picture takes {middle / base:.1f} times the decoding, at most {most / base:.1f}:")
    print(f"{middle:.2f} and {most:.2f} s here, and {times[0]:.2f} s for the first, with loading")


def _decoding() -> float:
    """Processor seconds of decoding a 12-megapixel JPEG whole, the least of three."""
    data = encode(scene(0, (4000, 3000)), quality=90)
    took = []
    for _ in range(3):
        start = time.process_time()
        decode(data)
        took.append(time.process_time() - start)
    return min(took)


def _bare(text: str) -> str:
    return "".join(text.split())


if __name__ == "__main__":
    main()
