from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """What others may do with a picture."""

    ALL_RIGHTS = "all-rights", _("All rights reserved")
    CC0_1 = "cc0-1.0", "CC0 1.0"
    CC_BY_3 = "cc-by-3.0", "CC BY 3.0"
    CC_BY_4 = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA_3 = "cc-by-sa-3.0", "CC BY-SA 3.0"
    CC_BY_SA_4 = "cc-by-sa-4.0", "CC BY-SA 4.0"
    CC_BY_NC_4 = "cc-by-nc-4.0", "CC BY-NC 4.0"
    CC_BY_NC_SA_4 = "cc-by-nc-sa-4.0", "CC BY-NC-SA 4.0"
    CC_BY_ND_4 = "cc-by-nd-4.0", "CC BY-ND 4.0"
    CC_BY_NC_ND_4 = "cc-by-nc-nd-4.0", "CC BY-NC-ND 4.0"
    LGPL_3 = "lgpl-3.0", "LGPL 3.0"
    PUBLIC_DOMAIN = "public-domain", _("Public domain")

    @property
    def allows_copies(self) -> bool:
        """Whether anybody may copy the picture and pass it on, with its credit."""
        return self is not Licence.ALL_RIGHTS

    @property
    def url(self) -> str:
        """Where the licence can be read; empty for those without a text of their own."""
        return URLS.get(self, "")


CREATIVE_COMMONS = "https://creativecommons.org/licenses"
URLS = {
    Licence.CC0_1: "https://creativecommons.org/publicdomain/zero/1.0/",
    Licence.CC_BY_3: f"{CREATIVE_COMMONS}/by/3.0/",
    Licence.CC_BY_4: f"{CREATIVE_COMMONS}/by/4.0/",
    Licence.CC_BY_SA_3: f"{CREATIVE_COMMONS}/by-sa/3.0/",
    Licence.CC_BY_SA_4: f"{CREATIVE_COMMONS}/by-sa/4.0/",
    Licence.CC_BY_NC_4: f"{CREATIVE_COMMONS}/by-nc/4.0/",
    Licence.CC_BY_NC_SA_4: f"{CREATIVE_COMMONS}/by-nc-sa/4.0/",
    Licence.CC_BY_ND_4: f"{CREATIVE_COMMONS}/by-nd/4.0/",
    Licence.CC_BY_NC_ND_4: f"{CREATIVE_COMMONS}/by-nc-nd/4.0/",
    Licence.LGPL_3: "https://www.gnu.org/licenses/lgpl-3.0.html",
    Licence.PUBLIC_DOMAIN: "https://creativecommons.org/publicdomain/mark/1.0/",
}
