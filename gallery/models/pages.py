from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.search import index

from gallery.images.renditions import SHARING, Size
from gallery.visibility import AddressMixin, GatedQuerySet, Viewer, visible

from .images import GalleryImage
from .licences import Licence

PICTURES_A_PAGE = 24
RELATED = 6


def ancestors(page, viewer):
    """The pages above this one, below the front page, that the viewer may see."""
    above = visible(Page.objects.ancestor_of(page), viewer)
    return above.exclude(pk=Viewer.of(viewer).site.root_page_id).order_by("depth")


class AlbumQuerySet(GatedQuerySet):
    def for_cards(self, viewer):
        """With `cover`, the newest picture that the viewer may see, and `pictures`, their number, of the branch."""
        mine = ImagePage.objects.visible_to(viewer).order_by()
        mine = mine.filter(path__startswith=OuterRef("path"))
        newest = mine.newest().values("image")[:1]
        number = mine.annotate(one=models.Value(1)).values("one").annotate(number=Count("pk")).values("number")
        albums = list(self.annotate(cover_id=Subquery(newest), pictures=Subquery(number)))
        images = GalleryImage.objects.prefetch_renditions(*Size.CARD.specs).in_bulk(
            {a.cover_id for a in albums} - {None}
        )
        for album in albums:
            album.cover = images.get(album.cover_id)
        return albums


class PictureQuerySet(GatedQuerySet):
    def in_ranking(self):
        """Without those that an editor has excluded from it."""
        return self.filter(ranking_exclusion=None)

    def for_cards(self):
        """With all that a card shows, in a number of queries that does not grow with the pictures."""
        return self.with_image(Size.CARD)

    def for_feed(self, viewer):
        return self.visible_to(viewer).with_image(Size.SMALL)

    def related_to(self, page, number):
        """A list of up to `number` others: first those that share most of its tags, then those of its album.

        Each the newest first. Two queries choose them, whatever there is.
        """
        others = self.exclude(pk=page.pk)
        mine = ImagePageTag.objects.filter(content_object=page.pk).values("tag")
        tagged = others.filter(tagged_items__tag__in=mine).annotate(shared=Count("tagged_items"))
        tagged = tagged.order_by("-shared", "-first_published_at", "-pk").values_list("pk", flat=True)
        in_album = others.sibling_of(page).newest().values_list("pk", flat=True)
        ids = list(dict.fromkeys([*tagged[:number], *in_album[:number]]))[:number]
        found = self.for_cards().in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    def with_image(self, size):
        """With the renditions of this size, and the one for sharing."""
        images = GalleryImage.objects.prefetch_renditions(*size.specs, SHARING)
        return self.prefetch_related(Prefetch("image", images))


class ListingPage(AddressMixin, Page):
    """A page that lists pictures below it, newest first, a page at a time."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        abstract = True

    def pictures(self, viewer):
        return ImagePage.objects.visible_to(viewer).child_of(self).newest()

    def albums(self, viewer):
        return GalleryPage.objects.visible_to(viewer).child_of(self).newest().for_cards(viewer)

    def serve(self, request, *args, **kwargs):
        if not visible(Page.objects.filter(pk=self.pk), request).exists():
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        viewer = Viewer.of(request)
        pictures = Paginator(self.pictures(viewer).for_cards(), PICTURES_A_PAGE).get_page(request.GET.get("page"))
        albums = self.albums(viewer) if pictures.number == 1 else []
        return {**super().get_context(request, *args, **kwargs), "pictures": pictures, "albums": albums}


class GalleryIndexPage(ListingPage):
    """The whole gallery: all albums, all pictures."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["gallery.GalleryPage"]
    max_count = 1

    class Meta:
        verbose_name = _("gallery")
        verbose_name_plural = _("galleries")

    def pictures(self, viewer):
        return ImagePage.objects.visible_to(viewer).descendant_of(self).newest()


