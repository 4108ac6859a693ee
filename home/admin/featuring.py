"""Editors put pictures on the front page, many at once."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from gallery.admin.bulk_changes import PictureBulkAction
from gallery.models import ImagePage
from home.models import Choice, HomePage

CODENAME = "feature_pictures"


class FeaturePictures(PictureBulkAction):
    """By a permission of its own, so that the rest of the front page stays as it is.

    That is published with them where it was public as it is: nothing that is not finished goes along.
    """

    display_name = _("Feature on the front page")
    action_type = "feature"
    aria_label = _("Feature the selected pictures on the front page")
    header_icon = "home"
    action_priority = 70

    def __init__(self, request, model):
        super().__init__(request, model)
        self.home = HomePage.objects.first()  # there is at most one
        self.is_locked = not self.home or self.home.permissions_for_user(request.user).page_locked()

    @classmethod
    def is_offered_to(cls, user):
        return user.has_perm(f"home.{CODENAME}")

    @property
    def why_left(self):
        if self.is_locked:
            return gettext("The front page is locked, so that these cannot be added to it now:")
        return super().why_left

    def check_perm(self, page):
        return (
            not self.is_locked
            and isinstance(page, ImagePage)
            and page.permissions_for_user(self.request.user).can_edit()
        )

    def get_execution_context(self):
        return {**super().get_execution_context(), "home": self.home}

    @classmethod
    def execute_action(cls, objects, user=None, home=None, **kwargs):
        """Adds those that are not there yet at the end; answers (how many, 1 if the front page is published so)."""
        is_public = home.live and not home.has_unpublished_changes
        newest = home.get_latest_revision_as_object()
        there = {choice.picture_id for choice in newest.choices.all()}
        new = [picture for picture in objects if picture.pk not in there]
        if not new:
            return 0, int(is_public)
        last = max((choice.sort_order or 0 for choice in newest.choices.all()), default=-1)
        newest.choices.add(*(Choice(picture=picture, sort_order=last + 1 + n) for n, picture in enumerate(new)))
        revision = newest.save_revision(user=user, log_action=True, clean=False)
        if is_public:
            revision.publish(user=user, skip_permission_checks=True)
        return len(new), int(is_public)

    def get_success_message(self, num_new, is_public):
        if not num_new:
            return gettext("They are among the editors’ choice already.")
        text = ngettext(
            "%(number)d picture is added to the front page.",
            "%(number)d pictures are added to the front page.",
            num_new,
        )
        draft = "" if is_public else gettext("The front page has to be published for others to see it.")
        return f"{text % {'number': num_new}} {draft}".strip()
