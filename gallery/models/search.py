from django.db import models


class SearchWord(models.Model):
    """<word> stands in what search reads of some picture, or did: near words are looked for among these.

    Whoever shows one finds a picture by it first (gallery/search/near_words.py), as the picture may be hidden.
    """

    word = models.CharField(max_length=40, primary_key=True)
    key = models.CharField(max_length=160)  # what is compared (words.key_of); on PostgreSQL with an index of trigrams

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = []

    def __str__(self):
        return self.word


class OutdatedEntry(models.Model):
    """What search reads of <picture> has changed since its entry was written, and the worker writes it anew.

    Triggers make them (gallery/search/outdated.py), so no key points at the picture: it may go first.
    """

    picture = models.PositiveBigIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"picture {self.picture}"
