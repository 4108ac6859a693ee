"""The first step of a new member, to which the sign-up leads (community/adapters.py) and nothing else."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import TemplateView

from community.models import Contact, Like, Member
from gallery.frames import with_frames
from gallery.newest import NewestPictures, picture_pages
from gallery.visibility import Viewer

WANTED = 3  # people to follow, and pictures to circle
PEOPLE_SHOWN, PICTURES_SHOWN = 8, 18


class WelcomeView(LoginRequiredMixin, TemplateView):
    """`?next=`: where the member was when they signed up."""

    template_name = "community/welcome.html"

    def get_context_data(self, **kwargs):
        viewer = Viewer.of(self.request)
        return super().get_context_data(
            wanted=WANTED,
            followed=min(WANTED, Contact.objects.filter(user_from=self.request.user)[:WANTED].count()),
            circled=min(WANTED, Like.objects.filter(member=self.request.user)[:WANTED].count()),
            people=self.get_people(viewer),
            pictures=NewestPictures(picture_pages(viewer))[:PICTURES_SHOWN],
            back=self.get_back(),
            **kwargs,
        )

    def get_people(self, viewer):
        """The most followed who have pictures, in an order that does not change when one of them is followed."""
        others = Member.objects.active().exclude(pk=self.request.user.pk)
        people = with_frames(others.most_followed().with_photo().with_frame_ids(viewer)[:PEOPLE_SHOWN])
        with_pictures = [member for member in people if member.frames]
        return sorted(with_pictures if len(with_pictures) >= WANTED else people, key=lambda member: member.pk)

    def get_back(self):
        url = self.request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(url, {self.request.get_host()}, self.request.is_secure())
        return url if is_ours and url != "/" else None
