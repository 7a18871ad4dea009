"""Logs: one line or one JSON object per event on standard error, without personal data (cms.core.log_lines)."""

from cms.settings.environment import env

_FORMATTERS = {"line": "cms.core.log_lines.LineFormatter", "json": "cms.core.log_lines.JsonFormatter"}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"chosen": {"()": _FORMATTERS[env.str("LOG_FORMAT", default="line")]}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "chosen"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    # Django's own would print on the console a second time, past our formatter.
    "loggers": {"django": {"handlers": [], "level": "NOTSET"}, "django.server": {"handlers": [], "propagate": True}},
}
