"""The writing in drawn pictures: lines read right, and what it takes beside decoding a photograph.

Usage: python tests/benchmarks/bench_writing.py [FOLDER]     (FOLDER: photographs without labels)

Draws marks, stamps, banners and signs of invented words in several faces and scripts over drawn
scenes of 800 to 4,000 pixels, faint or strong, level or seen from the side, blurred, grainy, saved
at JPEG quality 60. Right is a line read letter for letter, blanks aside. Of FOLDER's pictures it
prints how many lines are read, and every finding of the rule under three credits and one caption.
Innocent pictures hold agencies' names where no mark stands: on jerseys, boards, microphones, signs
in perspective, front pages and under charts. Time is processor seconds over those of decoding a
12-megapixel JPEG whole, in the same process.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

from provenance.claims import read_claims
from provenance.model import Credit, Finding, Picture
from provenance.pictures import read_picture
from provenance.pictures.decode import decode
from provenance.pictures.writing import available, read_writing
from provenance.rules import text_in_picture
from provenance.rules.kit.examples import KYIV, TUESDAY, claims, example
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
    told: Counter[str] = Counter()
    times = []
    for kind, wanted, data in drawn():
        picture = read_picture(data)
        picture, seconds = timed(picture)
        read = [line.text for line in picture.writing.lines]
        times.append(seconds)
        told[kind] += bool(findings(picture))
        found = any(_bare(wanted) == _bare(text) for text in read)
        hits[kind][found] += 1
        if not found:
            print(f"  not read: {kind} {wanted!r} in {picture.width} px; read {read}")
    for kind, count in hits.items():
        print(f"{kind:12} {count[True]} of {count.total()} lines right, {told[kind]} told")
    wrong = 0
    for data in innocent():
        picture, _ = timed(read_picture(data))
        wrong += bool(found := findings(picture))
        for one in found:
            print(f"  wrong: {one.severity}: {one.message}")
    print(f"innocent     {wrong} of {len(innocent())} pictures told")
    _tell(times, base)
    for folder in sys.argv[1:]:
        photographs(Path(folder), base)


def drawn() -> list[tuple[str, str, bytes]]:
    """Kind, text and picture, each seed another size, face, strength and wear."""
    made = []
    for kind, texts in (("mark", MARKS), ("stamp", STAMPS), ("banner", BANNERS),
                        ("other script", OTHER), ("sign", SIGNS)):  # fmt: skip
        for n, text in enumerate(texts * 4):
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


@cache
def innocent() -> tuple[bytes, ...]:
    """Pictures with agencies' names that are no marks."""
    made = []
    for n in range(30):
        rng = random.Random(n)
        name = rng.choice(("REUTERS", "AFP", "Getty Images", "EPA", "shutterstock", "dpa", "AP"))
        picture = scene(200 + n, rng.choice(((1200, 800), (800, 1200), (1600, 1067))))
        spot = (rng.uniform(0.02, 0.5), rng.uniform(0.75, 0.9))
        plain = hang(picture, name, at=spot, size=0.03, lean=rng.uniform(0.3, 0.9))
        jersey = lay(picture, Laid(name, "middle", 0.05, FACES[1]))
        rows = [f"{name} in column {k} of {n}" for k in range(16)]
        page = lay(picture, *(Laid(row, "top left", 0.02, FACES[2], margin=0.02 + 0.05 * k)
                              for k, row in enumerate(rows)))  # fmt: skip
        chart = lay(picture, Laid(f"Source: {name}", rng.choice(CORNERS), 0.025))
        poster = lay(picture, Laid("12.03.2015", "middle", 0.06, FACES[1]))
        made += [encode(p, seed=n) for p in (plain, jersey, page, chart, poster)[n % 2 :: 2]]
    return tuple(made)


def timed(picture: Picture) -> tuple[Picture, float]:
    """The picture with what is read in it, and the processor seconds it took."""
    start = time.process_time()
    writing = read_writing(picture)
    took = time.process_time() - start
    if writing.reason:
        print(f"  {writing.reason}: {writing.detail}")
    return replace(picture, writing=writing), took


CREDITS = (
    Credit("Nordbild/UPI", organizations=("UPI",)),
    Credit("Wikimedia Commons", platform="wikimedia-commons"),
    Credit("Jane Solm", ("Jane Solm",)),
)
CAPTION = claims("A street in Kyiv on Tuesday.", places={"Kyiv": KYIV}, dates={"Tuesday": TUESDAY})


def findings(picture: Picture) -> list[Finding]:
    """What the rule finds under any of three credits."""
    assert picture.writing
    found = []
    for credit in CREDITS:
        made = example("", credit=credit, caption=CAPTION, picture=picture,
                       written=read_claims(picture.writing.text))  # fmt: skip
        found += [o for o in text_in_picture.check(made.case) if isinstance(o, Finding)]
    return found


def photographs(folder: Path, base: float) -> None:
    """Print what is found in pictures whose words nobody wrote down."""
    times, lines, wrong = [], 0, 0
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in (".jpg", ".jpeg", ".png"):
            continue
        picture, seconds = timed(read_picture(path.read_bytes()))
        times.append(seconds)
        lines += len(picture.writing.lines) if picture.writing else 0
        wrong += bool(found := findings(picture))
        for one in found:
            print(f"  {path.name}: {one.severity}: {one.message}")
    print(f"{folder.name}: {lines} lines read in {len(times)} pictures, {wrong} pictures told")
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
