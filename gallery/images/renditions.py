"""The sizes in which pictures are shown, and the filter specs of their renditions."""

from collections.abc import Iterable

from django.db.models import TextChoices

FORMATS = ("avif", "webp", "jpeg")  # best first: a browser takes the first that it knows

SQUARES = (50, 180)  # the sizes of members' photos, in CSS pixels

# For dense and very wide screens, which know the better formats.
DENSE_WIDTHS, DENSE_FORMATS = (2400, 3200), FORMATS[:2]

# For other sites and feed readers: a JPEG, as not all of them know better formats.
SHARING = "width-800|format-jpeg"


class Size(TextChoices):
    SMALL = "small"
    CARD = "card"
    LARGE = "large"

    @property
    def widths(self) -> tuple[int, ...]:
        """In pixels. In CSS pixels a small one is 240 wide at most, a card 300 to 850; a large one fills the window."""
        return {Size.SMALL: (240, 400), Size.CARD: (400, 800, 1600), Size.LARGE: (800, 1200, 1600)}[self]

    @property
    def dense_widths(self) -> tuple[int, ...]:
        """Those that are there beside `widths` where the original is as wide (`dense_specs`)."""
        return DENSE_WIDTHS if self == Size.LARGE else ()

    @property
    def specs(self) -> list[str]:
        """Wagtail's filter specs, the best format first."""
        return specs(self.widths)


def spec(width: int, image_format: str) -> str:
    return f"width-{width}|format-{image_format}"


def format_of(filter_spec: str) -> str:
    """Of any of the specs here."""
    return filter_spec.rpartition("-")[2]


def specs(widths: Iterable[int]) -> list[str]:
    return [spec(width, name) for name in FORMATS for width in widths]


def square_spec(size: int) -> str:
    """The filter spec of a square of `size` CSS pixels round the focal point, sharp on dense screens too."""
    return f"fill-{2 * size}x{2 * size}|format-webp"


def first_specs() -> list[str]:
    """Those that are made in a moment, and with which a picture can be shown: the JPEGs."""
    return [spec(width, FORMATS[-1]) for width in sorted({width for size in Size for width in size.widths})]


def all_specs() -> list[str]:
    """What every image has; `dense_specs` says what it may have beside."""
    squares = [square_spec(size) for size in SQUARES]
    return specs(sorted({width for size in Size for width in size.widths})) + squares


def dense_specs(original_width: int) -> list[str]:
    """Of an original of that width in pixels: as nothing is made larger than it is, the last may be as wide as that."""
    return [spec(width, name) for width, needed in dense_widths() if original_width > needed for name in DENSE_FORMATS]


def dense_widths() -> list[tuple[int, int]]:
    """(width, the next smaller one: an original that is no wider has enough with that)."""
    return list(zip(DENSE_WIDTHS, (max(Size.LARGE.widths), *DENSE_WIDTHS), strict=False))
