from django.apps import apps
from django.conf import settings
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView, TemplateView
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern
from wagtail.views import serve

from community.shared_passwords import document_password, page_password
from community.views.sign_in import AdminSignInView
from gallery.feeds.sitemaps import SITEMAPS
from gallery.images.serving import rendition
from gallery.kept_pages import kept, stamp_of_rankings
from home.design import design, tokens_style
from home.health import health
from web.static_files import favicon

handler400 = "web.errors.bad_request"
handler500 = "web.errors.server_error"
handler429 = "community.accounts.too_many_tries"
to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    # Wagtail's two sign-ins, which have no limits, are ours; so is what asks for the password of a page or document.
    path("admin/login/", AdminSignInView.as_view()),
    path("_util/login/", to_sign_in),
    path("_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/", page_password),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/authenticate_with_password/<int:restriction_id>/", document_password),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("health/", health, name="health"),
    path("favicon.ico", favicon, name="favicon"),
    path("robots.txt", TemplateView.as_view(template_name="robots.txt", content_type="text/plain"), name="robots"),
    path("design/", design, name="design"),
    path("design/tokens.css", tokens_style, name="design_tokens"),
    path("language/", csrf_exempt(set_language), name="set_language"),
    path("account/", include("community.account_urls")),
    path("", include("home.urls")),
    path("", include("gallery.urls")),
    path("", include("community.urls")),
]

if getattr(settings, "SERVE_MEDIA", False):
    urlpatterns += [path("media/renditions/<str:name>", rendition, name="media")]

if apps.is_installed("debug_toolbar"):
    urlpatterns += [path("__debug__/", include("debug_toolbar.urls"))]

# Wagtail's own view, but pages are kept.
urlpatterns += [re_path(serve_pattern, kept(serve, vary=stamp_of_rankings), name="wagtail_serve")]
urlpatterns += [path("", include(wagtail_urls))]
