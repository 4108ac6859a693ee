"""The site that the table is about, with a picture in each state, which all were live, and liked, before."""

from dataclasses import dataclass, field
from pathlib import PurePath

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client, TestCase
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from activity.models import Action
from community import relations
from community.models import Bookmark, Contact, Like, Member
from gallery.images.hiding import hide_images
from gallery.models import DailyViews, GalleryImage, GalleryIndexPage, ImagePage, ImageStats
from home.models import Choice, HomePage
from tests.factories import AlbumFactory, ImageFactory, MemberFactory, image_file, make_gallery

from .states import NEVER, STATES, canary, code, restrict
from .viewers import ANONYMOUS, VIEWERS, give_rights, make_viewers

OTHER_SITE = "127.0.0.1"  # a host that the settings for tests allow
NO_ID, NO_FILE = 999_999_999, "0" * 32 + ".webp"
WORD = "lighthouse"  # in every description, so that one search finds them all
MISTYPED = "ligthhouse"
TAG = "gatepost"  # of every picture


@dataclass
class World:
    viewers: dict[str, Member] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    places: dict[str, dict[str, object]] = field(default_factory=dict)  # state -> what fills the {gaps} of an address
    tokens: dict[str, set[str]] = field(default_factory=dict)  # state -> what must not be read where it is hidden

    def describe(self, picture, state):
        """Writes the state's canary into all that can be written about a picture, with an image of its own."""
        word = canary(state)
        self.tokens[state] = {word}
        picture.image = ImageFactory(title=word, description=f"{word} in a bowl", file=image_file(name=f"{word}.jpg"))
        picture.image.make_renditions()
        picture.title = picture.seo_title = picture.search_description = f"{word} on a table"
        picture.description, picture.credit = f"{word} near the {WORD}", f"{word} took it"
        picture.source_url = f"https://example.org/{word}/"
        picture.tags.set([word, TAG])

    def make_albums(self):
        self.gallery = make_gallery()
        home = self.gallery.get_parent().specific
        self.home = home
        self.album = AlbumFactory(parent=self.gallery, title="Still life", slug="album")
        self.other_album = AlbumFactory(parent=self.gallery, title="Doors", slug="other")
        self.closed_album = AlbumFactory(parent=self.gallery, title=canary("below restricted"), slug="closed")
        self.doomed_album = AlbumFactory(parent=self.gallery, title=canary("being deleted"), slug="doomed")
        elsewhere = home.get_parent().add_child(instance=HomePage(title="Elsewhere", slug="elsewhere"))
        Site.objects.create(hostname=OTHER_SITE, root_page=elsewhere)
        foreign = elsewhere.add_child(instance=GalleryIndexPage(title="Gallery", slug="gallery"))
        self.foreign_album = AlbumFactory(parent=foreign, title=canary("on another site"), slug="album")

    def make_viewers(self):
        self.viewers = make_viewers()
        self.fan = MemberFactory(username="fan")
        self.group = give_rights(self.viewers["editor"], self.album)
        give_rights(self.viewers["other editor"], self.other_album)
        give_rights(self.viewers["moderator"], self.gallery)

    def make_picture(self, state):
        """Live, as everybody could see it, at an address that it will leave for one with the canary."""
        picture = ImagePage(title="New", slug=f"before-{code(state)}", owner=self.viewers["owner"])
        picture.image = ImageFactory()
        self.album.add_child(instance=picture)
        with TestCase.captureOnCommitCallbacks(execute=True):  # its owner is on record
            picture.save_revision().publish()
        self.describe(picture, state)
        picture.slug = canary(state)
        with TestCase.captureOnCommitCallbacks(execute=True):  # the redirect from the old address
            picture.save_revision().publish()
        return ImagePage.objects.get(pk=picture.pk)

    def show(self, picture):
        """Everybody bookmarks it, two like it; it is seen, and among the editors' choice."""
        for member in [*self.viewers.values(), self.fan]:
            relations.bookmark(member, picture)
        for member in (self.viewers["owner"], self.fan):
            relations.like(member, picture)
        Choice.objects.create(page=self.home, picture=picture)
        ImageStats.objects.filter(pk=picture.pk).update(views=35)
        DailyViews.objects.create(page=picture, day=timezone.now().date(), views=35)

    def note_places(self, state, picture):
        like = Like.objects.get(member=self.fan, page=picture)
        target = {"target_ct": ContentType.objects.get_for_model(ImagePage), "target_id": picture.pk}
        self.places[state] = {
            "id": picture.pk,
            "like": like.pk,
            "bookmark": Bookmark.objects.get(member=self.fan, page=picture).pk,
            "action": Action.objects.get(actor=self.fan, verb="liked", **target).pk,
            "seen": PurePath(picture.image.sharing_file.name).name,
            "original": picture.image.file.name,
        }

    def put_into_state(self, state, picture):
        with TestCase.captureOnCommitCallbacks(execute=True):
            STATES[state](picture, self)
        path = f"/gallery/album/{canary(state)}/"
        if found := Page.objects.filter(pk=picture.pk).first():
            path = "/" + found.url_path.split("/", 2)[2]
        self.note_address(state, path)

    def note_address(self, state, path):
        before = f"/gallery/album/before-{code(state)}/"
        self.places[state] |= {"path": path, "before": before, "canary": canary(state), "code": code(state)}

    def sign_in(self):
        for name in VIEWERS:
            self.clients[name] = Client(raise_request_exception=False)
            if name != ANONYMOUS:
                self.clients[name].force_login(self.viewers[name])
        Member.objects.filter(pk=self.viewers["suspended"].pk).update(is_active=False)


def make_world() -> World:
    world = World()
    world.make_albums()
    world.make_viewers()
    pictures = {state: world.make_picture(state) for state in STATES if state != NEVER}
    for state, picture in pictures.items():
        world.show(picture)
        world.note_places(state, picture)
    restrict(world.closed_album, "groups", world.group)
    for state, picture in pictures.items():
        world.put_into_state(state, picture)
    hide_images()
    note_the_one_that_never_was(world)
    note_what_is_the_same_for_all(world)
    note_names_of_files(world)
    call_command("update_index", verbosity=0)
    world.sign_in()
    return world


def note_the_one_that_never_was(world):
    places = dict.fromkeys(("id", "like", "bookmark", "action"), NO_ID)
    world.places[NEVER] = places | {"seen": NO_FILE, "original": f"originals/{NO_FILE}"}
    world.tokens[NEVER] = {canary(NEVER)}
    world.note_address(NEVER, f"/gallery/album/{canary(NEVER)}/")


def note_what_is_the_same_for_all(world):
    restriction = PageViewRestriction.objects.get(restriction_type=PageViewRestriction.PASSWORD)
    same = {"restriction": restriction.pk, "contact": Contact.objects.get().pk, "member": world.fan.pk}
    same |= {"document": NO_ID, "album": world.album.pk}
    for places in world.places.values():
        places.update(same)


def note_names_of_files(world):
    """They are as secret as the picture."""
    states = {canary(state): state for state in world.tokens}
    for image in GalleryImage.objects.filter(title__in=states):
        files = [image.file, *(rendition.file for rendition in image.renditions.all())]
        world.tokens[states[image.title]] |= {PurePath(file.name).name for file in files}
