"""Large albums that an editor deletes are deleted by the worker: hooks of Wagtail's own pages and bulk actions."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.utils import type_to_delete_confirmation
from wagtail.models import Page, ReferenceIndex

from gallery.removing import is_large, remove_later


def delete_later(request, page):
    """For before_delete_page. Where Wagtail would ask again or refuse, that is left to Wagtail."""
    if request.method != "POST" or not is_large(page) or not type_to_delete_confirmation(request):
        return None
    if ReferenceIndex.get_references_to(page).group_by_source_object().is_protected:
        return None
    _remove(request, page)
    next_url = get_valid_next_url_from_request(request)
    return redirect(next_url) if next_url else redirect("wagtailadmin_explore", page.get_parent().pk)


def delete_selected_later(request, action_type, pages, action):
    """For before_bulk_action: if one of the pages is large, all of them wait for the worker."""
    if action_type != "delete" or not issubclass(action.model, Page) or not any(map(is_large, pages)):
        return None
    for page in pages:
        _remove(request, page)
    return redirect(action.next_url)


def _remove(request, page):
    remove_later(page, request.user)
    title = page.get_admin_display_title()
    messages.success(request, _("“%(page)s” is being deleted. Nobody sees it any more.") % {"page": title})
