from django import template

from community.models import Bookmark, Like, Member

register = template.Library()

LIKERS_SHOWN = 5


KINDS = {"liked": Like, "bookmarked": Bookmark}


def _marks(context, pages) -> dict[str, set[int]]:
    """The ids of the pages that the signed-in member has liked and bookmarked; each is asked for once a request."""
    request = context["request"]
    known = request.__dict__.setdefault("reaction_marks", {"asked": set(), **{name: set() for name in KINDS}})
    unknown = {page.pk for page in pages} - known["asked"]
    if request.user.is_authenticated and unknown:
        for name, kind in KINDS.items():
            found = kind.objects.filter(member=request.user, page__in=unknown)
            known[name].update(found.values_list("page", flat=True))
        known["asked"] |= unknown
    return known


def _mark(name, context, page):
    """Of the picture of a page; with it those of the pictures that are related to it, which the page shows too."""
    return page.pk in _marks(context, [page, *context.get("related", [])])[name]


@register.inclusion_tag("components/like_button.html", takes_context=True)
def like_button(context, page):
    """`{% like_button page %}`: whether the signed-in member likes the picture, and how many do."""
    return {**context.flatten(), "page": page, "liked": _mark("liked", context, page), "likes": page.stats.likes}


@register.inclusion_tag("components/bookmark_button.html", takes_context=True)
def bookmark_button(context, page):
    bookmarked = _mark("bookmarked", context, page)
    return {**context.flatten(), "page": page, "bookmarked": bookmarked, "bookmarks": page.stats.bookmarks}


@register.simple_tag(takes_context=True)
def reactions(context, pictures) -> dict[str, set[int]]:
    """`{% reactions pictures as reactions %}`: the ids of those that the signed-in member has liked and bookmarked.

    {"liked": {…}, "bookmarked": {…}}, in two queries; empty sets for a stranger.
    """
    return _marks(context, pictures)


@register.inclusion_tag("components/likers.html")
def likers(page):
    """Who likes the picture: those who came last, and how many others. One query for any number of them.

    Whoever hides what they like is one of the others.
    """
    newest = Like.objects.filter(page=page, member__is_active=True, member__hide_likes=False).newest()
    members = [like.member for like in newest.select_related("member__photo")[:LIKERS_SHOWN]]
    return {"members": members, "others": page.stats.likes - len(members)}


@register.inclusion_tag("components/avatar.html")
def avatar(member: Member, size: int = 50):
    """`{% avatar member 180 %}`: the member's photo, a square of that many CSS pixels, or their first letter.

    Until the worker has made the square, the browser crops the original.
    """
    photo = None
    if member.photo:
        photo = member.photo.square(size)
    return {"member": member, "size": size, "photo": photo, "hue": member.pk * 5 % 12}


@register.filter
def follows(followed: set[int], member: Member) -> bool:
    return member.pk in followed
