"""Albums, pictures and members of the demo."""

import json
from itertools import cycle
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.files import File
from django.core.files.images import ImageFile
from django.utils.text import slugify

from community.models import Member
from community.photos import store_photo
from gallery.images.child import ingest_upload
from gallery.images.limits import MEMBERS_PHOTOS
from gallery.models import GalleryImage, GalleryIndexPage, GalleryPage, ImagePage, Licence
from home.models import HomePage

from .drawing import draw_portrait
from .texts import say

PHOTOS = Path(__file__).parent / "photos"
CREDITS = json.loads((PHOTOS / "credits.json").read_text())
LICENCES = {licence.label: licence for licence in Licence}

PASSWORD = "contact-sheet"  # noqa: S105 - printed by `make run`, and refused in production
ROLES = {"editor": "Gallery editors", "moderator": "Moderators"}
MEMBERS = {
    "ana": "Wet pavements, mostly.",
    "bram": "I carry the tripod so that you need not.",
    "chiyo": "One lens, one walk, one frame.",
    "dario": "Kitchens, markets and what is left on the table.",
    "elif": "Up before the light.",
    "femi": "Lines first, colours later.",
}

HOME_INTRODUCTION = "Photographs worth circling: kept by people who look twice."
GALLERY_INTRODUCTION = "Every album and every frame, the newest first."
ALBUMS = {
    "Landscapes": "Mountains, woods and water, from noon to the middle of the night.",
    "Close to nature": "What is there when you kneel down: wings, petals, a wet nose.",
    "Still life": "Things that hold still, and the light that does not.",
    "Lines and structures": "Bridges, façades and patterns that somebody drew before they were there.",
}
CHOICE = ("picos-de-europa.jpg", "evening-glow.jpg", "friends.jpg", "half-a-fig.jpg")


def make_members() -> list[Member]:
    """The members, made with their portraits if they are missing. Makes one of each role too, not among them."""
    for username, role in ROLES.items():
        _make_member(username).groups.add(Group.objects.get_or_create(name=role)[0])
    return [_make_member(username, bio=say(bio)) for username, bio in MEMBERS.items()]


def _make_member(username, **fields):
    if found := Member.objects.filter(username=username).first():
        return found
    member = Member.objects.create_user(username, f"{username}@example.org", PASSWORD, **fields)
    portrait = File(draw_portrait(username), f"{username}.jpg")
    member.photo = store_photo(member, ingest_upload(portrait, MEMBERS_PHOTOS))
    member.save(update_fields=["photo"])
    return member


def make_picture(credit: dict, members: list[Member], published) -> ImagePage | None:
    """Makes the picture of an item of credits.json, as published at that time; None if its album has it already."""
    album = _album(credit["album"])
    slug = slugify(credit["title"])
    if album.get_children().filter(slug=slug).exists():
        return None
    picture = ImagePage(
        title=say(credit["title"]),
        slug=slug,
        image=_image(credit),
        description=say("From {source}.").format(source=credit["source"]),
        credit=credit["photographer"],
        licence=LICENCES[credit["licence"]],
        owner=_owner(credit["photographer"], members),
        first_published_at=published,
        last_published_at=published,
    )
    album.add_child(instance=picture)
    picture.tags.add(*map(say, credit["tags"]))
    picture.save_revision(user=picture.owner, changed=False, log_action=False).publish(log_action=False)
    return picture


def choose_for_home():
    home = HomePage.objects.get()
    if home.choices.exists():
        return
    home.introduction = home.introduction or say(HOME_INTRODUCTION)
    slugs = [slugify(credit["title"]) for name in CHOICE for credit in CREDITS if credit["file"] == name]
    chosen = {picture.slug: picture for picture in ImagePage.objects.filter(slug__in=slugs)}
    home.choices = [home.choices.model(picture=chosen[slug]) for slug in slugs]
    home.save_revision(log_action=False).publish(log_action=False)


def _album(title):
    gallery = GalleryIndexPage.objects.get()
    slug = slugify(title)
    if found := GalleryPage.objects.child_of(gallery).filter(slug=slug).first():
        return found
    if not gallery.introduction:
        gallery.introduction = say(GALLERY_INTRODUCTION)
        gallery.save_revision(log_action=False).publish(log_action=False)
    album = gallery.add_child(instance=GalleryPage(title=say(title), slug=slug, introduction=say(ALBUMS[title])))
    album.save_revision(log_action=False).publish(log_action=False)
    return album


def _image(credit):
    with (PHOTOS / credit["file"]).open("rb") as file:
        return GalleryImage.objects.create(
            title=say(credit["title"]), description=say(credit["alt"]), file=ImageFile(file, name=credit["file"])
        )


def _owner(photographer, members):
    """A member: always the same one for a photographer."""
    photographers = sorted({credit["photographer"] for credit in CREDITS})
    return dict(zip(photographers, cycle(members), strict=False))[photographer]
