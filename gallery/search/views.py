from django.core.paginator import Paginator
from django.http import Http404
from django.views.generic import TemplateView
from taggit.models import Tag

from gallery.models import Licence
from gallery.models.pages import PICTURES_A_PAGE
from gallery.newest import NewestPictures, picture_pages
from gallery.views import tags_for
from gallery.visibility import Viewer

from .finding import Search
from .suggestions import suggestions, tags_of, with_visible_pictures
from .words import query_of

TAGS_TO_BEGIN_WITH = 40
NEWEST = 12
LONGEST_KEPT = {"q": 40, "licence": 20, "tag": 100}  # what many look for is short


class SearchView(TemplateView):
    """`?q=`, `?licence=`, `?tag=<slug>`, `?page=`: all may be left out. 404 for a licence or tag that there is not."""

    template_name = "gallery/search.html"

    def get_context_data(self, **kwargs):
        search = self.wanted()
        context = {"search": search, "query": search.query, "licences": Licence}
        if not search.has_begun:
            tags = tags_for(search.viewer).order_by("-pictures", "name")[:TAGS_TO_BEGIN_WITH]
            return super().get_context_data(pictures=[], tags=tags, **context, **kwargs)
        return super().get_context_data(**context, **self.found(search), **kwargs)

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
        words, near, pictures = search.words, "", self.page_of(search, search.words)
        if not pictures and search.near:
            words, near, pictures = search.near, " ".join(search.near), self.page_of(search, search.near)
        suggested = suggestions(words, search.viewer) if pictures.number == 1 else {}
        newest = [] if pictures else NewestPictures(picture_pages(search.viewer))[:NEWEST]
        return {"pictures": pictures, "near": near, "newest": newest, "tags": tags_of(pictures or newest), **suggested}

    def page_of(self, search, words):
        paginator = Paginator(search.pictures(words).for_cards(), PICTURES_A_PAGE)
        return paginator.get_page(self.request.GET.get("page"))
