from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.loader import render_to_string

from web.own_parts import Ids, own_part


@own_part
def messages(request: HttpRequest, pks: Ids) -> dict:
    """What the member was told since the last page."""
    said = list(get_messages(request))
    return dict.fromkeys(pks, render_to_string("components/messages.html", {"messages": said})) if said else {}
