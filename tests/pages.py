"""Every page that visitors see, and a small gallery in which each of them has something to show.

What members and editors wrote in it is in Hangul and digits, so that every Latin word on a Korean page is one of ours.
"""

from dataclasses import dataclass

from wagtail.models import PageViewRestriction

from community import relations
from community.models import Member
from gallery.models import GalleryImage, Licence
from tests.factories import AlbumFactory, ImageFactory, MemberFactory, PictureFactory, image_file, make_gallery

SIZES = ((1200, 800), (800, 1200), (1000, 1000), (1500, 500), (900, 700))
TITLES = ("반 자른 무화과", "젖은 보도", "새벽의 다리", "아주 긴 제목이 붙은 사진 한 장 그리고 그 밖의 이야기", "35")
STRANGER, MEMBER = "", "사진가"  # who looks


@dataclass(frozen=True)
class Shown:
    """One page as somebody sees it."""

    path: str
    viewer: str = STRANGER
    status: int = 200


# Route of the URL inventory -> what is shown there. A route without a page of its own has none.
PAGES = {
    "^((?:[\\w\\-]+/)*)$": [
        Shown("/"),
        Shown("/gallery/"),
        Shown("/gallery/jeongmul/"),
        Shown("/gallery/jeongmul/?page=2"),
        Shown("/gallery/empty/"),
        Shown("/gallery/private/"),
        Shown("/gallery/jeongmul/frame-0/"),
        Shown("/gallery/jeongmul/frame-0/", MEMBER),
        Shown("/nowhere/", status=404),
    ],
    "most-viewed/": [Shown("/most-viewed/"), Shown("/most-viewed/?period=day")],
    "search/": [
        Shown("/search/"),
        Shown("/search/?q=무화과"),
        Shown("/search/?q=무하과&licence=all-rights&tag=무화과"),
        Shown("/search/?q=없음+정물"),
    ],
    "tags/": [Shown("/tags/")],
    "tags/<str:slug>/": [Shown("/tags/무화과/")],
    "people/": [Shown("/people/"), Shown("/people/", MEMBER), Shown("/people/?q=없음")],
    "people/<username:username>/": [Shown("/people/사진가/"), Shown("/people/사진가/", MEMBER), Shown("/people/나무/")],
    "people/<username:username>/followers/": [Shown("/people/나무/followers/"), Shown("/people/하늘/followers/")],
    "people/<username:username>/following/": [Shown("/people/사진가/following/"), Shown("/people/하늘/following/")],
    "people/<username:username>/likes/": [Shown("/people/사진가/likes/"), Shown("/people/하늘/likes/")],
    "people/<username:username>/activity/": [Shown("/people/사진가/activity/"), Shown("/people/하늘/activity/")],
    "feed/": [Shown("/feed/", MEMBER), Shown("/feed/", "하늘")],
    "welcome/": [Shown("/welcome/", MEMBER)],
    "bookmarks/": [Shown("/bookmarks/", MEMBER), Shown("/bookmarks/", "하늘")],
    "account/profile/": [Shown("/account/profile/", MEMBER)],
    "account/signup/": [Shown("/account/signup/")],
    "account/login/": [Shown("/account/login/")],
    "account/logout/": [Shown("/account/logout/", MEMBER)],
    "account/inactive/": [Shown("/account/inactive/")],
    "account/email/": [Shown("/account/email/", MEMBER)],
    "account/confirm-email/": [Shown("/account/confirm-email/")],
    "account/^confirm-email/(?P<key>[-:\\w]+)/$": [Shown("/account/confirm-email/old/")],
    "account/password/change/": [Shown("/account/password/change/", MEMBER)],
    "account/password/set/": [Shown("/account/password/set/", "하늘")],
    "account/password/reset/": [Shown("/account/password/reset/")],
    "account/password/reset/done/": [Shown("/account/password/reset/done/")],
    "account/password/reset/key/done/": [Shown("/account/password/reset/key/done/")],
    "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": [Shown("/account/password/reset/key/1-old/")],
    "pictures/<str:page_id>/like/": [Shown("/pictures/1/like/", status=405)],
}
WITHOUT_A_PAGE = {
    "sitemap.xml",
    "favicon.ico",
    "robots.txt",
    "media/renditions/<str:name>",
    "design/",  # in development alone
    "design/tokens.css",
    "health/",
    "language/",
    "theme/",
    "oembed/",
    "newest/rss/",
    "newest/atom/",
    "people/<username:username>/rss/",
    "people/<username:username>/atom/",
    "people/<username:username>/follow/",  # as the address of likes
    "pictures/<str:page_id>/bookmark/",
}
ALL = [shown for pages in PAGES.values() for shown in pages]


def make_world() -> dict[str, Member]:
    """The gallery that PAGES are about; answers its members by their names."""
    members = {name: MemberFactory(username=name) for name in (MEMBER, "나무", "하늘")}
    for name in (MEMBER, "나무"):
        members[name].set_password("grease-pencil-35")
        members[name].save()
    members["하늘"].set_unusable_password()
    members["하늘"].save()
    gallery = make_gallery()
    gallery.get_parent().specific_class.objects.update(title="첫 페이지", introduction="다시 볼 만한 사진")
    type(gallery).objects.update(title="갤러리", introduction="모든 앨범과 모든 사진")
    album = AlbumFactory(parent=gallery, title="정물", slug="jeongmul", introduction="가만히 있는 것들")
    AlbumFactory(parent=gallery, title="빈 앨범", slug="empty")
    private = AlbumFactory(parent=gallery, title="비밀", slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type="password", password="sesame")
    pictures = make_pictures(album, members[MEMBER])
    relations.follow(members[MEMBER], members["나무"])
    relations.like(members[MEMBER], pictures[0])
    relations.like(members["나무"], pictures[0])
    relations.bookmark(members[MEMBER], pictures[0])
    return members


def make_pictures(album, owner, number=26):
    """More than a page of them, of few files: making renditions takes its time."""
    images = [ImageFactory(file=image_file(*size), title="사진", description="접시 위의 과일") for size in SIZES]
    for image in GalleryImage.objects.all():
        image.make_renditions()
    GalleryImage.objects.filter(pk=images[0].pk).update(camera="카메라", f_number=2.8, iso=400, focal_length=35)
    facts = {"owner": owner, "description": "설명", "credit": "김사진", "licence": Licence.ALL_RIGHTS}
    pictures = [
        PictureFactory(
            parent=album, title=TITLES[n % 5], slug=f"frame-{n}", image=images[n % 5], age=n * 900 + 5, **facts
        )
        for n in range(number)
    ]
    for picture in pictures[:3]:
        picture.tags.add("무화과")
        picture.save()
    return pictures
