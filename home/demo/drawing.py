"""Draws the portraits of portraits.py."""

from io import BytesIO

from PIL import Image, ImageDraw

from .portraits import INK, PORTRAITS, RED_SHADE

SIDE, FINER = 480, 2  # pixels; drawn twice as large, then made smooth
UNIT = SIDE * FINER / 100
SMILE = (44, 65.5, 50, 69, 56, 65.5)


def draw_portrait(name: str) -> BytesIO:
    """A JPEG of the portrait of that name."""
    image = Image.new("RGB", (SIDE * FINER, SIDE * FINER))
    pen = ImageDraw.Draw(image)
    for kind, colour, *numbers in _shapes(PORTRAITS[name]):
        KINDS[kind](pen, colour, [number * UNIT for number in numbers])
    file = BytesIO()
    image.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(file, "JPEG", quality=90)
    file.seek(0)
    return file


def _shapes(portrait):
    """All of them, from the ground to what is nearest. The light comes from the left."""
    (skin, shade), mouth = portrait["skin"], portrait.get("mouth", SMILE)
    return [
        *portrait["ground"],
        *portrait["back"],
        ("box", shade, 41, 58, 59, 86, 8),
        *portrait["coat"],
        ("ellipse", skin, 26, 45, 34, 57),
        ("ellipse", shade, 66, 45, 74, 57),
        ("ellipse", skin, 29, 20, 71, 76),
        ("half", shade, 29, 20, 71, 76),
        ("stroke", INK, 35.5, 42.5, 40, 39.8, 45, 41.6, 1.5),
        ("stroke", INK, 55, 41.6, 60, 39.8, 64.5, 42.5, 1.5),
        ("ellipse", INK, 39, 47.6, 43, 51.6),
        ("ellipse", INK, 57, 47.6, 61, 51.6),
        ("stroke", INK, 50.5, 47, 51, 54, 54, 57.5, 1.1),
        ("stroke", INK, 54, 57.5, 52, 59.5, 48.5, 58.6, 1.1),
        *portrait["front"],
        *([("stroke", RED_SHADE, *mouth, 1.8)] if mouth else []),
    ]


def _stroke(pen, colour, numbers):
    x1, y1, x2, y2, x3, y3, width = numbers
    for step in range(201):
        t = step / 200
        x = (1 - t) ** 2 * x1 + 2 * t * (1 - t) * x2 + t**2 * x3
        y = (1 - t) ** 2 * y1 + 2 * t * (1 - t) * y2 + t**2 * y3
        pen.circle((x, y), width / 2, fill=colour)


KINDS = {
    "fill": lambda pen, colour, at: pen.rectangle((0, 0, 100 * UNIT, 100 * UNIT), fill=colour),
    "ellipse": lambda pen, colour, at: pen.ellipse(at, fill=colour),
    "half": lambda pen, colour, at: pen.pieslice(at, -84, 82, fill=colour),
    "dome": lambda pen, colour, at: pen.chord(at, 180, 360, fill=colour),
    "bowl": lambda pen, colour, at: pen.chord(at, 8, 172, fill=colour),
    "polygon": lambda pen, colour, at: pen.polygon(at, fill=colour),
    "box": lambda pen, colour, at: pen.rounded_rectangle(at[:4], at[4], fill=colour),
    "ring": lambda pen, colour, at: pen.ellipse(at[:4], outline=colour, width=round(at[4])),
    "frame": lambda pen, colour, at: pen.rounded_rectangle(at[:4], 2 * UNIT, outline=colour, width=round(at[4])),
    "stroke": _stroke,
}
