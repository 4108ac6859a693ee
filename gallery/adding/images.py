"""A clean file becomes an image, and what it says goes to its page."""

from itertools import chain, count
from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.utils.text import slugify
from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry

from gallery.images.child import IngestedFile
from gallery.images.written import day
from gallery.models import GalleryImage, ImagePage


def collection_for(editor: Any) -> Collection | None:
    """Where images that the editor adds go: the first collection into which they may; None where there is none.

    editor: None for the machine, which may all.
    """
    if editor is None:
        return Collection.get_first_root_node()
    policy = policy_registry.get_by_type(GalleryImage)
    return policy.collections_user_has_permission_for(editor, "add").order_by("path").first()


def may_describe(editor: Any, image: GalleryImage) -> bool:
    policy = policy_registry.get_by_type(GalleryImage)
    return policy.user_has_permission_for_instance(editor, "change", image)


def store_image(clean: IngestedFile, editor: Any, **facts: Any) -> GalleryImage:
    """facts: its fields, where they shall be others than the file says."""
    said = {"title": title_of(clean), "description": clean.exif.written.alt_text} | facts
    image = GalleryImage(uploaded_by_user=editor, collection=collection_for(editor), **said)
    image.file.save(name_of(clean), clean, save=False)
    image.save()
    return image


def fill_in(page: ImagePage, clean: IngestedFile) -> None:
    """Writes what the file says into those fields of the page that say nothing yet."""
    written = clean.exif.written
    page.description = page.description or written.caption
    page.credit = page.credit or written.credit
    page.copyright = page.copyright or written.copyright
    page.taken_on = page.taken_on or clean.exif.taken_on or day(written.taken_on)
    if not page.tags.all():
        page.tags.set(written.keywords)


def free_slug(title: str, album: Page) -> str:
    """ "half-a-fig", or "half-a-fig-2" where the album has one already."""
    slug = slugify(title, allow_unicode=True)[:200] or "picture"
    taken = set(album.get_children().filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(each for each in chain([slug], (f"{slug}-{n}" for n in count(2))) if each not in taken)


def name_of(file: File) -> str:
    return PurePath(file.name or "").name


def title_of(clean: IngestedFile) -> str:
    """The file's own, or its name: "half_a-fig.JPG" -> "half a fig"."""
    stem = PurePath(name_of(clean)).stem.replace("_", " ").replace("-", " ")
    words = "".join(c if c.isprintable() else " " for c in stem).split()
    return clean.exif.written.title or " ".join(words)[:200] or "?"
