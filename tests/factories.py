"""Pictures, albums and members in as few words as a test needs."""

from datetime import timedelta
from io import BytesIO

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection, Locale, Page, Site
from wagtail_factories import PageFactory

from community.models import Member
from community.usernames import skeleton
from gallery.models import GalleryImage, GalleryIndexPage, GalleryPage, ImagePage
from home.models import HomePage


def make_gallery():
    """The gallery's page. Made anew where a test that commits has emptied the tables."""
    if found := GalleryIndexPage.objects.first():
        return found
    Locale.objects.get_or_create(language_code="en")
    Collection.get_first_root_node() or Collection.add_root(name="Root")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    home = root.add_child(instance=HomePage(title="Contact Sheet", slug="home"))
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home.add_child(instance=GalleryIndexPage(title="Gallery", slug="gallery"))


def image_file(width=60, height=40, image_format="JPEG", colour="#aa3311", name=None, **options):
    """A file with a picture of one colour; options: what Pillow's `save` takes, such as exif=."""
    content = BytesIO()
    Image.new("RGB", (width, height), colour).save(content, image_format, **options)
    return ContentFile(content.getvalue(), name=name or f"picture.{image_format.lower()}")


class MemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Member

    username = factory.Sequence(lambda n: f"member{n}")
    username_key = factory.LazyAttribute(lambda member: skeleton(member.username))  # for rows made in bulk


class ImageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GalleryImage

    title = "A fig"
    description = "Half a fig in a red bowl"
    file = factory.LazyFunction(image_file)


class AlbumFactory(PageFactory):
    class Meta:
        model = GalleryPage

    title = factory.Sequence(lambda n: f"Album {n}")


class PictureFactory(PageFactory):
    """`age`: published how many minutes ago; each is newer than the one before."""

    class Meta:
        model = ImagePage
        exclude = ["age"]

    title = factory.Sequence(lambda n: f"Picture {n}")
    image = factory.SubFactory(ImageFactory)
    age = factory.Sequence(lambda n: 100_000 - n)
    first_published_at = factory.LazyAttribute(lambda picture: timezone.now() - timedelta(minutes=picture.age))
    last_published_at = factory.SelfAttribute("first_published_at")
