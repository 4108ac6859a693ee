"""The record of actions, which Wagtail's groups of editors and moderators may read."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import activity.targets
import activity.verbs

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
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0001_squashed_0016_change_page_url_path_to_text_field"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(choices=activity.verbs.choices, max_length=40, verbose_name="what")),
                ("target_id", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="to what, by number")),
                (
                    "created",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="when"),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "target_ct",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        limit_choices_to=activity.targets.limit,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "action",
                "verbose_name_plural": "actions",
                "default_permissions": ["view"],
                "indexes": [
                    models.Index(
                        models.F("actor"),
                        models.F("verb"),
                        models.OrderBy(models.F("id"), descending=True),
                        name="actions_of_actor",
                    ),
                    models.Index(
                        models.F("verb"), models.OrderBy(models.F("id"), descending=True), name="actions_of_verb"
                    ),
                    models.Index(
                        models.F("target_ct"),
                        models.F("target_id"),
                        models.F("actor"),
                        models.F("verb"),
                        name="actions_on_target",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("target_ct", None), ("target_id", None)),
                            models.Q(("target_ct__isnull", False), ("target_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="target_whole_or_none",
                    )
                ],
            },
        ),
        migrations.RunPython(allow, migrations.RunPython.noop),
    ]
