"""A picture's page, and how pictures are found."""

from collections import Counter
from functools import reduce
from operator import or_
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager

from gallery.newest import in_album, picture_pages
from gallery.panels import PicturePanel
from gallery.permissions import PicturePermissionTester
from gallery.search.indexed import IndexedPicture
from gallery.visibility import AddressMixin, GatedQuerySet, visible_ancestors
from web.public_url import is_web_url

from .images import GalleryImage
from .licences import Licence

PICTURES_A_PAGE = 24
RELATED = 6
BESIDE = 4  # pictures of the album, on either side, in the strip below a picture
NEWEST_OF_TAG = 100  # how many pictures of a tag may be related to one of them
LOOKED_AT = 4  # times as many as are wanted, as some may be hidden


class PictureQuerySet(GatedQuerySet):
    def in_ranking(self):
        """Without those that an editor has excluded from it."""
        return self.filter(ranking_exclusion=None)

    def for_cards(self):
        """With what a card shows, in the same query."""
        return self.select_related("image")

    def for_feed(self, viewer):
        """Those that the viewer may see, with what a feed item shows."""
        return self.visible_to(viewer).for_cards()

    def related_to(self, page, number):
        """A list of up to `number` others of these: first those that share most of its tags, then those of its album.

        Of two with the same number of tags, or of one album, the newer comes first. Of each tag only the pictures that
        got it last are looked at, so that a tag of thousands costs no more than one of a hundred.
        """
        shared = Counter(ImagePageTag.objects.newest_with_tags_of(page))
        tagged = sorted(shared, key=lambda pk: (shared[pk], pk), reverse=True)[: LOOKED_AT * number]
        found = self.for_cards().in_bulk(tagged)
        best = [found[pk] for pk in tagged if pk in found]
        best.sort(key=lambda other: (shared[other.pk], other.first_published_at, other.pk), reverse=True)
        if len(best) < number:
            others = in_album(self.exclude(pk__in=[page.pk, *found]), page.album_path).newest()
            best += others.for_cards()[: number - len(best)]
        return best[:number]


class TagQuerySet(models.QuerySet):
    def newest_with_tags_of(self, page):
        """The ids of other pictures, once for each tag that they share with it; of a tag the last NEWEST_OF_TAG."""
        last = self.filter(tag=OuterRef("tag")).order_by("-pk").values("pk")[NEWEST_OF_TAG : NEWEST_OF_TAG + 1]
        own = self.filter(content_object=page.pk).values_list("tag", Coalesce(Subquery(last), 0))
        of_tags = reduce(or_, (Q(tag=tag, pk__gt=before) for tag, before in own), Q(pk=None))
        return self.filter(of_tags).exclude(content_object=page.pk).values_list("content_object", flat=True)


class ImagePageTag(TaggedItemBase):
    content_object = ParentalKey("gallery.ImagePage", on_delete=models.CASCADE, related_name="tagged_items")

    objects = TagQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("tag", models.F("id").desc(), name="newest_of_tag")]


class ImagePage(AddressMixin, IndexedPicture, Page):
    """A picture: "Half a fig". It is what members like and bookmark; its owner is who put it here."""

    image = models.ForeignKey(GalleryImage, verbose_name=_("image"), on_delete=models.PROTECT, related_name="pages")
    description = models.TextField(_("description"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who took the picture"))
    copyright = models.CharField(_("copyright notice"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.ALL_RIGHTS)
    source_url = models.URLField(
        _("source"),
        max_length=500,
        blank=True,
        validators=[is_web_url],
        help_text=_("Address of the page on which the picture was found, if it comes from elsewhere"),
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True, help_text=_("Left empty, what the camera told"))
    tags = ClusterTaggableManager(through=ImagePageTag, blank=True, verbose_name=_("tags"))

    parent_page_types = ["gallery.GalleryPage"]
    subpage_types = []

    content_panels = [
        PicturePanel(),
        FieldPanel("file", heading=_("Picture")),
        MultiFieldPanel([FieldPanel("alt_text"), FieldPanel("decorative")], heading=_("Alt text")),
        *Page.content_panels,
        FieldPanel("description"),
        MultiFieldPanel([FieldPanel(name) for name in ("credit", "copyright", "licence", "source_url")], _("Rights")),
        FieldPanel("taken_on"),
        FieldPanel("tags"),
        MultiFieldPanel([FieldPanel("image")], heading=_("Image"), classname="collapsed"),
    ]

    search_fields = [*Page.search_fields, *IndexedPicture.picture_search_fields]

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

    @property
    def album_path(self) -> str:
        return self.path[: -self.steplen]

    def neighbours(self, viewer, number=1):
        """(newer, older): lists of up to `number` pictures of the album that the viewer may see, the nearest first.

        Empty at either end, and for a draft.
        """
        when = self.first_published_at
        if when is None:
            return [], []
        siblings = in_album(picture_pages(viewer, ImagePage.objects.for_cards()), self.album_path)
        newer = siblings.filter(self._newer_than_self(), first_published_at__gte=when)
        older = siblings.filter(Q(first_published_at__lt=when) | Q(id__lt=self.pk), first_published_at__lte=when)
        newer, older = newer.order_by("first_published_at", "id"), older.order_by("-first_published_at", "-id")
        return list(newer[:number]), list(older[:number])

    def position_in_album(self, viewer):
        """(position, number of pictures): 1 is the newest of those that the viewer may see. None for a draft."""
        if self.first_published_at is None:
            return None
        siblings = in_album(picture_pages(viewer), self.album_path)
        counts = siblings.aggregate(newer=Count("pk", filter=self._newer_than_self()), all=Count("pk"))
        return counts["newer"] + 1, counts["all"]

    def _newer_than_self(self):
        """Matches the pictures that are newer than this one: of two published at once, the one made later is newer."""
        when = self.first_published_at
        return Q(first_published_at__gt=when) | Q(first_published_at=when, pk__gt=self.pk)

    @cached_property
    def rights(self) -> Licence:
        return Licence(self.licence or Licence.ALL_RIGHTS)

    @property
    def credit_line(self) -> str:
        """What stands beside a copy: "Half a fig, Trevor, CC BY 4.0"."""
        return ", ".join(filter(None, (self.title, self.credit, str(self.rights.label))))

    @property
    def chosen_licence(self) -> str:
        """Its name; empty where all rights are reserved, which is so where nobody has chosen."""
        return "" if self.rights == Licence.ALL_RIGHTS else str(self.rights.label)

    def permissions_for_user(self, user):
        return PicturePermissionTester(user, self)

    def serve(self, request, *args, **kwargs):
        if not ImagePage.objects.visible_to(request).filter(pk=self.pk).exists():
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        newer, older = self.neighbours(request, BESIDE)
        return {
            **super().get_context(request, *args, **kwargs),
            "image": self.image,
            "tags": self.tags.all(),
            "newer": newer,
            "older": older,
            "strip": [*reversed(newer), self, *older],
            "position": self.position_in_album(request),
            "related": ImagePage.objects.visible_to(request).related_to(self, RELATED) if self.pk else [],
            "ancestors": visible_ancestors(self, request),
        }
