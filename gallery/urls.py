from django.urls import path

from . import views
from .feeds import oembed, syndication
from .kept_pages import kept, stamp_of_rankings
from .search.views import LONGEST_KEPT, SearchView

urlpatterns = [
    path("oembed/", oembed.OEmbedView.as_view(), name="oembed"),
    path("most-viewed/", kept(views.MostViewedView.as_view(), vary=stamp_of_rankings), name="most_viewed"),
    path("search/", kept(SearchView.as_view(), arguments=LONGEST_KEPT), name="search"),
    path("newest/rss/", syndication.NewestRss(), name="newest_rss"),
    path("newest/atom/", syndication.NewestAtom(), name="newest_atom"),
    path("tags/", kept(views.TagListView.as_view()), name="tags"),
    path("tags/<str:slug>/", kept(views.TagView.as_view()), name="tag"),
]
