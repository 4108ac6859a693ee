"""Where members edit their own profile."""

import unicodedata

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.views.generic import UpdateView
from wagtail.models import Collection

from community.models import Member
from gallery.images.forms import PictureField
from gallery.models import GalleryImage
from web.export_safety import NOT_IN_XML

COLLECTION = "Members’ photos"


class ProfileForm(forms.ModelForm):
    # A text input: in one of type "url", browsers refuse "example.org", which is what people type.
    website = forms.URLField(
        label=_("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
    )
    new_photo = PictureField(label=_("Photo"), required=False)
    remove_photo = forms.BooleanField(label=_("Remove my photo"), required=False)

    class Meta:
        model = Member
        fields = ["display_name", "bio", "location", "website", "hide_likes", "hide_follows"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        if not self.instance.photo_id:
            del self.fields["remove_photo"]

    def clean_display_name(self):
        """A name that others can see and click: not only spaces and invisible characters, nor any control character."""
        name = self.cleaned_data["display_name"]
        categories = {unicodedata.category(each)[0] for each in name}
        is_visible = not categories.isdisjoint("LNPS")  # letters, numbers, punctuation, symbols
        if name and (not is_visible or NOT_IN_XML.search(name)):
            raise forms.ValidationError(_("A name has letters or signs that can be seen."), code="unseen")
        return name

    @transaction.atomic
    def save(self, commit=True):
        old_photo = self.instance.photo
        if file := self.cleaned_data["new_photo"]:
            self.instance.photo = store_photo(self.instance, file)
        elif self.cleaned_data.get("remove_photo"):
            self.instance.photo = None
        member = super().save(commit)
        if old_photo and old_photo != member.photo and not old_photo.pages.exists():
            old_photo.delete()
        return member


def store_photo(member: Member, file) -> GalleryImage:
    """Makes an image of the file, in a collection apart from the editors' pictures."""
    root = Collection.get_first_root_node()
    collection = root.get_children().filter(name=COLLECTION).first() or root.add_child(name=COLLECTION)
    return GalleryImage.objects.create(title=member.username, file=file, collection=collection, uploaded_by_user=member)


class ProfileView(LoginRequiredMixin, UpdateView):
    form_class = ProfileForm
    template_name = "community/profile_form.html"

    def get_object(self, queryset=None):
        return Member.objects.select_related("photo").get(pk=self.request.user.pk)

    def form_valid(self, form):
        messages.success(self.request, _("Your profile is saved."))
        return super().form_valid(form)
