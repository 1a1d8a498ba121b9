"""The archive: near fingerprints beside faiss, crops, adding files, and what a check costs more.

Usage: python tests/benchmarks/bench_archive.py index PHOTOS [--rows 1e5 1e6 1e7]
       python tests/benchmarks/bench_archive.py crops PHOTOS [--rows 1e5]
       python tests/benchmarks/bench_archive.py false PHOTOS --scenes SCENES --files 200 --rows 4800
       python tests/benchmarks/bench_archive.py add PHOTOS [--files 60]
       python tests/benchmarks/bench_archive.py check PHOTOS [--rows 1e6]

PHOTOS is a folder of photographs. `index` draws fingerprints that are skewed as theirs are (the
covariance of the bits of 4,000 parts of them, and one row in twenty a copy of another with up to 20
bits changed) and asks for rows with 0 to 60 bits changed: the fast answer, the exact one and 16
exact ones at once, each as a ratio of CPU to faiss' IndexBinaryFlat in the same run, on one thread;
without faiss only our own times. `crops` cuts, mirrors and sets photographs into screenshots and
collages, among words drawn as theirs are. `false` keeps parts of the left half of each photograph,
and every other picture of each folder in SCENES, and looks for the right halves and the scenes'
others, each changed: nothing that it finds is right. `add` holds `archive add` against decoding
alone on as many threads. `check` holds a fast check of five pictures against the same without an
archive.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[2]))

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter, ImageOps

import provenance.archive.archive as find
from provenance import Checker
from provenance.archive import open_archive
from provenance.archive.archive import Archive
from provenance.archive.crops.words import ASKED, BITS, KEPT, PLACE
from provenance.archive.descriptors.index import ROW, packed
from provenance.archive.descriptors.model import NUMBERS, Reals
from provenance.archive.index import EXACT_BITS, FAST_BITS, Index
from provenance.archive.ingest import Ingest
from provenance.config import ArchiveSettings, Config
from provenance.pictures import read_picture
from provenance.pictures.fingerprint import phash
from provenance.pictures.matching import view_of

Hashes = npt.NDArray[np.uint8]
POOL, WORDS_AT_ONCE = 50_000, 25_000
DICE, RANDOM = np.random.default_rng(1), random.Random(1)
cv2.setNumThreads(1)


def cpu(work: Callable[[], Any], times: int = 1) -> float:
    """The least CPU of some runs, in milliseconds."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best * 1e3


def usual(work: Callable[[], Any], times: int) -> float:
    """The median CPU of some runs, in milliseconds: what else runs meets all that is compared."""
    return float(np.median([cpu(work) for _ in range(times)]))


