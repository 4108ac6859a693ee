from collections import Counter

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.images.utils import get_allowed_image_extensions

from gallery.adding.archives import names_within
from gallery.adding.drafts import drafts_of, is_draft_of, publish
from gallery.adding.permissions import may_add, may_give_away
from gallery.images.forms import PictureField
from gallery.images.limits import EDITORS, Reason
from gallery.models import GalleryPage

from .answers import ADDED, BUSY, answer_to
from .forms import AddedForm, FilesForm, GivenForm

RETRY_AFTER = 2  # seconds, after which a busy machine is asked again


class AlbumView(WagtailAdminTemplateMixin, View):
    """The page of an album to which pictures are added."""

    template_name = "gallery/admin/add_pictures.html"
    page_title = gettext_lazy("Add pictures")
    header_icon = "upload"

    def dispatch(self, request, *args, album_id, **kwargs):
        self.album = get_object_or_404(GalleryPage, pk=album_id)
        if not may_add(request.user, self.album):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def given_form(self, *data):
        return GivenForm(*data, may_give_away=may_give_away(self.request.user, self.album))

    def drafts(self):
        return drafts_of(self.request.user, self.album)

    def get_page_subtitle(self):
        return self.album.get_admin_display_title()

    def get_context_data(self, **kwargs):
        field, may = PictureField(), self.album.permissions_for_user(self.request.user)
        kwargs.setdefault("given_form", self.given_form())
        added = kwargs.setdefault("added", [AddedForm(page=page) for page in self.drafts()])
        files_form = kwargs.setdefault("files_form", FilesForm())
        return super().get_context_data(
            album=self.album,
            media=kwargs["given_form"].media + files_form.media + AddedForm.base_fields["alt_text"].widget.media,
            help_text=field.help_text,
            extensions=" ".join(get_allowed_image_extensions()),
            bytes=EDITORS.bytes,
            undescribed=sum(form.lacks_alt_text for form in added),
            no_picture=field.refusals[Reason.NO_PICTURE],
            damaged=field.refusals[Reason.DAMAGED],
            too_big=field.refusals[Reason.TOO_MANY_BYTES],
            may_publish=may.can_publish_subpage(),
            has_workflow=self.album.has_workflow,
            **kwargs,
        )


class AddPicturesView(AlbumView):
    """Takes the files: from the script one in each request, whose answer is JSON; from a plain form all at once."""

    def get(self, request):
        return self.render_to_response(self.get_context_data())

    def post(self, request):
        given, files = self.given_form(request.POST), FilesForm(request.POST, request.FILES)
        is_script = request.accepts("application/json") and not request.accepts("text/html")
        if not (given.is_valid() and files.is_valid()):
            if is_script:
                wrong = [" ".join(form.errors.get(name, [])) for form, name in ((files, "pictures"), (given, "owner"))]
                return self.as_json(400, " ".join(wrong).strip(), **{"owner": wrong[1]} if wrong[1] else {})
            return self.render_to_response(self.get_context_data(given_form=given, files_form=files), status=400)
        found = self.answers(files.cleaned_data["pictures"], given.given)
        return self.told_to_script(found) if is_script else self.told_in_messages(found)

    def answers(self, files, given):
        for name, opened in names_within(files):
            yield name, answer_to(self.album, name, opened, self.request.user, given)

    def told_to_script(self, found):
        """The script opens zips itself, and sends one file each time."""
        _name, answer = next(found)
        row = ""
        # A known one may be a draft of an upload that was interrupted after its answer was on the way.
        if answer.page and is_draft_of(self.request.user, self.album, answer.page):
            row = render_to_string(
                "gallery/admin/added_picture.html", {"form": AddedForm(page=answer.page)}, self.request
            )
        return self.as_json(answer.status, answer.message, row)

    def as_json(self, status, message, row="", **more):
        headers = {"Retry-After": str(RETRY_AFTER)} if status == BUSY else {}
        return JsonResponse({"message": message, "row": row, **more}, status=status, headers=headers)

    def told_in_messages(self, found):
        found = list(found)
        number = sum(answer.status == ADDED for _name, answer in found)
        if others := [(name, answer.message) for name, answer in found if answer.status != ADDED]:
            messages.warning(self.request, format_html_join(mark_safe("<br>"), "{}: {}", others))
        if number:
            said = ngettext("%(number)d picture was added.", "%(number)d pictures were added.", number)
            messages.success(self.request, said % {"number": number})
        return redirect(self.request.path)


class AddedPicturesView(AlbumView):
    """Stores what was said of the pictures, and publishes them where that is asked for: in the order they are sent."""

    def get(self, request):
        return redirect("add_pictures", self.album.pk)

    def post(self, request):
        forms = [AddedForm(request.POST, page=page) for page in self.drafts()]
        sent = {name: place for place, name in enumerate(request.POST)}
        forms = sorted((form for form in forms if form.was_sent), key=lambda form: sent[form.add_prefix("title")])
        if [form for form in forms if not form.is_valid()]:
            messages.error(request, _("Nothing is saved yet: something is missing."))
            return self.render_to_response(self.get_context_data(added=forms), status=400)
        pages = [form.save(request.user) for form in forms]
        if request.POST.get("action") != "publish":
            return self.conclude(Counter(draft=len(pages)))
        return self.conclude(Counter(publish(page, request.user) for page in pages))

    def conclude(self, done):
        for what, number in done.items():
            if number:
                messages.success(self.request, said_of(what, number) % {"number": number})
        return redirect("add_pictures" if done["draft"] else "wagtailadmin_explore", self.album.pk)


def said_of(what, number):
    if what == "published":
        return ngettext("%(number)d picture is published.", "%(number)d pictures are published.", number)
    if what == "submitted":
        return ngettext(
            "%(number)d picture is submitted for moderation.",
            "%(number)d pictures are submitted for moderation.",
            number,
        )
    return ngettext("%(number)d draft is saved.", "%(number)d drafts are saved.", number)
