"""Pages about members: who is here, what each of them shows and likes."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from community.models import Member
from gallery.frames import with_frames
from gallery.models import ImagePage
from gallery.newest import NewestPictures, picture_pages
from gallery.views import PictureListView
from gallery.visibility import Viewer

MEMBERS_A_PAGE = 24
ORDERS = {"newest": "newest", "followed": "most_followed", "name": "by_name"}
NEWEST_SHOWN = 12  # pictures of a member, before what they like and did
CIRCLED = 6  # pictures, on a profile
LONGEST_QUERY = 60  # characters; what is longer is cut


class MemberListView(TemplateView):
    """A paged list of active members."""

    def get_members(self):
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        members = self.get_members().with_photo().with_frame_ids(Viewer.of(self.request))
        page = Paginator(members, MEMBERS_A_PAGE).get_page(self.request.GET.get("page"))
        page.object_list = with_frames(page.object_list)
        return super().get_context_data(members=page, **kwargs)


class PeopleView(MemberListView):
    """`?q=` searches names; `?order=newest|followed|name`."""

    template_name = "community/people.html"

    def get_members(self):
        members = getattr(Member.objects.active(), ORDERS[self.order])()
        if self.query:
            members = members.filter(Q(username__icontains=self.query) | Q(display_name__icontains=self.query))
        return members

    def get_context_data(self, **kwargs):
        self.order = self.request.GET.get("order", "newest")
        if self.order not in ORDERS:
            raise Http404("There is no such order.")
        self.query = self.request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
        return super().get_context_data(order=self.order, orders=list(ORDERS), query=self.query, **kwargs)


class MemberPageMixin:
    """For the pages below /people/<username>/: 404 for a suspended member."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.member = get_object_or_404(Member.objects.active(), username=kwargs["username"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(member=self.member, **kwargs)

    def check_shown(self, hidden):
        """Raises Http404 where the member hides this page, and somebody else asks for it."""
        if self.is_hidden(hidden):
            raise Http404("This list is hidden.")

    def is_hidden(self, hidden):
        return hidden and self.request.user != self.member


class MemberView(MemberPageMixin, PictureListView):
    """The member's newest pictures and what they circled; what they did lately is put in at last (own_parts.py).

    `?page=` or `?show=pictures`: all pictures, a page at a time.
    """

    template_name = "community/member.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["is_overview"] = not {"page", "show"} & self.request.GET.keys()
        context["newest"] = context["pictures"].object_list[:NEWEST_SHOWN]
        if context["is_overview"]:
            context["circled"] = self.circled()
        return context

    def get_pictures(self, viewer):
        return NewestPictures(picture_pages(viewer).filter(owner=self.member))

    def circled(self):
        """The pictures of others that the member liked last, unless they hide them."""
        if self.is_hidden(self.member.hide_likes):
            return []
        return liked_by(self.member, self.request).exclude(owner=self.member)[:CIRCLED]


class LikesView(MemberPageMixin, PictureListView):
    template_name = "community/likes.html"

    def get_pictures(self, viewer):
        self.check_shown(self.member.hide_likes)
        return liked_by(self.member, viewer)


def liked_by(member, viewer):
    """The pictures, the one liked last first."""
    liked = ImagePage.objects.visible_to(viewer).filter(like__member=member)
    return liked.order_by("-like__created", "-like__pk").for_cards()


class FollowersView(MemberPageMixin, MemberListView):
    template_name = "community/followers.html"

    def get_members(self):
        self.check_shown(self.member.hide_follows)
        followers = Member.objects.active().showing_follows_to(self.request.user)
        followers = followers.filter(rel_from_set__user_to=self.member)
        return followers.order_by("-rel_from_set__created", "-rel_from_set__pk")


class FollowingView(MemberPageMixin, MemberListView):
    template_name = "community/following.html"

    def get_members(self):
        self.check_shown(self.member.hide_follows)
        followed = Member.objects.active().showing_follows_to(self.request.user)
        followed = followed.filter(rel_to_set__user_from=self.member)
        return followed.order_by("-rel_to_set__created", "-rel_to_set__pk")


class BookmarksView(LoginRequiredMixin, PictureListView):
    """The signed-in member's own, which nobody else sees."""

    template_name = "community/bookmarks.html"

    def get_pictures(self, viewer):
        bookmarked = ImagePage.objects.visible_to(viewer).filter(bookmark__member=self.request.user)
        return bookmarked.order_by("-bookmark__created", "-bookmark__pk").for_cards()
