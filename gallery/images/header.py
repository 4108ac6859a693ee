"""A picture is judged by its header before anything of it is decoded."""

from typing import Any

from PIL import Image, ImageFile

from .limits import Limits, PictureRefusedError, Reason

FORMATS = ("AVIF", "JPEG", "PNG", "WEBP")
# Pillow raises all of these for damaged files, and SyntaxError, a ValueError or struct.error for some.
DAMAGED = (OSError, RuntimeError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError)


def check_header(file: Any, size: int, limits: Limits) -> None:
    """Raises PictureRefusedError. file: one that is open for reading; size: its bytes."""
    if size > limits.bytes:
        raise PictureRefusedError(Reason.TOO_MANY_BYTES)
    try:
        with _opened(file) as image:
            if refused := _refused(image, limits):
                raise PictureRefusedError(refused)
    finally:
        file.seek(0)


def _opened(file):
    try:
        return Image.open(file, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefusedError(Reason.TOO_MANY_PIXELS) from None
    except Image.UnidentifiedImageError:
        raise PictureRefusedError(Reason.NO_PICTURE) from None
    except DAMAGED:
        raise PictureRefusedError(Reason.DAMAGED) from None


def _refused(image, limits) -> Reason | None:
    width, height = image.size
    if width * height > limits.pixels:
        return Reason.TOO_MANY_PIXELS
    if max(width, height) > limits.side:
        return Reason.TOO_LONG
    if getattr(image, "n_frames", 1) > limits.frames:
        return Reason.TOO_MANY_FRAMES
    if not limits.deep and is_deep(image):
        return Reason.TOO_DEEP
    return None


def is_deep(image: ImageFile.ImageFile) -> bool:
    """Whether it has more than 8 bits a channel: Pillow says so in the mode, or in how it would decode."""
    return image.mode.startswith("I") or any("16" in str(tile.args) for tile in image.tile)