def part_of(image: Image.Image, keep: float) -> Image.Image:
    """A part with `keep` of the area, of another shape, as wide as a page shows it."""
    shape = RANDOM.uniform(0.75, 1.35) ** 0.5
    wide = min(image.width, int(image.width * keep**0.5 * shape))
    high = min(image.height, int(image.height * keep**0.5 / shape))
    x, y = RANDOM.randint(0, image.width - wide), RANDOM.randint(0, image.height - high)
    shown = RANDOM.choice((400, 600, 800))
    cut = image.crop((x, y, x + wide, y + high))
    return cut.resize((shown, max(1, shown * high // wide)), Image.Resampling.LANCZOS)


def photos(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in (".jpg", ".jpeg", ".png"))


def like_real(files: list[Path], rows: int) -> Iterator[Hashes]:
    """Fingerprints drawn with the covariance of real ones, in batches."""
    seen = []
    for file in files:
        grey = Image.open(file).convert("L")
        seen += [phash(part_of(grey, RANDOM.uniform(0.2, 0.9))) for _ in range(4000 // len(files))]
    bits = np.array([np.unpackbits(np.frombuffer(bytes.fromhex(h), np.uint8)) for h in seen])
    spread = np.cov(bits.T.astype(np.float64)) * 4 + np.eye(256) * 1e-3
    root = np.linalg.cholesky(spread).astype(np.float32)
    for start in range(0, rows, 50_000):
        count = min(50_000, rows - start)
        drawn = DICE.standard_normal((count, 256), dtype=np.float32) @ root.T > 0
        drawn[:, 0] = True
        copies = np.flatnonzero(DICE.random(count) < 0.05)
        drawn[copies] = drawn[DICE.integers(0, count, len(copies))]
        for row in copies:
            drawn[row, DICE.integers(0, 256, RANDOM.randint(0, 20))] ^= True
        yield np.packbits(drawn, axis=1)


_ASK_ONCE = """
import sys
from pathlib import Path
from provenance.archive.index import Index
def held(what):
    # ru_maxrss would be the parent's: the kernel carries it over to what is forked
    said = Path("/proc/self/status").read_text().partition(what)[2]
    return int(said.split()[0]) / 1e3
before = held("VmHWM:")
made = Index(Path(sys.argv[1]), "bench")
for _ in range(16):
    made.near(sys.argv[2])
print(before, held("VmHWM:"), held("RssAnon:"))
"""


def resident_of(folder: Path, phash: str) -> list[float]:
    """Megabytes of a process of its own before it opens the index, and after it has asked.

    And how many of these are its own: the others are pages of the files, which all processes share.
    """
    ran = subprocess.run(
        [sys.executable, "-c", _ASK_ONCE, str(folder), phash],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    return list(map(float, ran.stdout.split()))


def index(files: list[Path], rows: int, folder: Path) -> None:
    made, spent, kept = Index(folder, "bench"), 0.0, []
    for batch in like_real(files, rows):
        kept.append(batch)
        spent += cpu(lambda batch=batch: made.append(batch))  # type: ignore[misc]
    data = np.concatenate(kept)
    resident = resident_of(folder, data[0].tobytes().hex())
    opened = cpu(lambda: Index(folder, "bench").near(data[0].tobytes().hex()))
    asked: list[tuple[int, int, Hashes]] = []
    times: list[float] = []
    for bits in (0, 16, 31, 40, 48, 54, 60):
        for row in DICE.integers(0, rows, 40).tolist():
            spread = np.unpackbits(data[row])
            spread[DICE.choice(256, bits, replace=False)] ^= 1
            asked.append((bits, row, np.packbits(spread)))
    hits: dict[int, list[bool]] = {}
    # twice: files are mapped page by page as they are touched first, faiss' rows are in memory
    for _ in range(2):
        first, times = times, []
        for bits, row, one in asked:
            start = time.process_time()
            near = made.near(one.tobytes().hex())
            times.append((time.process_time() - start) * 1e3)
            hits.setdefault(bits, []).append(row in near.rows)
    some = [one.tobytes().hex() for _, _, one in asked[::17]][:16]
    exact = usual(lambda: made.near_exactly(some[:1]), 15)
    batch_ = usual(lambda: made.near_exactly(some), 5) / 16
    print(f"{rows:,} rows: added {rows / spent * 1e3:,.0f} a second; opened in {opened:.0f} ms")
    print(f"  fast {np.median(times):.2f} ms (p95 {np.quantile(times, 0.95):.2f}; the first "
          f"{len(first)} questions {np.median(first):.2f}), "
          f"exact {exact:.1f} ms, in batches of 16 {batch_:.1f} ms")  # fmt: skip
    print("  found: " + ", ".join(f"{b} bits {np.mean(h):.2f}" for b, h in hits.items()))
    within = [x for b, h in hits.items() if b <= FAST_BITS for x in h]
    print(f"  within 48 bits {np.mean([x for b, h in hits.items() if b <= 48 for x in h]):.3f}, "
          f"within 60 {np.mean(within):.3f}; a process that asks it holds "
          f"{resident[1]:.0f} MB, {resident[1] - resident[0]:.0f} for the index, "
          f"{resident[2]:.0f} not shared")  # fmt: skip
    try:
        import faiss
    except ImportError:
        print("  faiss is not installed: no ratio")
        return
    faiss.omp_set_num_threads(1)
    flat = faiss.IndexBinaryFlat(256)
    flat.add(data)
    one = asked[0][2][None]
    theirs = usual(lambda: flat.range_search(one, EXACT_BITS + 1), 15)
    many = np.array([o for _, _, o in asked[::17]][:16])
    batched = usual(lambda: flat.range_search(many, EXACT_BITS + 1), 5) / 16
    print(f"  faiss flat {theirs:.1f} ms, of 16 {batched:.1f}; of its time: "
          f"fast 1/{theirs / np.median(times):.0f}, exact {exact / theirs:.2f}, "
          f"in batches {batch_ / theirs:.2f}")  # fmt: skip


def screenshot(image: Image.Image) -> Image.Image:
    page, cut = Image.new("RGB", (585, 1266), "white"), part_of(image, 0.5)
    cut = cut.resize((585, 585 * cut.height // cut.width))
    page.paste(cut, (0, 200))
    for line in range(18):
        top = 230 + cut.height + line * 30
        page.paste("black", (30, top, 30 + RANDOM.randint(300, 520), top + 3))
    return page


def collage(image: Image.Image, others: list[Path]) -> Image.Image:
    page = Image.new("RGB", (900, 600))
    shown = [image, *(Image.open(p).convert("RGB") for p in RANDOM.sample(others, 3))]
    for number, one in enumerate(shown):
        # a layout fills its boxes: what is too high or too wide is cut off
        page.paste(ImageOps.fit(one, (450, 300)), (450 * (number % 2), 300 * (number // 2)))
    return page


def saved(image: Image.Image) -> Any:
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=72)
    return read_picture(out.getvalue(), metadata=False)


def drawn_words(real: list[bytes], rows: int) -> Iterator[list[bytes]]:
    """Packed words with the covariance of the signs of real ones, at random places.

    Beyond 50,000 pictures those drawn before come again with two bits changed.
    """
    words = np.concatenate([np.frombuffer(one, PLACE)["word"] for one in real])
    bits = (words[words < (1 << BITS), None] >> np.arange(BITS)) & 1
    root = np.linalg.cholesky(np.cov(bits.T.astype(np.float64)) * 4 + np.eye(BITS) * 1e-3)
    size = KEPT.most * PLACE.itemsize
    pool: list[npt.NDArray[np.uint32]] = []
    for start in range(0, rows, WORDS_AT_ONCE):
        count = min(WORDS_AT_ONCE, rows - start)
        kept = np.zeros(count * KEPT.most, PLACE)
        if start < POOL:
            shape = (count * KEPT.most, BITS)
            signs = DICE.standard_normal(shape, dtype=np.float32) @ root.T.astype(np.float32) > 0
            kept["word"] = signs @ (1 << np.arange(BITS))
            pool.append(kept["word"].copy())
        else:
            flips = 1 << DICE.integers(0, BITS, (2, count * KEPT.most), dtype=np.uint32)
            kept["word"] = pool[start // WORDS_AT_ONCE % len(pool)][: len(kept)] ^ flips[0]
            kept["word"] ^= flips[1]
        kept["x"], kept["y"] = DICE.integers(0, 65_535, (2, count * KEPT.most)) * [[1], [0.66]]
        raw = kept.tobytes()
        yield [raw[i * size : (i + 1) * size] for i in range(count)]


def drawn_descriptors(real: Reals, rows: int) -> Iterator[Reals]:
    """Descriptors with the covariance of real ones."""
    root = np.linalg.cholesky(np.cov(real.T) + np.eye(NUMBERS) * 1e-6).astype(np.float32)
    for start in range(0, rows, 20_000):
        count = min(20_000, rows - start)
        drawn = DICE.standard_normal((count, NUMBERS), dtype=np.float32) @ root.T + real.mean(0)
        yield drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def fill_descriptors(archive: Archive, files: list[Path], rows: int) -> None:
    """Add descriptors of pictures that are nowhere: what they displace is lost, as with real."""
    model, kept = archive._descriptors._ready()
    views = [view_of(saved(part_of(Image.open(f), 0.5))).pixels for f in files for _ in range(4)]
    real, first = model.of(views), len(kept) + 1_000_000
    for batch in drawn_descriptors(real, rows):
        made = np.zeros(len(batch), ROW)
        made["picture"] = np.arange(first, first + len(batch))
        made["numbers"] = np.frombuffer(b"".join(packed(batch)), np.int8).reshape(-1, NUMBERS)
        kept.append(made)
        first += len(batch)


def crops(files: list[Path], rows: int, folder: Path) -> None:
    """Whether the whole archive proves what was cropped, and what proposing it costs."""
    archive = open_archive(Config(archive=ArchiveSettings(folder=folder)), create=True)
    assert archive is not None
    Ingest(archive, "Bench").add_paths(files)
    for batch in drawn_words([w for _, w in archive.store.words_after(0, len(files))], rows):
        archive._crops.append(batch)
    described = not archive._descriptors.missing
    if described:
        fill_descriptors(archive, files, rows)
    print(f"{rows + len(files):,} pictures; descriptors: {archive._descriptors.missing or 'yes'}")
    ways: dict[str, Callable[[Image.Image], Image.Image]] = {
        "crop 64 %": lambda i: part_of(i, 0.64),
        "crop 36 %": lambda i: part_of(i, 0.36),
        "crop 20 %": lambda i: part_of(i, 0.20),
        "mirrored crop 36 %": lambda i: part_of(i, 0.36).transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        "screenshot": screenshot,
        "collage of four": lambda i: collage(i, files),
    }
    wrong = asked = 0
    for what, make in ways.items():
        words, views, proved, whole = [], [], [], []
        for file in files[::4]:
            picture = saved(make(Image.open(file).convert("RGB")))
            pixels = view_of(picture).pixels
            words.append(cpu(lambda p=pixels: archive._sharing(p, [None], ASKED)))  # type: ignore[misc]
            if described:
                model, kept = archive._descriptors._ready()
                one = model.of([pixels])
                views.append(cpu(lambda o=one, k=kept: k.near(o)))  # type: ignore[misc]
            start = time.process_time()
            found = {m.kept.path for m in archive.find(picture).matches}
            whole.append((time.process_time() - start) * 1e3)
            proved.append(str(file.resolve()) in found)
            asked += len(files)
            wrong += len(found - {str(file.resolve())}) if "collage" not in what else 0
        print(f"{what}: proved {np.mean(proved):.2f}; to propose {np.median(words):.1f} ms by "
              f"words, {np.median(views or [0]):.1f} by descriptors; with the proof "
              f"{np.median(whole):.0f} ms (p95 {np.quantile(whole, 0.95):.0f})")  # fmt: skip
    print(f"another photograph taken for it after the proof: {wrong} in {asked:,} pairs")
    archive.close()


def changed(image: Image.Image) -> Image.Image:
    """As a page may show it: smaller, cropped, mirrored, toned, sharpened."""
    image = part_of(image, RANDOM.uniform(0.6, 1.0))
    if RANDOM.random() < 0.3:
        image = ImageOps.mirror(image)
    if RANDOM.random() < 0.3:
        image = ImageOps.autocontrast(image, cutoff=2)
    return image.filter(ImageFilter.SHARPEN) if RANDOM.random() < 0.3 else image


def false_matches(
    files: list[Path], scenes: list[Path], count: int, kept: int, folder: Path
) -> None:
    """How often another picture is proved: of other photographs, and of the same scene."""
    held, asked = folder / "held", []
    held.mkdir()
    for file in files:
        image = Image.open(file).convert("RGB")
        left = image.crop((0, 0, int(image.width * 0.48), image.height))
        for number in range(kept // len(files)):
            part = part_of(left, RANDOM.uniform(0.25, 1.0))
            part.save(held / f"{file.stem} {number}.jpg", quality=90)
    for scene in scenes:
        for number, file in enumerate(photos(scene)):
            image = Image.open(file).convert("RGB")
            image.thumbnail((1200, 1200))
            if number % 2:
                image.save(held / f"{scene.name} {number}.jpg", quality=90)
            else:
                asked.append(image)
    for file in files[:: max(1, len(files) // count)]:
        image = Image.open(file).convert("RGB")
        asked.append(image.crop((int(image.width * 0.52), 0, image.width, image.height)))
    archive = open_archive(Config(archive=ArchiveSettings(folder=folder / "archive")), create=True)
    assert archive is not None
    Ingest(archive).add_paths([held])
    proofs: list[int] = []
    unwatched = find.prove

    def watched(store: Any, picture: Any, proposed: Any, *more: Any) -> Any:
        proofs.append(len(proposed))
        return unwatched(store, picture, proposed, *more)

    find.prove = watched
    start, wrong = time.process_time(), []
    for number, image in enumerate(asked):
        answer = archive.find(saved(changed(image)))
        wrong += [(number, match.kept.path) for match in answer.matches]
    spent = time.process_time() - start
    pairs = len(asked) * archive.store.counts().pictures
    print(f"{pairs:,} pairs of {len(asked)} pictures with {pairs // len(asked):,} kept ones; "
          f"{sum(proofs):,} were proposed and compared by their pixels, {len(wrong)} proved; "
          f"{spent / len(asked) * 1e3:.0f} ms CPU a picture that is nowhere")  # fmt: skip
    for number, path in wrong:
        print(f"  number {number} taken for {path}")
    archive.close()


def add(files: list[Path], count: int, folder: Path) -> None:
    (folder / "wire").mkdir()
    for number in range(count):
        image = Image.open(files[number % len(files)]).convert("RGB").resize((3000, 2000))
        # grain as a sensor's, else a file has a third of the bytes of a camera's and decodes faster
        grain = DICE.normal(0, 3, (2000, 3000, 1))
        noisy = np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8)
        Image.fromarray(noisy).save(folder / "wire" / f"{number}.jpg", quality=90)
    wires = sorted((folder / "wire").iterdir())
    threads = os.cpu_count() or 1

    def decode() -> None:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda p: read_picture(p.read_bytes()), wires))

    decode()
    start = time.perf_counter()
    floor, alone = cpu(decode), time.perf_counter() - start
    archive = open_archive(Config(archive=ArchiveSettings(folder=folder / "archive")), create=True)
    assert archive is not None
    start = time.perf_counter()
    spent, whole = cpu(lambda: Ingest(archive).add_paths(wires)), time.perf_counter() - start
    missing = archive._descriptors.missing
    size = sum(p.stat().st_size for p in wires) / count / 1e6
    print(f"{count} files of 6 megapixels, {size:.1f} MB: {spent / count:.1f} ms CPU a file, "
          f"decoding alone {floor / count:.1f}: {floor / spent:.2f} of its speed "
          f"(wall {alone / whole:.2f}); {'no ' * bool(missing)}descriptors")  # fmt: skip
    archive.close()


def check(files: list[Path], rows: int, folder: Path) -> None:
    archive = open_archive(Config(archive=ArchiveSettings(folder=folder)), create=True)
    assert archive is not None
    Ingest(archive).add_paths(files[:20])
    for batch in like_real(files, rows):
        archive._index.append(batch)
    for words in drawn_words([w for _, w in archive.store.words_after(0, 20)], rows):
        archive._crops.append(words)
    archive.close()
    names = [f"https://paper.example/{n}.jpg" for n in range(5)]
    page = "<article><h1>News</h1>" + "".join(
        f'<figure><img src="{n}"><figcaption>A street in Kyiv.</figcaption></figure>' for n in names
    )
    without, with_ = (Checker(Config(archive=ArchiveSettings(folder=f)))
                      for f in (folder / "none", folder))  # fmt: skip
    times: dict[str, list[tuple[float, float]]] = {"without": [], "with": []}
    with without, with_:
        without.warm_up()
        with_.warm_up()
        for round_ in range(40):
            chosen = [files[(30 + round_ * 5 + n) % len(files)] for n in range(5)]
            data = {n: saved(Image.open(f)).data for n, f in zip(names, chosen, strict=True)}
            # in turns, so that what else the machine does meets both
            for what, checker in (("without", without), ("with", with_)):
                start, spent = time.perf_counter(), time.process_time()
                checker.check_fast(page, pictures=data, budget=5.0)
                times[what].append((time.perf_counter() - start, time.process_time() - spent))
    late = [np.quantile(np.array(took)[:, 0], 0.95) * 1e3 for took in times.values()]
    print(f"p95 with an archive {late[1] - late[0]:+.0f} ms (aim +40), on {os.cpu_count()} cores")
    for what, took in times.items():
        wall, spent_ = np.array(took).T * 1e3
        print(f"fast check of five pictures {what} an archive of {rows:,}: median "
              f"{np.median(wall):.0f} ms, p95 {np.quantile(wall, 0.95):.0f}; CPU median "
              f"{np.median(spent_):.0f} ms, p95 {np.quantile(spent_, 0.95):.0f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("what", choices=["index", "crops", "false", "add", "check"])
    parser.add_argument("photos", type=Path)
    parser.add_argument("--rows", type=float, nargs="+", default=[1e5])
    parser.add_argument("--scenes", type=Path)
    parser.add_argument("--files", type=int, default=60)
    chosen = parser.parse_args()
    files = photos(chosen.photos)
    work: dict[str, Callable[[list[Path], int, Path], None]]
    scenes = sorted(p for p in chosen.scenes.iterdir() if p.is_dir()) if chosen.scenes else []
    work = {
        "index": index, "crops": crops, "add": add, "check": check,
        "false": lambda files, rows, folder: false_matches(
            files, scenes, chosen.files, rows, folder
        ),
    }  # fmt: skip
    for size in chosen.rows if chosen.what != "add" else [chosen.files]:
        with tempfile.TemporaryDirectory() as folder:
            work[chosen.what](files, int(size), Path(folder))


if __name__ == "__main__":
    main()
