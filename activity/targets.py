"""What something can be done to: every model whose manager has `for_feed(viewer)`.

`for_feed` answers the rows that this viewer may see, with all that a feed item shows of them.
"""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.models import Page


def target_models() -> list[type[Any]]:
    return [model for model in apps.get_models() if hasattr(model._default_manager, "for_feed")]


def content_types() -> dict[type[Any], ContentType]:
    return ContentType.objects.get_for_models(*target_models())


def limit() -> Q:
    """For `limit_choices_to`: the content types of targets. Makes no query: `migrate` calls it before any table."""
    allowed = Q(pk__in=[])
    for model in target_models():
        allowed |= Q(app_label=model._meta.app_label, model=model._meta.model_name)
    return allowed


def target_reference(target: Model | None) -> dict:
    """An action's fields for this target: {"target_ct": its content type, "target_id": its id}, both None without one.

    A picture that was loaded as a plain `Page` is an ImagePage here too. Raises ValueError for what cannot be a target.
    """
    if target is None:
        return {"target_ct": None, "target_id": None}
    content_type = target.cached_content_type if isinstance(target, Page) else ContentType.objects.get_for_model(target)
    if target.pk is None or content_type not in content_types().values():
        raise ValueError(f"Nothing is recorded about this: {target!r}")
    return {"target_ct": content_type, "target_id": target.pk}
