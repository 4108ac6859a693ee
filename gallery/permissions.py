"""What somebody may do with a picture's page."""

from wagtail.models.pages import PagePermissionTester


class PicturePermissionTester(PagePermissionTester):
    """Wagtail's, but below a picture is nothing: there is no need to ask the database, nor to sort it."""

    def can_delete(self, ignore_bulk=False):
        if not self.user.is_active or self.user.is_superuser:
            return self.user.is_active
        is_own = "add" in self.permissions and self.page.owner_id == self.user.pk
        is_theirs = "change" in self.permissions or is_own
        return is_theirs and ("publish" in self.permissions or not self.page.live)

    def can_reorder_children(self):
        return False
