"""Draws static/preview.png, the picture of link previews: `python docs/pictures/preview.py`.

Needs Pillow and the Noto CJK fonts. Run it again when the lighthouse table changes.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from atlas import tables  # noqa: E402

SIZE, SCALE = (1200, 630), 2
PAPER, INK, MUTED, LINE, EMPTY = "#FFFFFF", "#1C2733", "#5F6B7A", "#FFFFFF", "#E6E9ED"
AMBER = ["#FCE9BF", "#F3C777", "#DF9C2A", "#AE6B05", "#6C3F04"]
BOUNDS = [1, 3, 6, 10, 15]
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-{}.ttc"
#: where the map lies: left, top, width, height
MAP = (560, 40, 600, 550)
MIDDLE_LATITUDE = math.radians(35)


def rings() -> list[tuple[str, list[tuple[float, float]]]]:
    """Outer rings of all provinces, longitudes shrunk to the middle latitude."""
    outlines = json.loads((ROOT / "static" / "china_provinces.geojson").read_text(encoding="utf-8"))
    return [
        (feature["id"], [(lon * math.cos(MIDDLE_LATITUDE), -lat) for lon, lat in polygon[0]])
        for feature in outlines["features"]
        for polygon in feature["geometry"]["coordinates"]
    ]


def colour(count: int) -> str:
    """Colour of the class that a number of sites falls into."""
    return AMBER[sum(count >= bound for bound in BOUNDS) - 1] if count else EMPTY


def main() -> None:
    picture = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), PAPER)
    draw = ImageDraw.Draw(picture)
    sites = Counter(tables.load("lighthouses")["province_code"].dropna().astype("str"))
    shapes = rings()
    xs = [x for _, ring in shapes for x, _ in ring]
    ys = [y for _, ring in shapes for _, y in ring]
    factor = min(MAP[2] / (max(xs) - min(xs)), MAP[3] / (max(ys) - min(ys))) * SCALE
    for code, ring in shapes:
        points = [
            (MAP[0] * SCALE + (x - min(xs)) * factor, MAP[1] * SCALE + (y - min(ys)) * factor)
            for x, y in ring
        ]
        draw.polygon(points, fill=colour(sites[code]), outline=LINE, width=SCALE)
    lines = [
        ("Factory Atlas", "Bold", 66, INK, 150),
        ("工廠圖鑑 · 工厂图鉴", "Regular", 40, INK, 250),
        ("Lighthouse factories, packaging,", "Regular", 28, MUTED, 345),
        ("EU carbon costs: every figure", "Regular", 28, MUTED, 385),
        ("with its source", "Regular", 28, MUTED, 425),
    ]
    for text, weight, size, fill, top in lines:
        # index 3 of the collection is the Traditional Chinese face
        font = ImageFont.truetype(FONT.format(weight), size * SCALE, index=3)
        draw.text((70 * SCALE, top * SCALE), text, fill=fill, font=font)
    small = picture.resize(SIZE, Image.Resampling.LANCZOS).quantize(128)
    small.save(ROOT / "static" / "preview.png", optimize=True)


if __name__ == "__main__":
    main()
