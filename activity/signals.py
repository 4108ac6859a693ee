"""An action goes with its target, however that is deleted: by itself, in bulk, with a page above it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete

from .models import Action
from .targets import kinds


def connect():
    for model in kinds():
        post_delete.connect(forget, sender=model, dispatch_uid=f"activity.{model._meta.label}")


def forget(sender, instance, **kwargs):
    where = {"target_ct": ContentType.objects.get_for_model(sender), "target_id": instance.pk}
    Action.objects.filter(**where).delete()
