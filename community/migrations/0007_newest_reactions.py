from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0006_suspend_permission"),
        ("gallery", "0007_page_removals"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="bookmark",
            index=models.Index(
                models.OrderBy(models.F("created"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="bookmarks_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="like",
            index=models.Index(
                models.OrderBy(models.F("created"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="likes_newest",
            ),
        ),
    ]
