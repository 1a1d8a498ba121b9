"""Mutated real pictures through decoding, fingerprinting and comparison: only our exception,
bounded time and memory.

Usage: python -m tests.benchmarks.fuzz_pictures [FOLDER] [ROUNDS] [SEED]   (a folder of pictures,
searched deep; - takes drawn ones)

Each file is also re-encoded as PNG, WebP, AVIF, GIF and TIFF before it is mutated. Prints rounds,
how many gave a picture, what raised, the slowest round in seconds of CPU and the peak of memory in
megabytes.
"""

from __future__ import annotations

import io
import random
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps

from provenance.errors import UnreadablePicture
from provenance.pictures import compare, read_picture
from tests.stand_ins.drawings import scene

KINDS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")
LONG_EDGE = 640
"""Pixels: small pictures make quick rounds."""


def pictures_of(folder: Path, chance: random.Random) -> Iterator[Image.Image]:
    """Some pictures of the folder; drawn ones for the folder `-`."""
    if folder == Path("-"):
        yield from (scene(seed) for seed in range(12))
        return
    kinds = (".jpg", ".jpeg", ".png", ".webp")
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in kinds)
    for path in chance.sample(paths, min(30, len(paths))):
        try:
            yield ImageOps.exif_transpose(Image.open(path)).convert("RGB")
        except OSError:
            continue


def files_of(folder: Path, chance: random.Random) -> list[bytes]:
    """Some pictures of the folder, each in every format."""
    files = []
    for image in pictures_of(folder, chance):
        image.thumbnail((LONG_EDGE, LONG_EDGE))
        for kind in KINDS:
            kept = io.BytesIO()
            image.save(kept, kind)
            files.append(kept.getvalue())
    return files


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, mostly near the front; now and then some taken out or the end cut off."""
    changed = bytearray(data)
    reach = min(len(changed), chance.choice((64, 600, 6_000, len(changed))))
    for _ in range(chance.randint(1, 20)):
        changed[chance.randrange(reach)] = chance.choice(
            (0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256))
        )
    if chance.random() < 0.2:
        at = chance.randrange(reach)
        del changed[at : at + chance.randint(1, 50)]
    return bytes(changed[: chance.randrange(1, len(changed))] if chance.random() < 0.2 else changed)


def main(folder: Path, rounds: int = 2_000, seed: int = 1) -> int:
    """Run `rounds` mutations; returns how many raised anything but our exception."""
    chance = random.Random(seed)
    files = files_of(folder, chance)
    answers: Counter[str] = Counter()
    raised, slowest = 0, 0.0
    for _ in range(rounds):
        original = chance.choice(files)
        data = mutated(original, chance)
        begun = time.process_time()
        try:
            picture = read_picture(data)
            answers[str(compare(picture, read_picture(original)).relation)] += 1
        except UnreadablePicture as error:
            answers[str(error.reason)] += 1
        except Exception:  # noqa: BLE001 - what raised is what this looks for
            raised += 1
            traceback.print_exc()
        slowest = max(slowest, time.process_time() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{rounds} rounds, {raised} raised, slowest {slowest:.2f} s, peak {peak} MB, "
        f"{dict(answers)}"
    )
    return raised


if __name__ == "__main__":
    sys.exit(bool(main(Path(*sys.argv[1:2] or "-"), *(int(n) for n in sys.argv[2:4]))))
