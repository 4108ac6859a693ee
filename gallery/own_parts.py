"""Parts of a picture's page that change more often than the content."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from web.own_parts import Ids, own_part

from .models import ImageStats


def stats_of(request: HttpRequest, pictures: Ids) -> dict[int | None, ImageStats]:
    """By the picture's id; asked for once a request."""
    known = request.__dict__.setdefault("image_stats", {})
    if unknown := pictures - known.keys():
        known.update(ImageStats.objects.in_bulk(unknown))
    return {pk: known[pk] for pk in pictures if pk in known}


@own_part
def views(request: HttpRequest, pictures: Ids) -> dict:
    """How often the picture was seen."""
    stats = stats_of(request, pictures)
    return {pk: render_to_string("components/view_count.html", {"views": each.views}) for pk, each in stats.items()}
