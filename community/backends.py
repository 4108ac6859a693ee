"""Who signs in: one password hash for every try, so that the time it takes tells nobody which accounts there are."""

from allauth.account import auth_backends
from allauth.account.internal.userkit import filter_users_by_email
from django.db.models import Exists, OuterRef

from . import usernames
from .models import Member


def find_member(username: str = "", email: str = "", **_rest: str) -> Member | None:
    """By the username however it is typed, else by the email address: who has verified it, else the first member."""
    member = Member.objects.filter(username_key=usernames.skeleton(username)).first() if username else None
    if member and usernames.normalize(member.username) == usernames.normalize(username):
        return member
    found = filter_users_by_email(email, prefer_verified=True, for_login=True) if email else []
    return min(found, key=lambda each: each.pk, default=None)


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """django-allauth's hashes once where nobody is found, but twice for an email address."""

    def get_user(self, user_id):
        """Told whether anybody granted them anything, so that pages ask nothing more of members who have none."""
        groups = Member.groups.through._default_manager.filter(member=OuterRef("pk"))
        permissions = Member.user_permissions.through._default_manager.filter(member=OuterRef("pk"))
        member = Member.objects.annotate(is_granted=Exists(groups) | Exists(permissions)).filter(pk=user_id).first()
        return member if member and self.user_can_authenticate(member) else None

    def _authenticate(self, request, **credentials):
        return self._check_password(find_member(**credentials), credentials["password"])
