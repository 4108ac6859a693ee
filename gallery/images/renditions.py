"""The sizes in which pictures are shown, and the filter specs of their renditions."""

from collections.abc import Iterable

from django.db.models import TextChoices

FORMATS = ("avif", "webp", "jpeg")  # best first: a browser takes the first that it knows

SQUARES = (50, 180)  # the sizes of members' photos, in CSS pixels

# For other sites and feed readers: a JPEG, as not all of them know better formats.
SHARING = "width-800|format-jpeg"


class Size(TextChoices):
    SMALL = "small"
    CARD = "card"
    LARGE = "large"

    @property
    def widths(self) -> tuple[int, ...]:
        """In pixels. In CSS pixels a small one is 240 wide at most, a card 300 to 850; a large one fills the window."""
        return {Size.SMALL: (240, 400), Size.CARD: (400, 800, 1600), Size.LARGE: (800, 1600)}[self]

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
    squares = [square_spec(size) for size in SQUARES]
    return specs(sorted({width for size in Size for width in size.widths})) + squares
