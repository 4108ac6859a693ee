"""Small pictures in the admin's lists: of finished files alone, as no list waits for a rendition."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from gallery.images.renditions import SQUARES
from gallery.models import GalleryImage

EMPTY = SafeString('<span class="thumbnail"></span>')


def square(image: GalleryImage) -> SafeString:
    """A square, or an empty one until the worker has made it. Without alt text, as the title stands beside it."""
    if file := image.square(min(SQUARES)):
        return format_html('<img class="thumbnail" src="{}" alt="" width="48" height="48" loading="lazy">', file.url)
    return EMPTY


class SquareColumn(Column):
    cell_template_name = "gallery/admin/square_cell.html"

    class Media:
        css = {"all": ["css/admin/thumbnail.css"]}

    def __init__(self, accessor="image", **kwargs):
        super().__init__("thumbnail", label=_("Image"), accessor=accessor, classname="thumbnail-cell", **kwargs)

    def get_value(self, instance):
        return square(super().get_value(instance))
