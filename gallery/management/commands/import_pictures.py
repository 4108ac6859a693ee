from collections import Counter
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from taggit.utils import parse_tags
from tqdm import tqdm

from gallery.adding.pictures import AlreadyThereError, Given, add_picture, pictures_in
from gallery.images.forms import PictureField
from gallery.images.limits import PictureRefusedError
from gallery.models import GalleryPage, Licence


class Command(BaseCommand):
    help = (
        "Adds the pictures of a folder, and of those in it, to an album. What the gallery has already stays as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--album", required=True, help="its id, its slug, or its address: /gallery/still-life/")
        parser.add_argument("--owner", help="the username of whom they belong to")
        parser.add_argument("--licence", choices=Licence.values, default=Licence.ALL_RIGHTS)
        parser.add_argument("--credit", default="", help="who took them, instead of what the files say")
        parser.add_argument("--tags", default="", help="beside those in the files: 'food, still life'")
        parser.add_argument("--publish", action="store_true", help="otherwise they are drafts")

    def handle(self, *, folder, album, **options):
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        album, owner = find_album(album), options["owner"]
        tags, owner = tuple(parse_tags(options["tags"])), owner and find_owner(owner)
        given = Given(tags, options["licence"], owner, options["credit"])
        quiet, done = options["verbosity"] == 0, Counter()
        found = pictures_in(str(each.relative_to(folder)) for each in sorted(folder.rglob("*")) if each.is_file())
        with tqdm(found, desc=album.title, unit=" file", disable=quiet, ncols=80) as files:
            for name in files:
                what, message = add(folder / name, album, given, options["publish"])
                done[what] += 1
                if message:
                    files.write(f"{name}: {message}", file=self.stderr)
        if not quiet:
            self.stdout.write(f"{done['added']} added, {done['known']} there already, {done['refused']} refused.")


def add(path, album, given, and_publish):
    """(what was done, why it was not added)"""
    try:
        with path.open("rb") as content:
            page = add_picture(album, File(content, path.name), None, given)
    except AlreadyThereError as error:
        return "known", f"the gallery has it already, {error.page.get_url() or error.page.title}"
    except PictureRefusedError as error:
        return "refused", PictureField().refusals[error.reason]
    if and_publish:
        page.save_revision().publish()
    return "added", ""


def find_album(which):
    """By id, slug or address. Raises CommandError where there is none, or more than one."""
    albums = GalleryPage.objects.all()
    if which.isdigit():
        found = albums.filter(pk=which)
    elif "/" in which:
        found = [album for album in albums.filter(slug=which.strip("/").split("/")[-1]) if is_at(album, which)]
    else:
        found = albums.filter(slug=which)
    if len(found) != 1:
        raise CommandError(f"There is no album {which}." if not found else f"Several albums are called {which}.")
    return found[0]


def is_at(album, address):
    return (album.get_url() or "").strip("/") == address.strip("/")


def find_owner(username):
    owner = get_user_model().objects.filter(username=username).first()
    if owner is None:
        raise CommandError(f"There is no member {username}.")
    return owner
