"""Files that try to harm whoever reads them: name -> (the file's name, its content)."""

import struct
import zlib
from io import BytesIO

from PIL import Image


def png(width, height, depth=8, kind=2, rows=None, chunks=b""):
    """A PNG of zeros; kind: 0 grey, 2 RGB, 3 palette, 6 RGBA. rows: compressed rows instead."""
    channels = {0: 1, 2: 3, 3: 1, 6: 4}[kind]
    row = b"\0" * (1 + (width * channels * depth + 7) // 8)
    pack = zlib.compressobj(9)
    content = rows if rows is not None else b"".join(pack.compress(row) for _ in range(height)) + pack.flush()
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunks + chunk(b"IDAT", content) + chunk(b"IEND", b"")


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def saved(image, image_format, **options):
    content = BytesIO()
    image.save(content, image_format, **options)
    return content.getvalue()


def many_scans(number=1000):
    """A progressive JPEG whose last scan is there again and again: each costs a pass over all pixels."""
    whole = saved(Image.new("RGB", (6000, 6000)), "JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * number + b"\xff\xd9"


def many_frames(image_format, number):
    frames = [Image.new("RGB", (16, 16), "red" if n % 2 else "blue") for n in range(number)]
    return saved(frames[0], image_format, save_all=True, append_images=frames[1:])


def hostile_files():
    """Those that everybody is refused."""
    half = saved(Image.effect_noise((600, 600), 90), "JPEG")
    bomb_of_text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(60_000_000), 9))
    return {
        "121 megapixels": ("bomb.png", png(11_000, 11_000, 1, 0)),
        "256 megapixels": ("bomb.png", png(16_000, 16_000, 1, 0)),
        "a header that lies": ("lie.png", png(60_000, 60_000, rows=zlib.compress(b"\0"))),
        "a very long line": ("line.png", png(60_000, 10)),
        "text that unpacks to 60 MB": ("text.png", png(4, 4, chunks=bomb_of_text)),
        "300 frames of PNG": ("frames.png", many_frames("PNG", 300)),
        "300 frames of WebP": ("frames.webp", many_frames("WEBP", 300)),
        "half a JPEG": ("half.jpg", half[: len(half) // 2]),
        "half a PNG": ("half.png", png(400, 400)[:-60]),
        "no rows": ("empty.png", png(400, 400, rows=b"")),
        "nothing": ("nothing.jpg", b""),
        "a ZIP": ("archive.png", b"PK\x03\x04" + bytes(200)),
        "HTML": ("page.jpg", b"<html><script>alert(1)</script></html>"),
        "SVG": ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        "SVG as PNG": ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        "PostScript as JPEG": ("script.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%id) (w) file\n"),
        "TIFF as PNG": ("scan.png", saved(Image.new("RGB", (9, 9)), "TIFF")),
        "GIF as PNG": ("moving.png", saved(Image.new("RGB", (9, 9)), "GIF")),
        "BMP": ("bitmap.bmp", saved(Image.new("RGB", (9, 9)), "BMP")),
        "PNG as JPEG": ("liar.jpg", png(9, 9)),
    }
