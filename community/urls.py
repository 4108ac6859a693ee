from django.urls import path, register_converter

from gallery.kept_pages import kept

from . import stamps, syndication
from .views import contacts, feed, members, profile, reactions, welcome


class UsernameConverter:
    """Without the NUL character, which PostgreSQL refuses to look for."""

    regex = "[^/\\0]+"
    to_python = to_url = staticmethod(str)


register_converter(UsernameConverter, "username")


urlpatterns = [
    path("people/", kept(members.PeopleView.as_view(), vary=stamps.of_people), name="people"),
    path("people/<username:username>/", kept(members.MemberView.as_view(), vary=stamps.of_likes), name="member"),
    path(
        "people/<username:username>/followers/",
        kept(members.FollowersView.as_view(), vary=stamps.of_followers),
        name="followers",
    ),
    path(
        "people/<username:username>/following/",
        kept(members.FollowingView.as_view(), vary=stamps.of_following),
        name="following",
    ),
    path("people/<username:username>/likes/", kept(members.LikesView.as_view(), vary=stamps.of_likes), name="likes"),
    path("people/<username:username>/activity/", feed.ActivityView.as_view(), name="member_activity"),
    path("people/<username:username>/rss/", syndication.ActivityRss(), name="member_rss"),
    path("people/<username:username>/atom/", syndication.ActivityAtom(), name="member_atom"),
    path("people/<username:username>/follow/", contacts.FollowView.as_view(), name="follow"),
    path("pictures/<str:page_id>/like/", reactions.LikeView.as_view(), name="like"),
    path("pictures/<str:page_id>/bookmark/", reactions.BookmarkView.as_view(), name="bookmark"),
    path("account/profile/", profile.ProfileView.as_view(), name="profile"),
    path("welcome/", welcome.WelcomeView.as_view(), name="welcome"),
    path("feed/", feed.FeedView.as_view(), name="feed"),
    path("bookmarks/", members.BookmarksView.as_view(), name="bookmarks"),
]
