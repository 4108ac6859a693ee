from django.utils.translation import gettext as _

from gallery.models import ImagePage, ImageStats

from . import relations
from .changes import ChangeView, Refusal, number
from .models import Bookmark, Contact, Like, Member


class PictureChangeView(ChangeView):
    def get_target(self):
        pictures = ImagePage.objects.visible_to(self.request)
        if picture := pictures.filter(pk=number(self.kwargs["page_id"]) or 0).first():
            return picture
        raise Refusal(404, _("There is no such picture."))

    def change(self, action, target):
        try:
            super().change(action, target)
        except relations.Gone:
            raise Refusal(404, _("There is no such picture.")) from None

    def get_context(self, target):
        return {"page": target, **self.get_state(target)}


class LikeView(PictureChangeView):
    actions = {"like": relations.like, "unlike": relations.unlike}
    limited = {"like": "120/h"}
    template_name = "components/like_button.html"

    def get_state(self, target):
        liked = Like.objects.filter(member=self.request.user, page=target).exists()
        return {"liked": liked, "likes": ImageStats.objects.get(pk=target.pk).likes}


class BookmarkView(PictureChangeView):
    actions = {"bookmark": relations.bookmark, "unbookmark": relations.unbookmark}
    template_name = "components/bookmark_button.html"

    def get_state(self, target):
        bookmarked = Bookmark.objects.filter(member=self.request.user, page=target).exists()
        return {"bookmarked": bookmarked, "bookmarks": ImageStats.objects.get(pk=target.pk).bookmarks}


class FollowView(ChangeView):
    actions = {"follow": relations.follow, "unfollow": relations.unfollow}
    limited = {"follow": "60/h"}
    template_name = "components/follow_button.html"

    def get_target(self):
        if member := Member.objects.active().filter(username=self.kwargs["username"]).first():
            return member
        raise Refusal(404, _("There is no such member."))

    def change(self, action, target):
        try:
            super().change(action, target)
        except ValueError:
            raise Refusal(400, _("Nobody follows themselves.")) from None
        except relations.Gone:
            raise Refusal(404, _("There is no such member.")) from None

    def get_state(self, target):
        following = Contact.objects.filter(user_from=self.request.user, user_to=target).exists()
        return {"following": following, "followers": Member.objects.get(pk=target.pk).followers_count}

    def get_context(self, target):
        return {"member": target, **self.get_state(target)}
