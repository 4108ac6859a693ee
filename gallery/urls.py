from django.urls import path

from . import views
from .feeds import oembed, syndication

urlpatterns = [
    path("oembed/", oembed.OEmbedView.as_view(), name="oembed"),
    path("most-viewed/", views.MostViewedView.as_view(), name="most_viewed"),
    path("search/", views.SearchView.as_view(), name="search"),
    path("newest/rss/", syndication.NewestRss(), name="newest_rss"),
    path("newest/atom/", syndication.NewestAtom(), name="newest_atom"),
    path("tags/", views.TagListView.as_view(), name="tags"),
    path("tags/<str:slug>/", views.TagView.as_view(), name="tag"),
]
