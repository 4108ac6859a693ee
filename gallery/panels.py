from wagtail.admin.panels import HelpPanel


class PicturePanel(HelpPanel):
    """The picture as it is, above the form; and a notice while it says nothing to those who cannot see it."""

    def __init__(self, **kwargs):
        super().__init__(**{"template": "gallery/admin/picture_panel.html", **kwargs})

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and self.instance.image_id is not None
