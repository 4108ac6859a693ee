"""Where members edit their own profile."""

import unicodedata

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.views.generic import UpdateView

from community.locks import lock_members
from community.models import Member
from community.photos import remove_photo, store_photo
from community.rates import check_rate
from gallery.images.forms import PictureField
from gallery.images.limits import MEMBERS_PHOTOS
from web.errors import HttpErrorMixin
from web.export_safety import NOT_IN_XML


class ProfileForm(forms.ModelForm):
    # A text input: in one of type "url", browsers refuse "example.org", which is what people type.
    website = forms.URLField(
        label=_("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
    )
    new_photo = PictureField(label=_("Photo"), required=False, limits=MEMBERS_PHOTOS)
    remove_photo = forms.BooleanField(label=_("Remove my photo"), required=False)

    field_order = ["new_photo", "remove_photo"]  # below the photo that they change

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
        lock_members([self.instance.pk])  # of several photos sent at once the last one stays, alone
        old_photo = Member.objects.select_related("photo").get(pk=self.instance.pk).photo
        self.instance.photo = self.chosen_photo(old_photo)
        member = super().save(commit)
        if old_photo and old_photo != member.photo:
            remove_photo(old_photo)
        return member

    def chosen_photo(self, old_photo):
        if file := self.cleaned_data["new_photo"]:
            return store_photo(self.instance, file)
        return None if self.cleaned_data.get("remove_photo") else old_photo


class ProfileView(HttpErrorMixin, LoginRequiredMixin, UpdateView):
    form_class = ProfileForm
    template_name = "community/profile_form.html"

    def get_object(self, queryset=None):
        return Member.objects.select_related("photo").get(pk=self.request.user.pk)

    def post(self, request, *args, **kwargs):
        if "new_photo" in request.FILES:
            check_rate(request, "photo", "10/h")  # also those that are refused: they cost the most
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        messages.success(self.request, _("Your profile is saved."))
        return super().form_valid(form)
