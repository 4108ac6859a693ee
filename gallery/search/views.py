from django.core.paginator import Paginator
from django.http import Http404
from django.views.generic import TemplateView
from taggit.models import Tag

from gallery.models import Licence
from gallery.models.pages import PICTURES_A_PAGE
from gallery.newest import NewestPictures, picture_pages
from gallery.views import TAG_STRIPS, tags_for, with_strips
from gallery.visibility import Viewer

from .finding import Search
from .suggestions import suggestions, tags_of, with_visible_pictures
from .words import query_of

NEWEST = 8
LONGEST_KEPT = {"q": 40, "licence": 20, "tag": 100}  # what many look for is short


class SearchView(TemplateView):
    """`?q=`, `?licence=`, `?tag=<slug>`, `?page=`: all may be left out. 404 for a licence or tag that there is not."""

    template_name = "gallery/search.html"

    def get_context_data(self, **kwargs):
        search = self.wanted()
        shown = self.found(search) if search.has_begun else self.to_begin_with(search)
        return super().get_context_data(search=search, query=search.query, **shown, **kwargs)

    def to_begin_with(self, search):
        tags = tags_for(search.viewer).order_by("-pictures", "name")[:TAG_STRIPS]
        licences = offered(search, search.numbers([]))
        return {"pictures": [], "licences": licences, "tags": with_strips(tags, search.viewer)}

    def wanted(self):
        viewer, arguments = Viewer.of(self.request), self.request.GET
        licence, slug = arguments.get("licence"), arguments.get("tag")
        if licence and licence not in Licence:
            raise Http404("There is no such licence.")
        tag = self.tag_called(slug, viewer) if slug else None
        return Search(viewer, query_of(arguments.get("q", "")), Licence(licence) if licence else None, tag)

    def tag_called(self, slug, viewer):
        """NUL, which PostgreSQL refuses, is in no slug."""
        tags = Tag.objects.none() if "\0" in slug else Tag.objects.filter(slug=slug)
        tag = with_visible_pictures(tags, viewer).first()
        if tag is None:
            raise Http404("No picture has this tag.")
        return tag

    def found(self, search):
        words, near, (pictures, licences) = search.words, "", self.page_of(search, search.words)
        if not pictures and search.near:
            words, near, (pictures, licences) = search.near, " ".join(search.near), self.page_of(search, search.near)
        suggested = suggestions(words, search.viewer) if pictures.number == 1 else {}
        newest = [] if pictures else NewestPictures(picture_pages(search.viewer))[:NEWEST]
        lists = {"pictures": pictures, "licences": licences, "newest": newest, "tags": tags_of(pictures or newest)}
        return {"near": near, **lists, **suggested}

    def page_of(self, search, words):
        """(a page of pictures, the licences that are offered)."""
        paginator, numbers = Paginator(search.pictures(words).for_cards(), PICTURES_A_PAGE), search.numbers(words)
        paginator.count = numbers.get(search.licence, 0) if search.licence else sum(numbers.values())
        return paginator.get_page(self.request.GET.get("page")), offered(search, numbers)


def offered(search, numbers):
    """The licences of which there are pictures, and the one that was chosen."""
    return [licence for licence in Licence if licence in numbers or licence == search.licence]
