"""The sizes of a picture on the public pages, each named once."""

from django.db.models import TextChoices

FORMATS = ("avif", "webp", "jpeg")  # best first; the browser takes the first that it knows

SQUARES = (50, 180)  # CSS pixels, of members' photos

# What other sites and readers of feeds show: a JPEG, as not all of them know better formats.
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


def specs(widths) -> list[str]:
    return [f"width-{width}|format-{name}" for name in FORMATS for width in widths]


def square_spec(size: int) -> str:
    """A member's photo, cropped to a square round its focal point; size in CSS pixels, of which screens make two."""
    return f"fill-{2 * size}x{2 * size}|format-webp"


def all_specs() -> list[str]:
    squares = [square_spec(size) for size in SQUARES]
    return specs(sorted({width for size in Size for width in size.widths})) + squares
