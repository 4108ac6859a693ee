from wagtail.admin.panels import HelpPanel


class MissingAltText(HelpPanel):
    """A notice above the form, while there is a picture that says nothing to those who cannot see it."""

    def __init__(self, **kwargs):
        super().__init__(**{"template": "gallery/admin/missing_alt_text.html", **kwargs})

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self):
            page = self.instance
            return super().is_shown() and page.image_id is not None and page.image.lacks_alt_text
