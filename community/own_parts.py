"""What members see of themselves on pages that are the same for all: who they are, what they like, whom they follow."""

from functools import lru_cache
from typing import Any, NamedTuple, Self

from django.db.models import Sum, Value
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from gallery.kept_pages import digest_of
from gallery.models import ImageStats
from gallery.newest import picture_pages
from gallery.own_parts import stats_of
from gallery.visibility import Viewer
from web.counted import counted_lately
from web.own_parts import Ids, own_part

from .feed import activity_of
from .models import Bookmark, Contact, Like, Member
from .rendered_items import rendered_items

LIKERS_SHOWN = 5
MEMBERS_FIELDS = "username", "display_name", "followers_count", "following_count", "hide_follows"
RECENT_ITEMS = 3  # of the feed, on a profile


@own_part
def account(request: HttpRequest, pks: Ids) -> dict:
    return dict.fromkeys(pks, render_to_string("navigation/account.html", request=request))


@own_part
def like_mark(request: HttpRequest, pictures: Ids) -> dict:
    """The ring by which a picture is liked from its card; and, for a card's folded corner, whether it is bookmarked."""
    marks, signed_in = _marks(request, pictures), request.user.is_authenticated
    back = "" if signed_in else request.get_full_path()

    def made(pk):
        mark = LikeMark(pk, "liked" in marks[pk], "bookmarked" in marks[pk], signed_in, back)
        return rendered_like_mark(mark, get_language())

    return {pk: made(pk) for pk in pictures}


class LikeMark(NamedTuple):
    """All that it shows. Of the same values it is rendered once."""

    pk: int | None  # the picture's
    liked: bool
    bookmarked: bool
    signed_in: bool
    back: str  # where a stranger comes back to after signing in; of no one else, so that all pages share the mark


@lru_cache(maxsize=4096)
def rendered_like_mark(mark: LikeMark, _language: str | None) -> SafeString:
    return render_to_string("components/like_mark.html", {"mark": mark})


@own_part
def reactions(request: HttpRequest, pictures: Ids) -> dict:
    """The buttons with their numbers."""
    marks, stats = _marks(request, pictures), stats_of(request, pictures)

    def made(pk):
        context = {
            "pk": pk,
            "back": request.get_full_path(),
            "likes": stats[pk].likes,
            "bookmarks": stats[pk].bookmarks,
        }
        return render_to_string("components/reactions.html", context | dict.fromkeys(marks[pk], True), request)

    return {pk: made(pk) for pk in stats}


@own_part
def likers(request: HttpRequest, pictures: Ids) -> dict:
    """Who likes the picture."""
    stats = stats_of(request, pictures)
    return {pk: render_to_string("components/likers.html", likers_of(pk, stats[pk].likes)) for pk in stats}


def likers_of(picture: int | None, likes: int) -> dict[str, Any]:
    """Who likes the picture: those who came last, and how many others.

    Whoever hides what they like is one of the others.
    """
    newest = Like.objects.filter(page=picture).shown().newest()
    members = [like.member for like in newest[:LIKERS_SHOWN]]
    return {"pk": picture, "members": members, "others": likes - len(members)}


@own_part
def follow_button(request: HttpRequest, pks: Ids) -> dict:
    """With how many follow the member."""
    followed = _followed(request.user, pks)

    def made(member):
        button = FollowButton.of(request.user, member, following=member.pk in followed, back=request.get_full_path())
        return rendered_follow_button(button, get_language())

    return {member.pk: made(member) for member in _members(request, pks)}


class FollowButton(NamedTuple):
    """All that it shows. Of the same values it is rendered once."""

    pk: int  # the member's
    username: str
    name: str
    followers: int
    following: bool  # whether the viewer does
    is_own: bool
    signed_in: bool
    back: str  # where the form leads

    @classmethod
    def of(cls, viewer: Any, member: Member, *, following: bool, back: str) -> Self:
        of_member = member.pk, member.username, str(member), member.followers_count
        return cls(*of_member, following, viewer == member, viewer.is_authenticated, back)


@lru_cache(maxsize=4096)
def rendered_follow_button(button: FollowButton, _language: str | None) -> str:
    return render_to_string("components/follow_button.html", {"button": button})


@own_part
def lately(request: HttpRequest, pks: Ids) -> dict:
    """What the member did last."""
    made = {}
    for member in _members(request, pks):
        if items := activity_of(member, request).items[:RECENT_ITEMS]:
            context = {"items": rendered_items(request, items, brief=True)}
            made[member.pk] = render_to_string("community/lately.html", context)
    return made


@own_part
def member_numbers(request: HttpRequest, pks: Ids) -> dict:
    """How many pictures the member has and how many members they follow; and the likes of those that are public."""

    def made(member):
        pictures, likes = _pictures_and_likes(request, member)
        hides = member.hide_follows and request.user != member
        numbers = MemberNumbers(pictures, None if hides else member.following_count, likes)
        return rendered_member_numbers(numbers, get_language())

    return {member.pk: made(member) for member in _members(request, pks)}


class MemberNumbers(NamedTuple):
    """All that they show. Of the same values they are rendered once."""

    pictures: int
    followed: int | None  # None where the member hides it
    likes: int


@lru_cache(maxsize=4096)
def rendered_member_numbers(numbers: MemberNumbers, _language: str | None) -> SafeString:
    return render_to_string("community/member_numbers.html", {"numbers": numbers})


def _pictures_and_likes(request, member):
    """Of the pictures that the viewer may see; their number is exact. Of the public ones, whoever asks: minutes old."""

    def count():
        own, public = (
            picture_pages(each).filter(owner=member).order_by() for each in (request, Viewer.stranger(request))
        )
        likes = ImageStats.objects.filter(pk__in=public.values("pk")).aggregate(sum=Sum("likes"))["sum"]
        return own.count(), likes or 0

    made_of = request.get_host(), Viewer.of(request).sees, member.pk
    return counted_lately(f"pictures and likes:{digest_of(*made_of)}", count)


def _members(request: HttpRequest, pks: Ids) -> list[Member]:
    """Asked for once a request: a profile has several parts of one member."""
    known = request.__dict__.setdefault("members_of_parts", {})
    if unknown := pks - known.keys():
        known.update(Member.objects.only(*MEMBERS_FIELDS).in_bulk(unknown))
    return [known[pk] for pk in pks if pk in known]


def _followed(user: Any, members: Ids) -> set[int]:
    if not user.is_authenticated:
        return set()
    return set(Contact.objects.filter(user_from=user, user_to__in=members).values_list("user_to", flat=True))


def _marks(request: HttpRequest, pictures: Ids) -> dict:
    """Picture's id -> which marks it has of the signed-in member; each is asked for once a request."""
    known = request.__dict__.setdefault("marks", {})
    if unknown := pictures - known.keys():
        known.update({pk: [] for pk in unknown})
        if request.user.is_authenticated:
            liked, bookmarked = (
                model.objects.filter(member=request.user, page__in=unknown).values_list("page", Value(name))
                for name, model in (("liked", Like), ("bookmarked", Bookmark))
            )
            for pk, name in liked.union(bookmarked, all=True):
                known[pk].append(name)
    return known
