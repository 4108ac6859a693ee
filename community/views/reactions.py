from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from community import relations
from community.models import Bookmark, Like
from community.own_parts import likers_of
from gallery.models import ImagePage, ImageStats
from web.errors import HttpError
from web.requests import came_from, parse_id

from .state import StateView


class PictureStateView(StateView):
    def get_target(self):
        pictures = ImagePage.objects.visible_to(self.request)
        if picture := pictures.filter(pk=parse_id(self.kwargs["page_id"]) or 0).first():
            return picture
        raise HttpError(404, _("There is no such picture."))

    def change(self, action, target):
        try:
            super().change(action, target)
        except relations.Gone:
            raise HttpError(404, _("There is no such picture.")) from None

    def get_context(self, target):
        return {"pk": target.pk, "back": target.get_absolute_url(), **self.get_state(target)}


class LikeView(PictureStateView):
    """`?mark`: from a card. A form then leads back to that card; a script (static/js/like-marks.js) needs no answer."""

    actions = {"like": relations.like, "unlike": relations.unlike}
    rate_limits = {"like": "120/h"}
    template_name = "components/like_button.html"

    def get_state(self, target):
        liked = Like.objects.filter(member=self.request.user, page=target).exists()
        return {"liked": liked, "likes": ImageStats.objects.get(pk=target.pk).likes}

    def get_context(self, target):
        context = super().get_context(target)
        return {**context, **likers_of(target.pk, context["likes"]), "follows_like": True}

    def answer(self, target):
        if "mark" not in self.request.GET:
            return super().answer(target)
        if self.request.htmx:
            return HttpResponse(status=204)
        return redirect(f"{came_from(self.request) or target.get_parent().get_url()}#picture-{target.pk}")


class BookmarkView(PictureStateView):
    actions = {"bookmark": relations.bookmark, "unbookmark": relations.unbookmark}
    rate_limits = {"bookmark": "120/h"}
    template_name = "components/bookmark_button.html"

    def get_state(self, target):
        bookmarked = Bookmark.objects.filter(member=self.request.user, page=target).exists()
        return {"bookmarked": bookmarked, "bookmarks": ImageStats.objects.get(pk=target.pk).bookmarks}
