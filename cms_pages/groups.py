"""Who may do what in the admin. A migration makes the groups; staff may change them afterwards.

A change of this table reaches running copies through a new migration that calls `make_groups`.
"""

from typing import Any

ADMIN = ("wagtailadmin.access_admin",)
EDITOR = (
    *ADMIN,
    "cms_pages.add_announcement",
    "cms_pages.change_announcement",
    "cms_pages.view_announcement",
    "cms_pages.add_question",
    "cms_pages.change_question",
    "cms_pages.view_question",
)
PUBLISHER = (
    *EDITOR,
    "cms_pages.publish_announcement",
    "cms_pages.delete_announcement",
    "cms_pages.publish_question",
    "cms_pages.delete_question",
    "cms_pages.add_faqcategory",
    "cms_pages.change_faqcategory",
    "cms_pages.delete_faqcategory",
    "cms_pages.view_faqcategory",
    "accounts.view_termsversion",
    "accounts.change_termsversion",
    "wagtailredirects.add_redirect",
    "wagtailredirects.change_redirect",
    "wagtailredirects.delete_redirect",
)
SCREENER = (
    *ADMIN,
    "cast_portal.view_castapplication",
    "cast_portal.change_castapplication",
    "cast_portal.view_identitydocument",
    "cast_portal.add_screeningreason",
    "cast_portal.change_screeningreason",
    "cast_portal.view_screeningreason",
    "cast_portal.add_closedday",
    "cast_portal.change_closedday",
    "cast_portal.delete_closedday",
    "cast_portal.view_closedday",
    "cast_portal.view_cast",
)
OPERATIONS = (
    *ADMIN,
    "cast_portal.view_cast",
    "cast_portal.change_cast",
    "cast_portal.view_reservation",
    "cast_portal.change_reservation",
    "cast_portal.view_report",
    "cast_portal.change_report",
    "cast_portal.view_rankinvitation",
    "cast_portal.add_rankinvitation",
    "cast_portal.change_rankinvitation",
    "cast_portal.add_rank",
    "cast_portal.change_rank",
    "cast_portal.view_rank",
    "cast_portal.add_category",
    "cast_portal.change_category",
    "cast_portal.view_category",
    "cast_portal.add_closedday",
    "cast_portal.change_closedday",
    "cast_portal.delete_closedday",
    "cast_portal.view_closedday",
    "cast_portal.change_castportalsettings",
    "talk_rooms.view_talk",
    "talk_rooms.view_officecall",
    "talk_rooms.change_officecall",
    "talk_rooms.change_talkroomsettings",
    "guest_portal.view_review",
    "notices.view_mailtext",
    "notices.change_mailtext",
    "notices.view_outgoingmail",
    "notices.change_outgoingmail",
    "cms_pages.view_contactmessage",
    "cms_pages.change_contactmessage",
    "cms_pages.view_announcement",
    "cms_pages.change_newssettings",
)
ACCOUNTING = (
    *ADMIN,
    "payouts.view_claim",
    "payouts.change_claim",
    "payouts.view_bankaccount",
    "payouts.change_bankaccount",
    "payouts.view_transferbatch",
    "payouts.add_transferbatch",
    "payouts.change_transferbatch",
    "payouts.download_transferbatch",
    "payouts.view_reward",
    "payouts.change_payoutsettings",
)
GROUPS = {
    "編集者": EDITOR,
    "公開担当": PUBLISHER,
    "審査担当": SCREENER,
    "運営": OPERATIONS,
    "経理": ACCOUNTING,
}
# On the whole tree of pages, and on all pictures.
PAGE_RIGHTS = {
    "編集者": ("add", "change"),
    "公開担当": ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
}
PICTURE_RIGHTS = {"編集者": ("add", "change", "choose"), "公開担当": ("add", "change", "choose")}

APPROVERS = "公開担当"
WORKFLOW, TASK = "公開前の確認", "公開担当の確認"
SCREENERS = "審査担当"
SCREENING, SCREENING_STAGE = "キャスト審査", "書類と内容の確認"
MODERATED = (("cms_pages", "announcement"), ("cms_pages", "question"))
WAGTAILS_GROUPS = ("Editors", "Moderators")


