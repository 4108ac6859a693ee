from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0005_photos_collection"),
        ("gallery", "0007_page_removals"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="member",
            options={
                "permissions": [("suspend_member", "Can suspend members")],
                "verbose_name": "member",
                "verbose_name_plural": "members",
            },
        ),
    ]
