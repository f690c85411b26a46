from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry


class ChangedRank(LogFormatter):
    label = _("ランクを変更する")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return gettext("報酬ランクを%(before)sから%(after)sに変更しました") % log_entry.data

    def format_comment(self, log_entry: ModelLogEntry) -> str:
        return log_entry.data["reason"]


class ChangedListing(LogFormatter):
    label = _("公開を切り替える")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        if log_entry.data["is_listed"]:
            return gettext("一覧に公開しました")
        return gettext("一覧から外しました")

    def format_comment(self, log_entry: ModelLogEntry) -> str:
        return log_entry.data["reason"]


class InvitedCast(LogFormatter):
    label = _("ランクを案内する")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return gettext("%(rank)sランクを案内しました") % log_entry.data


class WithdrewInvitation(LogFormatter):
    label = _("ランクの案内を取り消す")
    message = _("ランクの案内を取り消しました")

    def format_comment(self, log_entry: ModelLogEntry) -> str:
        return log_entry.data["reason"]


class SettledReport(LogFormatter):
    label = _("完了報告を確定する")
    message = _("完了報告を確定しました")

    def format_comment(self, log_entry: ModelLogEntry) -> str:
        return log_entry.data["reason"]


def register_cast_actions(actions: LogActionRegistry) -> None:
    actions.register_action("cast_portal.change_rank")(ChangedRank)
    actions.register_action("cast_portal.change_listing")(ChangedListing)
    actions.register_action("cast_portal.invite_cast")(InvitedCast)
    actions.register_action("cast_portal.withdraw_invitation")(WithdrewInvitation)
    actions.register_action("cast_portal.settle_report")(SettledReport)
    for name, label, message in (
        ("accept_invitation", _("ランクの案内を承諾する"), _("ランクの案内を承諾しました")),
        ("decline_invitation", _("ランクの案内を辞退する"), _("ランクの案内を辞退しました")),
        (
            "expire_invitation",
            _("ランクの案内が期限切れになる"),
            _("ランクの案内が期限切れになりました"),
        ),
        ("release_slot", _("枠を解除する"), _("予約枠を解除しました")),
        ("take_break", _("休憩する"), _("休憩のため、空いている枠を解除しました")),
        ("file_report", _("完了報告をする"), _("完了報告を送信しました")),
        ("add_picture", _("写真を追加する"), _("写真を追加しました")),
        ("crop_picture", _("写真を切り抜く"), _("写真を切り抜きました")),
        ("remove_picture", _("写真を削除する"), _("写真を削除しました")),
        ("update_profile", _("プロフィールを更新する"), _("プロフィールを更新しました")),
    ):
        actions.register_action(f"cast_portal.{name}", label, message)
