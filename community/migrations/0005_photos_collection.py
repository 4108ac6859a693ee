from django.db import migrations
from django.db.models import F
from wagtail.models import Collection as PathHelper

COLLECTION = "Members’ photos"


def move(apps, schema_editor):
    """Photos that are no picture of the gallery go where new ones are stored (community/photos.py)."""
    collection_model, image_model = apps.get_model("wagtailcore", "Collection"), apps.get_model("gallery.GalleryImage")
    used = apps.get_model("community.Member").objects.exclude(photo=None).values("photo")
    photos = image_model.objects.filter(pk__in=used, pages=None).values_list("pk", flat=True)
    if photos := list(photos):
        found = collection_model.objects.filter(name=COLLECTION, depth=2).first() or make(collection_model)
        image_model.objects.filter(pk__in=photos).update(collection=found)


def make(collection_model):
    """As treebeard's `add_child`, which a model of a migration does not have."""
    root = collection_model.objects.get(depth=1)
    last = collection_model.objects.filter(depth=2).order_by("path").last()
    step = PathHelper._str2int(last.path[-PathHelper.steplen :]) + 1 if last else 1  # noqa: SLF001
    collection_model.objects.filter(pk=root.pk).update(numchild=F("numchild") + 1)
    path = PathHelper._get_path(root.path, 2, step)  # noqa: SLF001
    return collection_model.objects.create(name=COLLECTION, path=path, depth=2, numchild=0)


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0004_departures"),
        ("gallery", "0007_page_removals"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop, elidable=True)]
