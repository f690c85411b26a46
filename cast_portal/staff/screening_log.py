"""How the verbs of screening read in the admin's log."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from cast_portal.enums import DocumentKind, DocumentPart, EntryItem
from cast_portal.models import Rank, ScreeningReason


class ViewedDocument(LogFormatter):
    label = gettext_lazy("身分証明書を表示する")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        kind = DocumentKind(log_entry.data["kind"]).label
        part = DocumentPart(log_entry.data["part"]).label
        return _("身分証明書を表示しました：%(kind)s %(part)s") % {"kind": kind, "part": part}


class PassedStage(LogFormatter):
    label = gettext_lazy("審査の段階を承認する")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return _("「%(stage)s」を承認しました") % log_entry.data


class Approved(PassedStage):
    label = gettext_lazy("応募を承認する")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        names = dict(Rank.objects.values_list("slug", "name"))
        rank = log_entry.data["granted_rank"]
        return _("応募を承認しました：%(rank)s") % {"rank": names.get(rank, rank)}


class Returned(LogFormatter):
    label = gettext_lazy("再提出をお願いする")
    message = gettext_lazy("再提出をお願いしました")

    def format_comment(self, log_entry: ModelLogEntry) -> str:
        labels = dict(ScreeningReason.objects.values_list("code", "label"))
        items = log_entry.data["items"].items()
        return "、".join(
            _("%(item)s（%(reason)s）")
            % {"item": EntryItem(item).label, "reason": labels.get(code, code)}
            for item, code in items
        )


class Declined(LogFormatter):
    label = gettext_lazy("応募を見送る")
    message = gettext_lazy("応募を見送りました")

    def format_comment(self, log_entry: ModelLogEntry) -> str:
        labels = dict(ScreeningReason.objects.values_list("code", "label"))
        code = log_entry.data["reason"]
        return labels.get(code, code)


class Assigned(LogFormatter):
    label = gettext_lazy("審査の担当者を変える")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        if not log_entry.data["to"]:
            return _("担当者を外しました")
        return _("担当者を%(to)sさんにしました") % log_entry.data


class Withdrawn(LogFormatter):
    label = gettext_lazy("応募を取り下げる")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        if log_entry.data.get("by") == "applicant":
            return _("応募者が応募を取り下げました")
        return _("再提出の期限が過ぎたため、応募を取り下げとしました")


FORMATTERS = {
    "view_identity_document": ViewedDocument,
    "pass_stage": PassedStage,
    "approve_application": Approved,
    "return_application": Returned,
    "decline_application": Declined,
    "assign_application": Assigned,
    "withdraw_entry": Withdrawn,
}
ACTIONS = {
    "submit_entry": (gettext_lazy("応募する"), gettext_lazy("応募がありました")),
    "start_draft": (gettext_lazy("応募を始める"), gettext_lazy("応募の入力が始まりました")),
    "confirm_draft": (
        gettext_lazy("応募のメールアドレスを確認する"),
        gettext_lazy("メールアドレスが確認されました"),
    ),
    "resubmit": (gettext_lazy("再提出する"), gettext_lazy("再提出がありました")),
    "purge_documents": (
        gettext_lazy("身分証明書を消去する"),
        gettext_lazy("保存期間が過ぎた書類と個人情報を消去しました"),
    ),
    "forget_draft": (
        gettext_lazy("入力中の応募を消去する"),
        gettext_lazy("期限が過ぎた入力中の応募を消去しました"),
    ),
}


def register_screening_actions(actions: LogActionRegistry) -> None:
    for name, formatter in FORMATTERS.items():
        actions.register_action(f"cast_portal.{name}")(formatter)
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"cast_portal.{name}", label, message)
