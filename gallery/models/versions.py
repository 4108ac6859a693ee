"""Which version of the content there is: what pages show to everybody who may see them."""

from uuid import uuid4

from django.db import models
from django.db.models import Sum


class VersionManager(models.Manager):
    def current(self) -> str:
        """It changes in the transaction that changes the content, and never comes again.

        Ask before the content is read: what is made of it is then as new as the version, or newer.
        """
        number = self.aggregate(sum=Sum("number"))["sum"]
        return uuid4().hex if number is None else str(number)  # nothing was changed yet: what is kept finds no one


class ContentVersion(models.Model):
    """A random number, which triggers write anew at each change of the content (gallery/triggers.py).

    Random, so that a transaction that is rolled back leaves no number behind that comes again with other content. A row
    for each database connection, or nearly, so that no two that write wait for each other; the version is their sum.
    """

    connection = models.PositiveIntegerField(primary_key=True)
    number = models.BigIntegerField()

    objects = VersionManager()

    def __str__(self):
        return f"{self.connection}: {self.number}"
