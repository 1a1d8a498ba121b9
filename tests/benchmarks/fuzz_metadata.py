"""Mutated real files through the readers of metadata and Content Credentials: nothing may raise or
take long.

Usage: python -m tests.benchmarks.fuzz_metadata [FOLDER] [ROUNDS] [SEED]   (a folder of pictures,
searched deep; - takes files made by the tests)

Prints rounds, what raised, and the slowest file in seconds of CPU.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from PIL import Image

from provenance.pictures.clues import file_clues
from provenance.pictures.credentials import available, read_credentials
from provenance.pictures.metadata import read_metadata
from tests.pictures import metadata_files

LARGEST = 400_000
"""Bytes of each file that are kept: metadata stands in front, and the rounds stay quick."""


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, mostly near the front; now and then some taken out or the end cut off."""
    changed = bytearray(data)
    reach = min(len(changed), chance.choice((300, 3_000, 30_000, len(changed))))
    for _ in range(chance.randint(1, 30)):
        changed[chance.randrange(reach)] = chance.choice(
            (0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256))
        )
    if chance.random() < 0.3:
        at = chance.randrange(reach)
        del changed[at : at + chance.randint(1, 50)]
    return bytes(changed[: chance.randrange(1, len(changed))] if chance.random() < 0.2 else changed)


def found(folder: Path) -> list[bytes]:
    """The folder's pictures."""
    kinds = (".jpg", ".png", ".webp", ".tif")
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in kinds)
    return [p.read_bytes()[:LARGEST] for p in paths]


def made() -> list[bytes]:
    """Files with every kind of metadata that the tests write."""
    packet = metadata_files.xmp(
        "<dc:creator><rdf:Seq><rdf:li>Jane Doe</rdf:li></rdf:Seq></dc:creator>",
        'photoshop:Credit="AFP" photoshop:DateCreated="2024-03-09" Iptc4xmpCore:CountryCode="UA"',
    )
    fields = metadata_files.iim((2, 80, b"Jane Doe"), (2, 110, b"AFP"), (2, 55, b"20240309"))
    exif = Image.Exif()
    exif[0x013B], exif[0x9003], exif[0x8298] = "Jane Doe", "2024:03:09 11:02:45", "AFP"
    irb = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + len(fields).to_bytes(4, "big") + fields
    return [
        metadata_files.jpeg(metadata_files.xmp_segment(packet)),
        metadata_files.jpeg(metadata_files.segment(0xED, irb)),
        metadata_files.jpeg(metadata_files.xmp_segment(packet), metadata_files.segment(0xED, irb)),
        *(metadata_files.picture(kind, exif=exif) for kind in ("JPEG", "PNG", "WEBP", "TIFF")),
        metadata_files.picture("WEBP", xmp=packet),
    ]


def main(folder: Path, rounds: int = 2_000, seed: int = 1) -> int:
    """Run `rounds` mutations; returns how many raised."""
    chance = random.Random(seed)
    files = made() if folder == Path("-") else found(folder)
    answers: Counter[str] = Counter()
    raised, slowest = 0, 0.0
    for number in range(rounds):
        data = mutated(chance.choice(files), chance)
        begun = time.process_time()
        try:
            file_clues(metadata=read_metadata(data))
            if available() and number % 10 == 0:
                answers[read_credentials(data, "JPEG").state.value] += 1
        except Exception:  # noqa: BLE001 - that nothing gets here is what is measured
            raised += 1
            traceback.print_exc()
        slowest = max(slowest, time.process_time() - begun)
    print(f"{rounds} rounds over {len(files)} files: {raised} raised, slowest {slowest:.3f} s")
    print(f"credentials: {dict(answers)}")
    return raised


if __name__ == "__main__":
    sys.exit(bool(main(Path(*sys.argv[1:2] or "-"), *map(int, sys.argv[2:]))))
