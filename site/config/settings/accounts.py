"""Who members are, how they sign up and sign in, and how mail reaches them."""

import environ

env = environ.Env()

AUTH_USER_MODEL = "community.Member"
CSRF_FAILURE_VIEW = "web.errors.csrf_failure"
# Without Redis, limits go on in the database (redis_servers/resilient_cache.py); without both, nothing is limited.
RATELIMIT_FAIL_OPEN = True
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

AUTHENTICATION_BACKENDS = ["community.backends.AuthenticationBackend"]

# Accounts. Everybody signs in at one place, where tries are limited: the admin's own sign-in leads there too (urls.py).
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Changed below /account/ alone, which asks for the current password and limits tries.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
ACCOUNT_ADAPTER = "community.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "community.forms.SignUpForm",
    "login": "community.forms.SignInForm",
    "change_password": "community.forms.ChangePasswordForm",
    "set_password": "community.forms.SetPasswordForm",
    "reset_password": "community.forms.ResetPasswordForm",
    "reset_password_from_key": "community.forms.NewPasswordForm",
    "add_email": "community.forms.ChangeEmailForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
DEVICE_COOKIE_NAME = "device"  # community/devices.py
ACCOUNT_RATE_LIMITS = {  # of wrong passwords (community/tries.py)
    "login_failed": "5/5m/key",  # for an account in one network
    "login_failed_account": "200/h/key",  # for an account: more than three networks may try
    "login_failed_network": "10/m/ip",
    "login_failed_device": "10/5m/key",  # for a browser that the member signed in from before
    "login_strangers": "30/m/ip",  # the right ones too
    "login": None,  # django-allauth's own of the same, which would stop known browsers
}

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("MAIL_FROM", default="Contact Sheet <noreply@localhost>")
EMAIL_TIMEOUT = 10
