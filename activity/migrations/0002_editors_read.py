"""Wagtail's groups of editors and moderators may read the record."""

from django.db import migrations

GROUPS = ["Editors", "Moderators"]


def allow(apps, schema_editor):
    # Django makes permissions after all migrations, so this one is made here, as Django would.
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="activity", model="action"
    )
    permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="view_action", defaults={"name": "Can view action"}
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("activity", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0001_squashed_0016_change_page_url_path_to_text_field"),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop, elidable=True)]
