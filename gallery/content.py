"""What decides who sees which pages, and until when: the same for all requests until the content changes."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.models.sites import get_site_for_hostname


@dataclass(frozen=True)
class Content:
    """version: as ContentVersion says. restrictions: all of Wagtail's. expiries: when pages will expire, sorted.

    removed: tree paths of the pages that are being deleted with what is below them, so that nobody sees anything there.
    """

    version: str
    restrictions: tuple[PageViewRestriction, ...]
    expiries: tuple[datetime, ...]
    removed: tuple[str, ...]

    @property
    def next_expiry(self) -> datetime | None:
        """It changes when a page expires, of which nothing else tells."""
        now = timezone.now()
        return next((each for each in self.expiries if each > now), None)


def current_content() -> Content:
    """One query, and three more where the content has changed."""
    return _content(apps.get_model("gallery.ContentVersion").objects.current())


@lru_cache(maxsize=4)
def _content(version: str) -> Content:
    restrictions = PageViewRestriction.objects.select_related("page").order_by("page__path")
    return Content(version, tuple(restrictions.prefetch_related("groups")), tuple(_expiries()), tuple(_removed()))


def site_of(request: HttpRequest, content: Content) -> Site | None:
    """The site that Wagtail finds for the request's host; None where there is none."""
    hostname, _port = split_domain_port(request.get_host())
    return _site_at(content.version, hostname, request.get_port())


@lru_cache(maxsize=64)
def _site_at(_version: str, hostname: str, port: str) -> Site | None:
    with suppress(Site.DoesNotExist):
        return get_site_for_hostname(hostname, port)
    return None


def _removed() -> QuerySet:
    return apps.get_model("gallery.PageRemoval").objects.order_by("page__path").values_list("page__path", flat=True)


def _expiries() -> QuerySet:
    to_come = Page.objects.filter(expire_at__gt=timezone.now()).order_by("expire_at")
    return to_come.values_list("expire_at", flat=True)
