from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.tags import TagField
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.images.utils import get_accept_attributes

from gallery.adding.pictures import Given
from gallery.models import ImagePage, Licence

from .page_form import ALT_TEXT, DECORATIVE, describe


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of them: a list. Whether each is a picture is not its business."""

    widget = FilesInput

    def clean(self, data, initial=None):
        return [super(Files, self).clean(each, initial) for each in data or [None]]


class GivenForm(forms.Form):
    """What is the same for all pictures that are dropped next."""

    tags = TagField(label=_("Tags"), required=False)
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence, initial=Licence.ALL_RIGHTS)
    credit = forms.CharField(
        label=_("Credit"),
        help_text=_("Who took them; left empty, what each file says"),
        max_length=ImagePage._meta.get_field("credit").max_length,
        required=False,
    )
    owner = forms.ModelChoiceField(
        label=_("Owner"),
        help_text=_("The username of the member to whom they belong; yours if it is left empty"),
        queryset=get_user_model().objects.filter(is_active=True),
        to_field_name="username",
        required=False,
        widget=forms.TextInput,
        error_messages={"invalid_choice": _("There is no such member.")},
    )

    def __init__(self, *args, may_give_away, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_give_away:
            del self.fields["owner"]

    @property
    def given(self) -> Given:
        known = self.cleaned_data
        return Given(tuple(known["tags"]), known["licence"], known.get("owner"), known["credit"])


class FilesForm(forms.Form):
    pictures = Files(label=_("Files"))
    pictures.widget.attrs |= {"multiple": True, "accept": f"{get_accept_attributes()},.zip"}


class AddedForm(forms.Form):
    """A picture that was added: what an editor says of each."""

    title = forms.CharField(label=_("Title"), max_length=255)
    alt_text = forms.CharField(
        label=ALT_TEXT,
        required=False,
        max_length=255,
        widget=AdminAutoHeightTextInput(attrs={"data-alt-text": ""}),
    )
    decorative = forms.BooleanField(
        label=DECORATIVE, required=False, widget=forms.CheckboxInput(attrs={"data-decorative": ""})
    )

    def __init__(self, data=None, *, page):
        self.page, image = page, page.image
        initial = {"title": page.title, "alt_text": image.description, "decorative": image.is_decorative}
        super().__init__(data, initial=initial, prefix=f"picture-{page.pk}")

    @property
    def was_sent(self) -> bool:
        """Whether it was on the page that was sent: others may have been added since."""
        return self.add_prefix("title") in self.data

    @property
    def lacks_alt_text(self) -> bool:
        return not (self["alt_text"].value() or self["decorative"].value())

    def save(self, editor) -> ImagePage:
        if {"alt_text", "decorative"} & set(self.changed_data):
            describe(self.page.image, self.cleaned_data)
            self.page.image.save(update_fields=["description", "is_decorative"])
        if "title" in self.changed_data:
            self.page.title = self.page.draft_title = self.cleaned_data["title"]
            self.page.save(clean=False)
            self.page.save_revision(user=editor, log_action=True)
        return self.page
