"""Mutated real files through the readers of metadata and Content Credentials: nothing may raise or
take long.

Usage: python tests/benchmarks/fuzz_metadata.py FOLDER [ROUNDS] [SEED]   (a folder of pictures,
searched deep)

Prints rounds, what raised, and the slowest file in seconds of CPU.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from provenance.pictures.clues import file_clues
from provenance.pictures.credentials import available, read_credentials
from provenance.pictures.metadata import read_metadata

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


def main(folder: Path, rounds: int = 2_000, seed: int = 1) -> int:
    """Run `rounds` mutations; returns how many raised."""
    chance = random.Random(seed)
    kinds = (".jpg", ".png", ".webp", ".tif")
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in kinds)
    files = [p.read_bytes()[:LARGEST] for p in paths]
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
    sys.exit(bool(main(Path(sys.argv[1]), *map(int, sys.argv[2:]))))
