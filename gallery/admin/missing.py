"""Pictures that lack something that a picture should have."""

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from gallery.models import ImagePage, Licence
from web.big_lists import LONGEST


class Missing(TextChoices):
    ALT_TEXT = "alt-text", _("Alt text")
    CREDIT = "credit", _("Credit")
    LICENCE = "licence", _("Licence")

    @property
    def condition(self) -> Q:
        return {
            Missing.ALT_TEXT: Q(image__description="", image__is_decorative=False),
            Missing.CREDIT: Q(credit=""),
            Missing.LICENCE: Q(licence__in=["", Licence.ALL_RIGHTS]),  # what is said where nobody has chosen
        }[self]


def may_change(user, pages):
    """Those of the pictures, or albums, that the user may change."""
    if user.is_superuser:
        return pages.all()
    mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return pages.filter(pk__in=mine.order_by().values("pk"))


def number_missing(user, what: Missing) -> int:
    """How many of them lack it, counted to LONGEST at most."""
    return may_change(user, ImagePage.objects).filter(what.condition).order_by()[:LONGEST].count()
