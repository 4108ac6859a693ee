"""The member's own profile, to edit."""

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
    # No <input type="url">: browsers refuse an address without its scheme there, which is all that people remember.
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
        """Others see and click it: it has something to be seen, and nothing that is no character of a text."""
        name = self.cleaned_data["display_name"]
        kinds = {unicodedata.category(each)[0] for each in name}
        if name and (kinds.isdisjoint("LNPS") or NOT_IN_XML.search(name)):
            raise forms.ValidationError(_("A name has letters or signs that can be seen."), code="unseen")
        return name

    @transaction.atomic
    def save(self, commit=True):
        before = self.instance.photo
        if file := self.cleaned_data["new_photo"]:
            self.instance.photo = keep_photo(self.instance, file)
        elif self.cleaned_data.get("remove_photo"):
            self.instance.photo = None
        member = super().save(commit)
        if before and before != member.photo and not before.pages.exists():
            before.delete()
        return member


def keep_photo(member: Member, file) -> GalleryImage:
    """The file as an image of its own, apart from the editors' pictures."""
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
