from django.urls import path, register_converter

from . import directory, feed_pages, profile, syndication, views


class UsernameConverter:
    """Without the NUL character, which PostgreSQL refuses to look for."""

    regex = "[^/\\0]+"
    to_python = to_url = staticmethod(str)


register_converter(UsernameConverter, "username")

urlpatterns = [
    path("people/", directory.PeopleView.as_view(), name="people"),
    path("people/<username:username>/", directory.MemberView.as_view(), name="member"),
    path("people/<username:username>/followers/", directory.FollowersView.as_view(), name="followers"),
    path("people/<username:username>/following/", directory.FollowingView.as_view(), name="following"),
    path("people/<username:username>/likes/", directory.LikesView.as_view(), name="likes"),
    path("people/<username:username>/activity/", feed_pages.ActivityView.as_view(), name="member_activity"),
    path("people/<username:username>/rss/", syndication.ActivityRss(), name="member_rss"),
    path("people/<username:username>/atom/", syndication.ActivityAtom(), name="member_atom"),
    path("people/<username:username>/follow/", views.FollowView.as_view(), name="follow"),
    path("pictures/<str:page_id>/like/", views.LikeView.as_view(), name="like"),
    path("pictures/<str:page_id>/bookmark/", views.BookmarkView.as_view(), name="bookmark"),
    path("account/profile/", profile.ProfileView.as_view(), name="profile"),
    path("feed/", feed_pages.FeedView.as_view(), name="feed"),
    path("bookmarks/", directory.BookmarksView.as_view(), name="bookmarks"),
]
