"""Use cases of the forms: keep what was sent, note that it was answered, and forget it in time."""

from cms.welcome.services.forget_form_answers import KEPT_FOR, forget_form_answers
from cms.welcome.services.keep_form_answer import keep_form_answer
from cms.welcome.services.mark_answered import mark_answered, mark_unanswered

__all__ = ["KEPT_FOR", "forget_form_answers", "keep_form_answer", "mark_answered", "mark_unanswered"]
