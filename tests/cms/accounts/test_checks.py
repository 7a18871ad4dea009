from cms.accounts import checks


def ids(found):
    return [message.id for message in found]


def test_cookies_of_a_deployment_are_bound_to_host_and_tls(settings):
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    good = ids(checks.check_cookies(None))

    settings.SESSION_COOKIE_SECURE = False
    settings.CSRF_COOKIE_NAME = "csrftoken"
    settings.SESSION_COOKIE_HTTPONLY = False

    assert good == []
    assert ids(checks.check_cookies(None)) == ["accounts.E001", "accounts.E001", "accounts.E002"]


def test_sessions_must_end(settings):
    good = ids(checks.check_sessions(None))

    settings.SESSION_IDLE_SECONDS = settings.SESSION_ABSOLUTE_SECONDS + 1

    assert good == []
    assert ids(checks.check_sessions(None)) == ["accounts.E003"]


def test_limits_must_count_across_processes(settings):
    settings.SETTINGS_MODULE = "cms.settings.production"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    assert ids(checks.check_limits(None)) == ["accounts.E004"]


def test_the_second_factor_must_be_asked_for(settings):
    good = ids(checks.check_second_factor(None))

    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]

    assert good == []
    assert ids(checks.check_second_factor(None)) == ["accounts.E005"]
