"""Use cases of the forms: keep what was sent, and forget it in time."""

from cms.welcome.services.forget_form_answers import KEPT_FOR, forget_form_answers
from cms.welcome.services.keep_form_answer import keep_form_answer

__all__ = ["KEPT_FOR", "forget_form_answers", "keep_form_answer"]
