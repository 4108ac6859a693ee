"""What editors change of many pictures at once: tags, licence, credit, and whether they are ranked."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagField
from wagtail.admin.widgets import AdminTagWidget

from gallery.models import ImagePage, ImagePageTag, Licence
from gallery.popularity.exclusions import exclude

from .album_columns import thumbnail
from .bulk_actions import AlbumBulkAction
from .exclusions import ReasonForm, may_exclude
from .revising import may_revise, revise

SHOWN = 48  # pictures, beside which only their number is told


class PictureBulkAction(AlbumBulkAction):
    """Asks with the pictures in sight; those that may not be changed are named."""

    template_name = "gallery/admin/confirm_bulk.html"
    form_class = forms.Form  # Wagtail's asks about what is below the pages
    header_icon = "image"
    classes = frozenset()
    button: str | Promise = ""  # what it says; left out, the action's name

    @classmethod
    def is_offered_to(cls, user):
        """Whether it is among the buttons. What is not may not be done by its address either."""
        return True

    def dispatch(self, request, *args, **kwargs):
        if not self.is_offered_to(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def why_left(self):
        return gettext("These are left as they are, because they are no pictures, or you may not do this to them:")

    def check_perm(self, page):
        return may_revise(self.request.user, page)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        pictures = [item["item"] for item in context["items"]]
        shown = [{"page": page, "thumbnail": thumbnail(page)} for page in pictures[:SHOWN]]
        more = max(len(pictures) - SHOWN, 0)
        return context | {"shown": shown, "more": more, "action": self, "icon": self.header_icon}


class ChangeBulkAction(PictureBulkAction):
    """One that changes what is in the pictures' revisions."""

    @staticmethod
    def change(picture, cleaned):
        raise NotImplementedError

    @staticmethod
    def told(cleaned):
        """What is different now."""
        raise NotImplementedError

    def get_execution_context(self):
        return {**super().get_execution_context(), "cleaned": self.cleaned_form.cleaned_data}

    @classmethod
    def execute_action(cls, objects, user=None, cleaned=None, **kwargs):
        public = sum(revise(picture, user, lambda newest: cls.change(newest, cleaned)) for picture in objects)
        return public, len(objects) - public

    def get_success_message(self, num_public, num_drafts):
        changed = ngettext("%(number)d picture is changed.", "%(number)d pictures are changed.", num_public)
        drafts = ngettext(
            "%(number)d draft is changed; its picture is not published.",
            "%(number)d drafts are changed; their pictures are not published.",
            num_drafts,
        )
        said = [(changed, num_public), (drafts, num_drafts)]
        sentences = [text % {"number": number} for text, number in said if number]
        return " ".join([*sentences, self.told(self.cleaned_form.cleaned_data)])


class TagForm(forms.Form):
    tags = TagField(label=_("Tags"), widget=AdminTagWidget(tag_model=ImagePageTag.tag_model()))


class LicenceForm(forms.Form):
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence.choices)


class CreditForm(forms.Form):
    credit = forms.CharField(
        label=_("Credit"),
        help_text=_("Who took the picture. Left empty, the credit is removed."),
        max_length=ImagePage._meta.get_field("credit").max_length,
        required=False,
    )


class TagPictures(ChangeBulkAction):
    display_name = _("Tag")
    action_type = "tag"
    aria_label = _("Add tags to the selected pictures")
    header_icon = "tag"
    form_class = TagForm
    button = _("Add the tags")
    action_priority = 20

    @staticmethod
    def change(picture, cleaned):
        picture.tags.add(*cleaned["tags"])

    @staticmethod
    def told(cleaned):
        return gettext("Added: %(tags)s.") % {"tags": ", ".join(cleaned["tags"])}


class LicencePictures(ChangeBulkAction):
    display_name = _("Licence")
    action_type = "licence"
    aria_label = _("Set the licence of the selected pictures")
    form_class = LicenceForm
    button = _("Set the licence")
    action_priority = 40

    @staticmethod
    def change(picture, cleaned):
        picture.licence = cleaned["licence"]

    @staticmethod
    def told(cleaned):
        return gettext("Licence: %(licence)s.") % {"licence": Licence(cleaned["licence"]).label}


class CreditPictures(ChangeBulkAction):
    display_name = _("Credit")
    action_type = "credit"
    aria_label = _("Set the credit of the selected pictures")
    header_icon = "user"
    form_class = CreditForm
    button = _("Set the credit")
    action_priority = 50

    @staticmethod
    def change(picture, cleaned):
        picture.credit = cleaned["credit"]

    @staticmethod
    def told(cleaned):
        said = gettext("Credit: %(credit)s.") if cleaned["credit"] else gettext("The credit is removed.")
        return said % cleaned


class ExcludePictures(PictureBulkAction):
    display_name = _("Exclude from the ranking")
    action_type = "exclude"
    aria_label = _("Exclude the selected pictures from the ranking")
    header_icon = "view"
    form_class = ReasonForm
    action_priority = 80

    def check_perm(self, page):
        return isinstance(page, ImagePage) and may_exclude(self.request.user, page)

    def get_execution_context(self):
        return {**super().get_execution_context(), "reason": self.cleaned_form.cleaned_data["reason"]}

    @classmethod
    def execute_action(cls, objects, user=None, reason="", **kwargs):
        return sum(exclude(user, picture, reason) for picture in objects), 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        text = ngettext(
            "%(number)d picture is excluded from the ranking now.",
            "%(number)d pictures are excluded from the ranking now.",
            num_parent_objects,
        )
        return text % {"number": num_parent_objects}


OURS = [TagPictures, LicencePictures, CreditPictures, ExcludePictures]
