"""The way a text takes to the reader: somebody writes, somebody else reads it and says yes."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from matching.models import Offer

WAGTAILS_OWN = "Moderators approval"
WAGTAILS_MODERATORS = "Moderators"
NAME = "Freigabe"


def ensure_approval(*, approvers: list[Group]) -> Workflow:
    """See to it that pages and offers wait for one of these groups; safe to run again; editors' own workflows stay.

    Wagtail brings a workflow whose approvers nobody is; it becomes ours. Approvers that somebody has chosen stay.
    """
    workflow = Workflow.objects.filter(name__in=[NAME, WAGTAILS_OWN]).order_by("pk").first()
    workflow = workflow or Workflow.objects.create(name=NAME)
    tasks = GroupApprovalTask.objects.filter(workflow_tasks__workflow=workflow)
    task = tasks.order_by("workflow_tasks__sort_order").first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=NAME)
        WorkflowTask.objects.create(workflow=workflow, task=task)
    if not task.groups.exclude(name=WAGTAILS_MODERATORS).exists():
        task.groups.set(approvers)
    for record in (workflow, task):
        if record.name == WAGTAILS_OWN:
            record.name = NAME
            record.save(update_fields=["name"])
    WorkflowPage.objects.get_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
    offers = ContentType.objects.get_for_model(Offer)
    WorkflowContentType.objects.get_or_create(content_type=offers, defaults={"workflow": workflow})
    return workflow
