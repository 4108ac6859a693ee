"""Why a stranger is asked to sign in: said above the forms, of what they wanted to do or to see."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _

# By the action, which the links state as `?for=`, or by the name of the address that they wanted. Nothing else is said.
REASONS = {
    "like": _("To like this picture, sign in or sign up."),
    "bookmark": _("To bookmark this picture, sign in or sign up."),
    "follow": _("To follow this member, sign in or sign up."),
    "feed": _("To see your feed, sign in or sign up."),
    "bookmarks": _("To see your bookmarks, sign in or sign up."),
}


def sign_in_for(action: str | None, back: str) -> str:
    """The address of the sign-in that leads back, with the reason if the action is one."""
    query = {"next": back} | ({"for": action} if action in REASONS else {})
    return f"{reverse('account_login')}?{urlencode(query, safe='/')}"


class ReasonMixin:
    """For the pages on which one signs in or up; the link to the other one keeps the reason."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if name := reason_of(self.request):
            context |= {"reason": name, "said_reason": REASONS[name]}
            for link in {"login_url", "signup_url"} & context.keys():
                context[link] += f"{'&' if '?' in context[link] else '?'}for={name}"
        return context


def reason_of(request: HttpRequest) -> str | None:
    """The key in REASONS."""
    stated, wanted = (request.POST.get(name) or request.GET.get(name, "") for name in ("for", "next"))
    return next((name for name in (stated, _name_of(wanted)) if name in REASONS), None)


def _name_of(address):
    try:
        return resolve(urlsplit(address).path).url_name
    except (Resolver404, ValueError):
        return None
