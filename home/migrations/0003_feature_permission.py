"""Both roles feature pictures on the front page, which they cannot edit otherwise."""

from django.db import migrations

ROLES = ["Gallery editors", "Moderators"]
CODENAME, NAME = "feature_pictures", "Can feature pictures on the front page"


def give(apps, schema_editor):
    """Django makes permissions after all migrations, so this one is made here, as Django would."""
    Permission = apps.get_model("auth", "Permission")
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="home", model="homepage"
    )
    permission, _made = Permission.objects.get_or_create(content_type=kind, codename=CODENAME, defaults={"name": NAME})
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("home", "0002_roles")]

    operations = [
        migrations.AlterModelOptions(
            name="homepage",
            options={
                "permissions": [(CODENAME, NAME)],
                "verbose_name": "home page",
                "verbose_name_plural": "home pages",
            },
        ),
        migrations.RunPython(give, migrations.RunPython.noop),
    ]