def make_groups(apps: Any) -> None:
    """`apps` as a migration knows them. Again changes nothing; rights that staff gave stay."""
    Group = apps.get_model("auth", "Group")
    for name, rights in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*(permission(apps, right) for right in rights))
    for name, actions in PAGE_RIGHTS.items():
        for action in actions:
            give_pages(apps, Group.objects.get(name=name), action)
    for name, actions in PICTURE_RIGHTS.items():
        for action in actions:
            give_pictures(apps, Group.objects.get(name=name), action)


def permission(apps: Any, right: str) -> Any:
    """The row of an "app.action_model", which Django itself would only make later."""
    app, codename = right.split(".")
    action, _, model = codename.partition("_")
    if action == "bulk":
        action, _, model = codename.rpartition("_")
    kind = content_type(apps, app, model)
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": f"Can {action} {model}"}
    )
    return found


def content_type(apps: Any, app: str, model: str) -> Any:
    kinds = apps.get_model("contenttypes", "ContentType").objects
    return kinds.get_or_create(app_label=app, model=model)[0]


def give_pages(apps: Any, group: Any, action: str) -> None:
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1).first()
    if root:
        apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
            group=group, page=root, permission=permission(apps, f"wagtailcore.{action}_page")
        )


def give_pictures(apps: Any, group: Any, action: str) -> None:
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).first()
    if root:
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
            group=group,
            collection=root,
            permission=permission(apps, f"wagtailimages.{action}_image"),
        )


def make_workflow(apps: Any) -> None:
    """Editor → publisher, for all pages, announcements and questions."""
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1).first()
    tasks = apps.get_model("wagtailcore", "GroupApprovalTask").objects
    kind = content_type(apps, "wagtailcore", "groupapprovaltask")
    task = tasks.filter(name=TASK).first() or tasks.create(name=TASK, content_type=kind)
    task.groups.set(apps.get_model("auth", "Group").objects.filter(name=APPROVERS))
    workflow, _ = apps.get_model("wagtailcore", "Workflow").objects.get_or_create(name=WORKFLOW)
    apps.get_model("wagtailcore", "WorkflowTask").objects.get_or_create(
        workflow=workflow, task_id=task.pk, defaults={"sort_order": 0}
    )
    if root:
        apps.get_model("wagtailcore", "WorkflowPage").objects.update_or_create(
            page=root, defaults={"workflow": workflow}
        )
    for app, model in MODERATED:
        apps.get_model("wagtailcore", "WorkflowContentType").objects.update_or_create(
            content_type=content_type(apps, app, model), defaults={"workflow": workflow}
        )


def make_screening(apps: Any) -> None:
    """One stage for entries, done by the screeners; staff may add others after it."""
    tasks = apps.get_model("cast_portal", "ScreeningTask").objects
    kind = content_type(apps, "cast_portal", "screeningtask")
    task = tasks.filter(name=SCREENING_STAGE).first() or tasks.create(
        name=SCREENING_STAGE, content_type=kind
    )
    task.groups.set(apps.get_model("auth", "Group").objects.filter(name=SCREENERS))
    workflow, _ = apps.get_model("wagtailcore", "Workflow").objects.get_or_create(name=SCREENING)
    apps.get_model("wagtailcore", "WorkflowTask").objects.get_or_create(
        workflow=workflow, task_id=task.pk, defaults={"sort_order": 0}
    )
    settings = apps.get_model("cast_portal", "CastPortalSettings").objects
    if not settings.filter(screening_workflow__isnull=False).exists():
        if not settings.exists():
            settings.create()
        settings.update(screening_workflow_id=workflow.pk)


def remove_wagtails_own(apps: Any) -> None:
    """The two groups and the workflow that Wagtail brings, as long as nobody is in them."""
    groups = apps.get_model("auth", "Group").objects.filter(name__in=WAGTAILS_GROUPS)
    if apps.get_model("accounts", "User").objects.filter(groups__in=groups).exists():
        return
    groups.delete()
    unused = apps.get_model("wagtailcore", "Workflow").objects
    unused.filter(workflow_states=None, name="Moderators approval").delete()
    tasks = apps.get_model("wagtailcore", "Task").objects
    tasks.filter(task_states=None, name="Moderators approval").delete()
