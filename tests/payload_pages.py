"""Where the texts of tests/payloads.py are shown."""

from urllib.parse import quote

from taggit.models import Tag

from community.models import Member
from gallery.models import GalleryPage, ImagePage

from .payloads import PAYLOADS, text


def pages() -> list[str]:
    """The public pages that show all of it."""
    lists = ["/", "/gallery/", "/gallery/shared/", "/most-viewed/", "/tags/", "/people/", "/feed/", "/bookmarks/"]
    shown = [*ImagePage.objects.all(), *Member.objects.all(), *GalleryPage.objects.all()[:3]]
    tags = [f"/tags/{quote(slug)}/" for slug in Tag.objects.values_list("slug", flat=True)[:3]]
    return [*lists, *tags, *(each.get_absolute_url() for each in shown), "/account/profile/"]


def typed() -> list[str]:
    """Addresses that hold them, where a page reads what its address says."""
    paths = ["/search/?q={}", "/people/?q={}", "/account/login/?next={}", "/most-viewed/?period={0}&page={0}"]
    attacks = [quote(text("typed", number)) for number in range(len(PAYLOADS))]
    found = [paths[0].format(attack) for attack in attacks]
    return found + [paths[1 + number % 3].format(attack) for number, attack in enumerate(attacks)]


def screens() -> list[str]:
    """The admin's screens that show all of it."""
    album, pictures = GalleryPage.objects.get(slug="shared"), ImagePage.objects.all()
    images = [f"images/{picture.image_id}/" for picture in pictures[:3]]
    lists = """pages/PARENT/ pages/ALBUM/ images/ users/ snippets/activity/action/ community/like/ community/contact/
        community/bookmark/ reports/site-history/ reports/most-viewed/ reports/ranking-exclusions/ reports/actions/
        reports/most-liked/?period=all reports/most-bookmarked/?period=all reports/active-members/?period=month
        reports/missing/ guide/"""
    lists = lists.replace("PARENT", str(album.get_parent().pk)).replace("ALBUM", str(album.pk)).split()
    edited = [f"pages/{page.pk}/edit/" for page in [*pictures[:3], album]]
    statistics = [f"pictures/{picture.pk}/statistics/" for picture in pictures[:3]]
    return [
        f"/admin/{each}"
        for each in [*lists, *images, *edited, *statistics, "", f"users/edit/{Member.objects.first().pk}/"]
    ]
