"""Deletes actions with their target, however that is deleted: by itself, in bulk, with a page above it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete

from .models import Action
from .targets import target_models


def connect():
    for model in target_models():
        post_delete.connect(delete_actions, sender=model, dispatch_uid=f"activity.{model._meta.label}")


def delete_actions(sender, instance, **kwargs):
    content_type = ContentType.objects.get_for_model(sender)
    Action.objects.filter(target_ct=content_type, target_id=instance.pk).delete()
