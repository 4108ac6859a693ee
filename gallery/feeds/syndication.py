"""The gallery as RSS and Atom, with the pictures and their alt text; only what a stranger may see."""

from dataclasses import dataclass
from datetime import datetime
from mimetypes import guess_type

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed, get_tag_uri
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import conditional_page

from gallery.models import GalleryImage, ImagePage
from gallery.visibility import Viewer
from web.export_safety import xml_text

ITEMS = 30
MEDIA = {"xmlns:media": "http://search.yahoo.com/mrss/"}  # Media RSS: how feeds tell of pictures and their alt text
UNKNOWN_LENGTH = "0"  # asking the storage for each file's length would cost a request each


@dataclass
class SyndicationItem:
    """An item of an RSS or Atom feed. image, and image_url, its absolute address: where there is a picture to show."""

    guid: str  # a tag URI: Atom takes nothing but addresses
    title: str
    link: str
    when: datetime
    author: str = ""
    words: str = ""
    image: GalleryImage | None = None
    image_url: str = ""
    alt: str = ""

    @property
    def image_type(self) -> str:
        return guess_type(self.image_url)[0] or "image/jpeg"

    @classmethod
    def of(cls, request: HttpRequest, name: str, image: GalleryImage | None = None, **fields) -> "SyndicationItem":
        """name: one that no other item of the site ever has, as its guid is made of it."""
        texts = {field: xml_text(fields.get(field, "")) for field in ("title", "author", "words")}
        if image is not None and (file := image.sharing_file):
            texts["alt"] = xml_text(image.default_alt_text)
            fields |= {"image": image, "image_url": request.build_absolute_uri(file.url)}
        return cls(**fields | texts, guid=get_tag_uri(request.build_absolute_uri(f"/{name}"), fields["when"]))


class PictureFeed(Feed):
    """A feed of SyndicationItems.

    Its object is the request, for absolute addresses: one Feed serves many threads, so it cannot be kept on `self`.
    """

    item_guid_is_permalink = False
    author_name = _("Contact Sheet")  # Atom wants one, also where an item has none

    @method_decorator(conditional_page)
    def __call__(self, request, *args, **kwargs):
        """304 for a reader that has this content already. By its ETag alone: no date changes when a picture goes."""
        response = super().__call__(request, *args, **kwargs)
        del response["Last-Modified"]
        return response

    def get_object(self, request, *args, **kwargs):
        return request

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        words = format_html("<p>{}</p>", item.words) if item.words else ""
        if item.image is None:
            return words
        return format_html('<p><img src="{}" alt="{}"></p>{}', item.image_url, item.alt, words)

    def item_link(self, item):
        return item.link

    def item_guid(self, item):
        return item.guid

    def item_pubdate(self, item):
        return item.when

    def item_updateddate(self, item):
        return item.when

    def item_author_name(self, item):
        return item.author or None

    def item_enclosures(self, item):
        return [Enclosure(item.image_url, UNKNOWN_LENGTH, item.image_type)] if item.image else []

    def item_extra_kwargs(self, item):
        return {"picture": item}


class MediaMixin:
    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        picture = item["picture"]
        if picture.image is not None:
            handler.startElement("media:content", {"url": picture.image_url, "medium": "image"})
            handler.addQuickElement("media:description", picture.alt, {"type": "plain"})
            handler.endElement("media:content")


class Rss(MediaMixin, Rss201rev2Feed):
    def rss_attributes(self):
        return super().rss_attributes() | MEDIA


class Atom(MediaMixin, Atom1Feed):
    def root_attributes(self):
        return super().root_attributes() | MEDIA


class NewestRss(PictureFeed):
    feed_type: type[SyndicationFeed] = Rss
    title = _("Contact Sheet: the newest pictures")
    description = _("Each new picture of the gallery.")

    def link(self):
        return "/"

    def feed_url(self):
        return reverse("newest_rss")

    def items(self, request):
        pictures = ImagePage.objects.visible_to(Viewer.stranger(request)).newest()
        pictures = pictures.for_cards().select_related("owner")
        return [self.get_item(request, picture) for picture in pictures[:ITEMS]]

    def get_item(self, request, picture):
        return SyndicationItem.of(
            request,
            name=f"picture-{picture.pk}",
            title=picture.title,
            link=picture.get_absolute_url(),
            when=picture.first_published_at,
            author=picture.credit,
            words=picture.description,
            image=picture.image,
        )


class NewestAtom(NewestRss):
    feed_type = Atom
    subtitle = NewestRss.description

    def feed_url(self):
        return reverse("newest_atom")
