from django.urls import path

from . import directory, feed_pages, profile, syndication, views

urlpatterns = [
    path("people/", directory.PeopleView.as_view(), name="people"),
    path("people/<str:username>/", directory.MemberView.as_view(), name="member"),
    path("people/<str:username>/followers/", directory.FollowersView.as_view(), name="followers"),
    path("people/<str:username>/following/", directory.FollowingView.as_view(), name="following"),
    path("people/<str:username>/likes/", directory.LikesView.as_view(), name="likes"),
    path("people/<str:username>/activity/", feed_pages.ActivityView.as_view(), name="member_activity"),
    path("people/<str:username>/rss/", syndication.ActivityRss(), name="member_rss"),
    path("people/<str:username>/atom/", syndication.ActivityAtom(), name="member_atom"),
    path("people/<str:username>/follow/", views.FollowView.as_view(), name="follow"),
    path("pictures/<str:page_id>/like/", views.LikeView.as_view(), name="like"),
    path("pictures/<str:page_id>/bookmark/", views.BookmarkView.as_view(), name="bookmark"),
    path("account/profile/", profile.ProfileView.as_view(), name="profile"),
    path("feed/", feed_pages.FeedView.as_view(), name="feed"),
    path("bookmarks/", directory.BookmarksView.as_view(), name="bookmarks"),
]
