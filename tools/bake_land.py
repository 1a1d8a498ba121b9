"""Make the land of the HTML report's sketch from Natural Earth's 1:110m land (public domain), as
TopoJSON.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/bake_land.py package/land-110m.json > provenance/reports/html/templates/land.txt

One outline a line, longitude and latitude in degrees. Antarctica and islands smaller than a square
degree are left out, and every outline is thinned: it is a sketch to place two dots on.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Points = list[tuple[float, float]]
THINNED = 0.5
"""Degrees by which an outline may leave the coast."""
SMALLEST = 0.8
"""Square degrees below which an island is left out."""
ANTARCTIC = -60.0


def arcs_of(topology: dict[str, Any]) -> list[Points]:
    """The topology's arcs in degrees: each is a chain of steps on a grid."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        points: Points = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def rings(topology: dict[str, Any]) -> Iterator[Points]:
    """Every ring of the land; one across the date line twice, each time whole and beyond one
    edge of the map."""
    arcs = arcs_of(topology)
    for geometry in topology["objects"]["land"]["geometries"]:
        shapes = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for indices in (ring for shape in shapes for ring in shape):
            points: Points = []
            for index in indices:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                points += arc[1:] if points else arc
            yield from unrolled(points)


def unrolled(points: Points) -> Iterator[Points]:
    """The ring without leaps from one side of the date line to the other."""
    out = points[:1]
    for x, y in points[1:]:
        out.append((x - 360 * round((x - out[-1][0]) / 360), y))
    yield out
    for turn, beyond in (
        (-360, max(x for x, _ in out) > 180.5),
        (360, min(x for x, _ in out) < -180.5),
    ):
        if beyond:
            yield [(x + turn, y) for x, y in out]


def thinned(points: Points) -> Points:
    """Ramer, Douglas and Peucker's: the fewest points that stay within `THINNED` of the line."""
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = math.hypot(x2 - x1, y2 - y1)

    def off(point: tuple[float, float]) -> float:
        x, y = point
        if not length:
            return math.hypot(x - x1, y - y1)
        return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length

    far = max(range(1, len(points) - 1), key=lambda i: off(points[i]), default=0)
    if not far or off(points[far]) <= THINNED:
        return [points[0], points[-1]]
    return thinned(points[: far + 1])[:-1] + thinned(points[far:])


def area(points: Points) -> float:
    """Square degrees."""
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def main(source: Path) -> None:
    """Print the outlines."""
    for ring in rings(json.loads(source.read_text("utf-8"))):
        half = len(ring) // 2
        outline = thinned(ring[: half + 1])[:-1] + thinned(ring[half:])[:-1]
        if len(outline) > 2 and area(outline) > SMALLEST and max(y for _, y in ring) > ANTARCTIC:
            print(" ".join(f"{x:.1f},{y:.1f}".replace(".0", "") for x, y in outline))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
