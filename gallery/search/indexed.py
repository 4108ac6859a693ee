"""What search reads of a picture."""

from django.db.models import OuterRef, Subquery
from django.utils.functional import cached_property
from wagtail.models import Page
from wagtail.search import index

from gallery.indexes import PARENT_PATH


class IndexedPicture:
    """Its page, alt text, tags and photographer, the album that it stands in, and the member who put it there.

    What belongs to others than the page is written into the index anew when it changes (outdated.py).
    """

    picture_search_fields = [
        index.SearchField("searched_text"),
        index.AutocompleteField("searched_text"),
        index.FilterField("expire_at"),
    ]

    @classmethod
    def get_indexed_objects(cls):
        album = Page.objects.filter(path=OuterRef("parent_path"), live=True).values("title")
        pictures = super().get_indexed_objects().select_related("image", "owner").prefetch_related("tagged_items__tag")
        return pictures.alias(parent_path=PARENT_PATH).annotate(album_title=Subquery(album[:1]))

    @property
    def searched_text(self) -> str:
        tags = [each.tag.name for each in self.tagged_items.all()]
        album, alt_text = self.album_title or "", self.image.default_alt_text
        return "\n".join(filter(None, [self.description, self.credit, alt_text, album, self._member_names, *tags]))

    @cached_property
    def album_title(self):
        """Empty while it is not public, though pictures in it may be."""
        return Page.objects.filter(path=self.album_path, live=True).values_list("title", flat=True).first()

    @property
    def _member_names(self):
        """Nobody is found by the name of a suspended member."""
        return f"{self.owner.username} {self.owner.display_name}" if self.owner and self.owner.is_active else ""
