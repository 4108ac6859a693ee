"""The one gate: who may see which pages."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Self

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.query import PageQuerySet

from .content import Content, current_content, site_of


def default_site(_content: Content) -> Site:
    return Site.objects.select_related("root_page").get(is_default_site=True)


@dataclass
class Viewer:
    """Somebody who looks at a site. Use the same one for a whole request: it asks once for what is private."""

    user: AbstractUser | AnonymousUser
    find_site: Callable[[Content], Site | None]
    passed_restrictions: tuple = ()

    @classmethod
    def of(cls, who: Any) -> "Viewer":
        """who: a request, a member, an AnonymousUser, None (a stranger) or a Viewer.

        Only a request knows which page passwords were given, and its site. Without one it is the default site.
        """
        if isinstance(who, cls):
            return who
        if isinstance(who, HttpRequest):
            return cls._of_request(who)
        return cls(who or AnonymousUser(), default_site)

    @classmethod
    def stranger_at(cls, site: Site) -> "Viewer":
        return cls(AnonymousUser(), lambda content: site)

    @classmethod
    def stranger(cls, request: HttpRequest) -> "Viewer":
        """Anybody at the request's site, whoever asks: for feeds and the sitemap, which others show to others."""
        return cls(AnonymousUser(), partial(site_of, request))

    @classmethod
    def _of_request(cls, request: Any) -> "Viewer":
        if not hasattr(request, "gallery_viewer"):
            session = getattr(request, "session", {})
            passed = session.get(PageViewRestriction.passed_view_restrictions_session_key, ())
            user = getattr(request, "user", None) or AnonymousUser()
            request.gallery_viewer = cls(user, partial(site_of, request), tuple(passed))
        return request.gallery_viewer

    @cached_property
    def site(self) -> Site | None:
        return self.find_site(self.content)

    @cached_property
    def content(self) -> Content:
        return current_content()

    @cached_property
    def closed_paths(self) -> list[str]:
        """Tree paths of the pages below which this viewer sees nothing."""
        restrictions = (each.page.path for each in self.content.restrictions if not self._passes(each))
        return list(dict.fromkeys([*self.content.removed, *restrictions]))

    @property
    def sees(self) -> tuple:
        """What a key is made of: of equal ones, the same pages of a site are shown."""
        return self.content.version, self.content.next_expiry, *self.closed_paths

    def _passes(self, restriction: PageViewRestriction) -> bool:
        if restriction.restriction_type == PageViewRestriction.PASSWORD:
            return restriction.pk in self.passed_restrictions
        if restriction.restriction_type == PageViewRestriction.GROUPS:
            groups = {group.pk for group in restriction.groups.all()}
            return self.user.is_superuser or not self._groups.isdisjoint(groups)
        return self.user.is_authenticated

    @cached_property
    def _groups(self) -> set[int]:
        """Those of the user: none for a stranger."""
        return set(self.user.groups.values_list("pk", flat=True))


def visible(pages: PageQuerySet, viewer: Any) -> PageQuerySet:
    """Those of the pages that the viewer may see now on their site; `viewer` as in `Viewer.of`.

    Expiry goes by the clock: to Wagtail's `live()` an expired page is live until a job has unpublished it.
    """
    viewer = Viewer.of(viewer)
    seen = published(pages, viewer.site)
    for path in viewer.closed_paths:
        seen = seen.exclude(path__startswith=path)
    return seen


def published(pages: PageQuerySet, site: Site | None) -> PageQuerySet:
    """Those of the pages that are out now on this site, whoever may see them."""
    if site is None:
        return pages.none()
    out = pages.live().descendant_of(site.root_page, inclusive=True)
    return out.filter(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))


def visible_ancestors(page: Page, viewer: Any) -> PageQuerySet:
    """The pages above this one, below the front page, that the viewer may see: the outermost first."""
    viewer = Viewer.of(viewer)
    above = visible(Page.objects.ancestor_of(page), viewer)
    return above.exclude(pk=viewer.site and viewer.site.root_page_id).order_by("depth")


class GatedQuerySet(PageQuerySet):
    def visible_to(self, viewer: Any) -> Self:
        return visible(self, viewer)

    def newest(self) -> Self:
        """Latest published first; of two published at once, the later made."""
        return self.order_by("-first_published_at", "-pk")


class AddressMixin:
    def get_absolute_url(self) -> str:
        return self.get_url()  # type: ignore[attr-defined]  # the page has it

    def serve_password_required_response(self, request: HttpRequest, form: Any, action_url: str) -> HttpResponse:
        """404 where the password opens nothing: the form's address takes the id of any page."""
        page: Any = self
        is_out = published(Page.objects.filter(pk=page.pk), Viewer.of(request).site).exists()
        is_removed = page.path.startswith(Viewer.of(request).content.removed)
        if not is_out or is_removed or form.restriction not in page.get_view_restrictions():
            raise Http404
        return super().serve_password_required_response(request, form, action_url)  # type: ignore[misc]
