from urllib.parse import urlencode

from django.urls import reverse
from django.views.generic import RedirectView


class AdminSignInView(RedirectView):
    """From Wagtail's sign-in to ours, and from there to where somebody wanted to go in the admin."""

    def get_redirect_url(self, *args, **kwargs):
        wanted = self.request.GET.get("next") or reverse("wagtailadmin_home")
        return f"{reverse('account_login')}?{urlencode({'next': wanted}, safe='/')}"
