from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("community", "0008_photos_collection_noted")]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                models.OrderBy(models.F("created"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="contacts_newest",
            ),
        ),
    ]
