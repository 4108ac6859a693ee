"""Editors put pictures on the front page and take them off it, many at once."""

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from gallery.admin.bulk_changes import PictureBulkAction
from gallery.models import ImagePage
from home.models import Choice, HomePage

CODENAME = "feature_pictures"


class FrontPageAction(PictureBulkAction):
    """By a permission of its own, so that the rest of the front page stays as it is.

    That is published with them where it was public as it is: nothing that is not finished goes along. Logged as an
    action of its own: the dashboard would offer an edit to them, as a page to go on with.
    """

    header_icon = "home"
    locked: str | Promise  # what is said where the front page is locked
    logged: str | Promise  # what its history says

    def __init__(self, request, model):
        super().__init__(request, model)
        self.home = HomePage.objects.first()  # there is at most one
        self.is_locked = not self.home or self.home.permissions_for_user(request.user).page_locked()

    @classmethod
    def is_offered_to(cls, user):
        return user.has_perm(f"home.{CODENAME}")

    @classmethod
    def log_action(cls):
        return f"home.{cls.action_type}"

    @property
    def why_left(self):
        return self.locked if self.is_locked else super().why_left

    def check_perm(self, page):
        return (
            not self.is_locked
            and isinstance(page, ImagePage)
            and page.permissions_for_user(self.request.user).can_edit()
        )

    def get_execution_context(self):
        return {**super().get_execution_context(), "home": self.home}

    @staticmethod
    def change(newest, pictures):
        """Changes the choices of the front page; answers how many."""
        raise NotImplementedError

    @staticmethod
    def told(number):
        """What was done to so many pictures, or that nothing was to do."""
        raise NotImplementedError

    @classmethod
    def execute_action(cls, objects, user=None, home=None, **kwargs):
        """Answers (how many, 1 if the front page is published so)."""
        is_public = home.live and not home.has_unpublished_changes
        newest = home.get_latest_revision_as_object()
        if not (number := cls.change(newest, objects)):
            return 0, int(is_public)
        revision = newest.save_revision(user=user, log_action=cls.log_action(), clean=False)
        if is_public:
            revision.publish(user=user, skip_permission_checks=True)
        return number, int(is_public)

    def get_success_message(self, number, is_public):
        is_draft = number and not is_public
        draft = gettext("The front page has to be published for others to see it.") if is_draft else ""
        return f"{self.told(number)} {draft}".strip()


class FeaturePictures(FrontPageAction):
    """Adds those that are not there yet at the end."""

    display_name = _("Feature on the front page")
    action_type = "feature"
    aria_label = _("Feature the selected pictures on the front page")
    logged = _("Pictures featured on the front page")
    action_priority = 70
    locked = _("The front page is locked, so that these cannot be added to it now:")

    @staticmethod
    def change(newest, pictures):
        there = {choice.picture_id for choice in newest.choices.all()}
        new = [picture for picture in pictures if picture.pk not in there]
        last = max((choice.sort_order or 0 for choice in newest.choices.all()), default=-1)
        newest.choices.add(*(Choice(picture=picture, sort_order=last + 1 + n) for n, picture in enumerate(new)))
        return len(new)

    @staticmethod
    def told(number):
        if not number:
            return gettext("They are among the editors’ choice already.")
        text = ngettext(
            "%(number)d picture is added to the front page.",
            "%(number)d pictures are added to the front page.",
            number,
        )
        return text % {"number": number}


class UnfeaturePictures(FrontPageAction):
    display_name = _("Take off the front page")
    action_type = "unfeature"
    aria_label = _("Take the selected pictures off the front page")
    logged = _("Pictures taken off the front page")
    action_priority = 75
    locked = _("The front page is locked, so that these cannot be taken off it now:")

    @staticmethod
    def change(newest, pictures):
        chosen = {picture.pk for picture in pictures}
        gone = [choice for choice in newest.choices.all() if choice.picture_id in chosen]
        newest.choices.remove(*gone)
        return len(gone)

    @staticmethod
    def told(number):
        if not number:
            return gettext("None of them is among the editors’ choice.")
        text = ngettext(
            "%(number)d picture is taken off the front page.",
            "%(number)d pictures are taken off the front page.",
            number,
        )
        return text % {"number": number}


def with_featured(pages):
    """Pages that know whether the front page shows them: `is_featured`."""
    return pages.annotate(is_featured=Exists(Choice.objects.filter(picture=OuterRef("pk"))))


ACTIONS = [FeaturePictures, UnfeaturePictures]
