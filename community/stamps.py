"""What the pages about members are made of beside the content: the `vary` of gallery/kept_pages.py."""

from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest

from .models import Contact, Like


def of_people(request: HttpRequest) -> str | None:
    """Who has most followers changes with every follow."""
    return None if request.GET.get("order") == "followed" else ""


def of_likes(request: HttpRequest, username: str) -> str | None:
    """Members see more on their own pages."""
    own = request.user.get_username() == username
    return None if own else stamp(Like.objects.filter(member__username=username))


def of_followers(request: HttpRequest, username: str) -> str | None:
    return _of_contacts(request, username, Contact.objects.filter(user_to__username=username))


def of_following(request: HttpRequest, username: str) -> str | None:
    return _of_contacts(request, username, Contact.objects.filter(user_from__username=username))


def _of_contacts(request, username, contacts):
    """Whoever hides whom they follow is seen in such a list by nobody but themselves."""
    hides_follows = getattr(request.user, "hide_follows", False)
    return None if hides_follows or request.user.get_username() == username else stamp(contacts)


def stamp(rows: QuerySet) -> str:
    """It changes when a row is made or deleted, as a new one has the highest id. For rows that nothing else changes."""
    return "{newest} {number}".format(**rows.aggregate(newest=Max("pk"), number=Count("pk")))
