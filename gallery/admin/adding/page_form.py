"""The one form of a picture: its file, its alt text and its page."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

from gallery.adding.images import collection_for, fill_in, free_slug, may_describe, store_image, title_of
from gallery.adding.known import pages_of
from gallery.images.child import hash_of
from gallery.images.forms import PictureField

ALT_TEXT = gettext_lazy("Alt text")
FOR_WHOM = gettext_lazy("For those who cannot see it: what is in the picture, in a sentence")
DECORATIVE = gettext_lazy("Decorative")
NO_NEED = gettext_lazy("It says nothing, and needs no alt text")
LEFT_EMPTY = gettext_lazy("Left empty: the file’s own title, or its name")


def already_there(page, editor) -> str:
    """That the gallery has a file, with a link to its picture where the editor may see it."""
    if editor is None or not page.permissions_for_user(editor).can_edit():
        return gettext("The gallery has this file already.")
    link = format_html('<a href="{}">{}</a>', reverse("wagtailadmin_pages:edit", args=[page.pk]), page.title)
    return format_html(gettext("The gallery has this file already: {picture}"), picture=link)


def describe(image, known: dict) -> None:
    """known: the values of a form's `alt_text` and `decorative`."""
    image.description, image.is_decorative = known["alt_text"], known["decorative"]


class NewPictureField(PictureField):
    """A file that the gallery has already is known by its bytes, mostly before anything of it is decoded."""

    def to_python(self, data):
        if data:
            self.refuse_known(hash_of(data))
        if clean := super().to_python(data):
            self.refuse_known(clean.upload_hash, clean)
        return clean

    def refuse_known(self, *hashes):
        if page := self.known(*hashes):
            raise forms.ValidationError(already_there(page, self.editor), code="known")


class PicturePageForm(WagtailAdminPageForm):
    """The title may be left empty where there is a file: it is the file's own, or its name."""

    file = NewPictureField(
        label=gettext_lazy("File"), required=False, widget=forms.FileInput(attrs={"class": "picture-drop"})
    )
    alt_text = forms.CharField(
        label=ALT_TEXT, help_text=FOR_WHOM, required=False, max_length=255, widget=AdminAutoHeightTextInput
    )
    decorative = forms.BooleanField(label=DECORATIVE, help_text=NO_NEED, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.image = self.instance.image if self.instance.image_id else None
        self.fields["file"].editor = self.for_user
        self.fields["file"].known = self.other_page_of
        self.fields["image"].required = False
        if self.image:
            self.initial |= {"alt_text": self.image.description, "decorative": self.image.is_decorative}
        else:
            self.fields["title"].required = self.fields["slug"].required = False
            self.fields["title"].widget.attrs["placeholder"] = LEFT_EMPTY
        if collection_for(self.for_user) is None:
            del self.fields["file"]
        if self.image and not may_describe(self.for_user, self.image):
            self.fields["alt_text"].disabled = self.fields["decorative"].disabled = True

    class Media:
        css = {"all": ["css/admin/add-pictures.css"]}

    def other_page_of(self, upload_hash, clean=None):
        return pages_of(upload_hash, clean).exclude(pk=self.instance.pk).first()

    def clean(self):
        known = super().clean()
        file = known.get("file")
        if file and not known.get("title"):
            known["title"] = title_of(file)
        if not (file or known.get("image") or "file" in self.errors):
            name = "file" if "file" in self.fields else "image"
            self.add_error(name, gettext("Drop a picture here, or choose one that is there already."))
        if known.get("title") and not known.get("slug") and "slug" not in self.errors:
            known["slug"] = free_slug(known["title"], self.parent_page)
        if not known.get("title") and "title" not in self.errors and "file" not in self.errors:
            self.add_error("title", self.fields["title"].error_messages["required"])
        return known

    @property
    def is_described(self):
        """Whether something new is said of the image, by somebody who may."""
        image, said = self.instance.image_id, {"alt_text", "decorative"} & set(self.changed_data)
        return bool(image and said) and may_describe(self.for_user, self.instance.image)

    def _post_clean(self):
        """So that the preview shows it; store() writes it."""
        super()._post_clean()
        if self.is_described:
            describe(self.instance.image, self.cleaned_data)

    def store(self):
        """Stores what belongs to the image. For the views that save the page afterwards, in their transaction."""
        known = self.cleaned_data
        if file := known.get("file"):
            facts = {"title": self.instance.title, "is_decorative": known["decorative"]}
            facts |= {"description": known["alt_text"]} if known["alt_text"] else {}
            self.instance.image = store_image(file, self.for_user, **facts)
            fill_in(self.instance, file)
            known["tags"] = known.get("tags") or list(file.exif.written.keywords)  # which save() would empty
        elif self.is_described:
            self.instance.image.save(update_fields=["description", "is_decorative"])

    def get_field_updates_for_resave(self):
        """After an autosave: the file is not sent again."""
        updates = super().get_field_updates_for_resave()
        if self.cleaned_data.get("file"):
            updates += [("file", ""), ("image", str(self.instance.image_id))]
        return updates