class GalleryPage(ListingPage):
    """An album: "Still life". Albums may stand in albums."""

    parent_page_types = ["gallery.GalleryIndexPage", "gallery.GalleryPage"]
    subpage_types = ["gallery.GalleryPage", "gallery.ImagePage"]

    objects = PageManager.from_queryset(AlbumQuerySet)()

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "ancestors": ancestors(self, request)}

    class Meta:
        verbose_name = _("album")
        verbose_name_plural = _("albums")


class ImagePageTag(TaggedItemBase):
    content_object = ParentalKey("gallery.ImagePage", on_delete=models.CASCADE, related_name="tagged_items")


class ImagePage(AddressMixin, Page):
    """A picture: "Half a fig". It is what members like and bookmark; its owner is who put it here."""

    image = models.ForeignKey(GalleryImage, verbose_name=_("image"), on_delete=models.PROTECT, related_name="pages")
    description = models.TextField(_("description"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who took the picture"))
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.ALL_RIGHTS)
    source_url = models.URLField(
        _("source"), max_length=500, blank=True, help_text=_("Where the picture was bookmarked from")
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True, help_text=_("Left empty, what the camera told"))
    tags = ClusterTaggableManager(through=ImagePageTag, blank=True, verbose_name=_("tags"))

    parent_page_types = ["gallery.GalleryPage"]
    subpage_types = []

    content_panels = [
        *Page.content_panels,
        FieldPanel("image"),
        FieldPanel("description"),
        MultiFieldPanel([FieldPanel("credit"), FieldPanel("licence"), FieldPanel("source_url")], heading=_("Rights")),
        FieldPanel("taken_on"),
        FieldPanel("tags"),
    ]

    search_fields = [
        *Page.search_fields,
        index.SearchField("description"),
        index.AutocompleteField("description"),
        index.SearchField("credit"),
        index.AutocompleteField("credit"),
        index.RelatedFields("tags", [index.SearchField("name"), index.AutocompleteField("name")]),
        index.FilterField("expire_at"),
    ]

    objects = PageManager.from_queryset(PictureQuerySet)()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def taken(self):
        """The day that the editor gave, else the camera's."""
        return self.taken_on or self.image.taken_on

    @property
    def source_host(self) -> str:
        return urlsplit(self.source_url).hostname or self.source_url

    def neighbours(self, viewer):
        """The (newer, older) picture of the album that the viewer may see; None at either end, and for a draft."""
        when = self.first_published_at
        if when is None:
            return None, None
        siblings = ImagePage.objects.visible_to(viewer).sibling_of(self, inclusive=False).with_image(Size.LARGE)
        newer = siblings.filter(self._is_older(when))
        older = siblings.filter(Q(first_published_at__lt=when) | Q(first_published_at=when, pk__lt=self.pk))
        return newer.newest().last(), older.newest().first()

    def frame(self, viewer):
        """The (number, of how many) of the picture in its album, as this viewer counts them, the newest first."""
        if self.first_published_at is None:
            return None
        siblings = ImagePage.objects.visible_to(viewer).sibling_of(self).order_by()
        counts = siblings.aggregate(newer=Count("pk", filter=self._is_older(self.first_published_at)), all=Count("pk"))
        return counts["newer"] + 1, counts["all"]

    def _is_older(self, when):
        """Finds the pictures than which this is older; of two published at once, the later made is newer."""
        return Q(first_published_at__gt=when) | Q(first_published_at=when, pk__gt=self.pk)

    @cached_property
    def rights(self) -> Licence:
        return Licence(self.licence or Licence.ALL_RIGHTS)

    def serve(self, request, *args, **kwargs):
        if not ImagePage.objects.visible_to(request).filter(pk=self.pk).exists():
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        newer, older = self.neighbours(request)
        return {
            **super().get_context(request, *args, **kwargs),
            "image": GalleryImage.objects.prefetch_renditions(*Size.LARGE.specs).get(pk=self.image_id),
            "tags": self.tags.all(),
            "newer": newer,
            "older": older,
            "frame": self.frame(request),
            "related": ImagePage.objects.visible_to(request).related_to(self, RELATED) if self.pk else [],
            "ancestors": ancestors(self, request),
        }
