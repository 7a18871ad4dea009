"""The portal: what visitors read and editors write. The outermost layer; see docs/decisions for its rooms."""

from cms.celery import app as celery_app

__all__ = ["celery_app"]
