from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView
from taggit.models import Tag

from .frames import frame_ids, with_frames
from .models import Heartbeat, ImagePage
from .models.pages import PICTURES_A_PAGE
from .popularity.explanation import explain, is_editor
from .popularity.periods import Period
from .popularity.ranking import most_viewed_page
from .visibility import Viewer

RANKING_LENGTH = 24
TAG_STRIPS = 12


class MostViewedView(TemplateView):
    """`?period=day|week|month|all`, `?page=`."""

    template_name = "gallery/most_viewed.html"

    def get_context_data(self, **kwargs):
        period = self.request.GET.get("period") or Period.WEEK
        if period not in Period:
            raise Http404("There is no such period.")
        period = Period(period)
        ranking = most_viewed_page(self.request, period, self.request.GET.get("page"), RANKING_LENGTH)
        if is_editor(self.request.user):
            ranking = explain(ranking, period)
            kwargs.update(is_editor=True, durable_until=Heartbeat.objects.last().get(Heartbeat.Name.FLUSH))
        return super().get_context_data(
            period=period,
            periods=Period,
            ranking=ranking,
            rows=ranking.rows,
            from_database=ranking.from_database,
            **kwargs,
        )


class PictureListView(TemplateView):
    """A paged list of pictures: `?page=` beyond the end shows the last page, nonsense the first."""

    def get_pictures(self, viewer):
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        paginator = Paginator(self.get_pictures(Viewer.of(self.request)), PICTURES_A_PAGE)
        return super().get_context_data(pictures=paginator.get_page(self.request.GET.get("page")), **kwargs)


class TagView(PictureListView):
    template_name = "gallery/tag.html"

    def get_pictures(self, viewer):
        pictures = ImagePage.objects.visible_to(viewer).filter(tagged_items__tag=self.tag)
        return pictures.newest().for_cards()

    def get_context_data(self, **kwargs):
        if "\0" in kwargs["slug"]:  # PostgreSQL refuses it
            raise Http404("There is no such tag.")
        self.tag = get_object_or_404(Tag, slug=kwargs["slug"])
        context = super().get_context_data(tag=self.tag, **kwargs)
        if not context["pictures"]:  # the tags of hidden pictures are hidden too
            raise Http404("No picture has this tag.")
        return context


class TagListView(TemplateView):
    template_name = "gallery/tags.html"

    def get_context_data(self, **kwargs):
        tags = list(tags_for(self.request).order_by("name"))
        most_used = sorted(tags, key=lambda tag: tag.pictures, reverse=True)[:TAG_STRIPS]
        return super().get_context_data(tags=tags, most_used=with_strips(most_used, self.request), **kwargs)


def with_strips(tags: list[Tag], viewer) -> list[Tag]:
    """The tags of `tags_for`, each with `frames`: its newest pictures."""
    pictures = ImagePage.objects.visible_to(viewer).filter(tagged_items__tag=OuterRef("pk"))
    strips = Tag.objects.annotate(**frame_ids(pictures.order_by("-tagged_items__pk")))
    numbers = {tag.pk: tag.pictures for tag in tags}
    found = strips.in_bulk(numbers)
    for pk, tag in found.items():
        tag.pictures = numbers[pk]
    return with_frames(found[pk] for pk in numbers if pk in found)


def tags_for(viewer) -> QuerySet[Tag]:
    """Those of the pictures that the viewer may see, each with the number of these: `pictures`."""
    pictures = ImagePage.objects.visible_to(viewer).order_by().values("pk")
    tags = Tag.objects.filter(gallery_imagepagetag_items__content_object__in=pictures)
    return tags.exclude(slug="").annotate(pictures=Count("gallery_imagepagetag_items"))
