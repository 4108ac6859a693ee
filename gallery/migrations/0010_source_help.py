import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("gallery", "0009_search_words")]

    operations = [
        migrations.AlterField(
            model_name="imagepage",
            name="source_url",
            field=models.URLField(
                blank=True,
                help_text="Address of the page on which the picture was found, if it comes from elsewhere",
                max_length=500,
                validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                verbose_name="source",
            ),
        )
    ]
