"""How pages of an album look in its listing: as rows of a table, or as a grid of pictures."""

from copy import copy
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.ui.tables.pages import PageTable

from gallery.images.renditions import Size
from gallery.models import ImagePage


def thumbnail(page: Any) -> SafeString | None:
    """Of files that are there: none is made while an editor waits. None for an album, too."""
    if not isinstance(page, ImagePage):
        return None
    return page.image.picture(Size.SMALL, {"alt": "", "sizes": "165px", "loading": "lazy"})


class ThumbnailColumn(BaseColumn):
    cell_template_name = "gallery/admin/thumbnail_cell.html"

    class Media:
        css = {"all": ["css/admin/pictures.css"]}

    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance, parent_context) | {"thumbnail": thumbnail(instance)}


class CountColumn(Column):
    """A count of ImageStats, the most first. It sorts, unless a search does, which knows no counts."""

    def __init__(self, name, **kwargs):
        super().__init__(name, accessor=f"stats.{name}", sort_key=f"imagepage__stats__{name}", **kwargs)

    def get_header_context_data(self, parent_context):
        context = super().get_header_context_data(parent_context)
        if not (context["is_ascending"] or context["is_descending"]):
            column = copy(self)
            column.sort_key = f"-{self.sort_key}"  # which Wagtail's template links to
            context |= {"column": column, "ascending_title_text": context["descending_title_text"]}
        return context | {"is_orderable": not parent_context.get("is_searching")}

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        number = context["raw_value"]
        return context | {"value": "" if number is None else intcomma(number)}


COUNTS = [
    CountColumn("views", label=_("Views")),
    CountColumn("likes", label=_("Likes")),
    CountColumn("bookmarks", label=_("Bookmarks")),
]


class PictureGrid(PageTable):
    """The pages as pictures, to recognise them by sight."""

    template_name = "gallery/admin/picture_grid.html"

    @property
    def tiles(self):
        return [{"page": page, "thumbnail": thumbnail(page)} for page in self.data]
