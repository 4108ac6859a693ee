"""What an uploaded picture may be, and why one is refused. Without Django, as the child process needs it too."""

from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024


class Reason(StrEnum):
    """Why a file is refused."""

    NO_PICTURE = "no picture"
    DAMAGED = "damaged"
    TOO_MANY_BYTES = "too many bytes"
    TOO_MANY_PIXELS = "too many pixels"
    TOO_LONG = "too long"
    TOO_MANY_FRAMES = "too many frames"
    TOO_DEEP = "too deep"
    TOO_HEAVY = "too heavy"
    BUSY = "busy"


class PictureRefusedError(Exception):
    def __init__(self, reason: Reason):
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Limits:
    """pixels, side (the longer one), frames: by the header. memory, in bytes, and seconds: of the child process."""

    bytes: int
    pixels: int
    side: int
    frames: int = 100
    deep: bool = True  # whether 16 bits a channel may be sent; what is stored has 8
    stored_side: int | None = None  # the longer side of what is stored; None: as it was sent
    memory: int = 3072 * MEGABYTE
    seconds: int = 60


# Cameras have 61 megapixels.
EDITORS = Limits(bytes=30 * MEGABYTE, pixels=64_000_000, side=12_000)
MEMBERS_PHOTOS = Limits(
    bytes=20 * MEGABYTE,
    pixels=40_000_000,
    side=12_000,
    deep=False,
    stored_side=1024,
    memory=1024 * MEGABYTE,
    seconds=15,
)
