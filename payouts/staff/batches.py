from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cast_portal.domain.business_days import business_days_after
from kernel.errors import Refusal
from kernel.verb_registers import MoveView, PlainMoveView, RegisterInspectView, RegisterViewSet
from payouts.domain.batches import (
    approve_batch,
    create_batch,
    note_download,
    refuse_voiding,
    void_batch,
)
from payouts.domain.queries import claims_to_transfer, payable
from payouts.domain.settling import mark_batch_paid, mark_line_paid, mark_line_returned
from payouts.enums import BATCH_MOVES, BatchStatus
from payouts.forms import BatchForm, ReasonForm, ReturnForm
from payouts.models import PayoutSettings, TransferBatch, TransferLine
from payouts.staff.columns import yen_column

USUAL_BANK_DAYS = 3


class BatchInspectView(RegisterInspectView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object
        lines = list(batch.lines.select_related("claim__cast__user"))
        moves = BATCH_MOVES[BatchStatus(batch.status)]
        may_void = BatchStatus.VOIDED in moves and self.user_has_permission("change")
        void_refusal = self.void_refusal(lines) if may_void else ""
        return super().get_context_data(
            lines=lines,
            pending_count=sum(line.is_pending for line in lines),
            is_maker=batch.created_by_id == self.request.user.pk,
            can_approve=BatchStatus.EXPORTED in moves,
            can_settle=BatchStatus.SETTLED in moves,
            can_void=may_void and not void_refusal,
            void_refusal=void_refusal,
            can_download=batch.has_file and self.user_has_permission("download"),
            **kwargs,
        )

    def void_refusal(self, lines: list[TransferLine]) -> str:
        try:
            refuse_voiding(self.object, lines, by=self.request.user, now=timezone.now())
        except Refusal as refusal:
            return str(refusal.message)
        return ""


class CreateBatchView(MoveView):
    """Shows which claims would go in, and which stay behind and why."""

    page_title = _("振込データを作成する")
    submit_label = _("振込データを作成する")
    done = _("振込データを作成しました。別の担当者の承認を待っています。")
    permission_required = "add"
    form_class = BatchForm
    template_name = "payouts/staff/create_batch.html"

    def get_initial(self) -> dict[str, Any]:
        return {"value_date": business_days_after(timezone.localdate(), USUAL_BANK_DAYS)}

    def get_page_subtitle(self) -> str:
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse(self.index_url_name), "label": _("振込データ")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        claims = list(claims_to_transfer())
        going = payable(claims)
        return super().get_context_data(
            claims=[(claim, claim in going) for claim in claims],
            payable_count=len(going),
            total_yen=sum(claim.net_yen for claim in going),
            **kwargs,
        )

    def perform(self, form: BatchForm) -> None:
        self.object = create_batch(
            by=self.request.user,
            value_date=form.cleaned_data["value_date"],
            now=timezone.now(),
        )


class ApproveBatchView(PlainMoveView):
    done = _("承認し、振込データのファイルを作成しました。")

    def perform(self, form: Any) -> None:
        approve_batch(self.object, by=self.request.user, now=timezone.now())


class PayBatchView(PlainMoveView):
    done = _("振込済みにし、キャストにメールでお知らせしました。")

    def perform(self, form: Any) -> None:
        mark_batch_paid(self.object, by=self.request.user, now=timezone.now())


class VoidBatchView(MoveView):
    page_title = _("振込データを取り消す")
    submit_label = _("取り消す")
    done = _("振込データを取り消しました。請求は承認済みに戻りました。")
    form_class = ReasonForm
    is_grave = True

    def perform(self, form: ReasonForm) -> None:
        void_batch(
            self.object,
            by=self.request.user,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )


class LineView(MoveView):
    """A move of one line, which lives on its batch's page."""

    @cached_property
    def line(self) -> TransferLine:
        lines = TransferLine.objects.select_related("claim__cast", "batch")
        return get_object_or_404(lines, pk=self.kwargs["line"], batch=self.object)


class PayLineView(PlainMoveView, LineView):
    done = _("明細を振込済みにし、キャストにメールでお知らせしました。")

    def perform(self, form: Any) -> None:
        mark_line_paid(self.line, by=self.request.user, now=timezone.now())


class ReturnLineView(LineView):
    page_title = _("振込不能を記録する")
    submit_label = _("記録する")
    done = _("振込不能を記録し、キャストに口座の確認を依頼しました。")
    form_class = ReturnForm
    is_grave = True

    def get_initial(self) -> dict[str, Any]:
        return {"lost_fee_yen": PayoutSettings.load().transfer_fee_yen}

    def get_page_subtitle(self) -> str:
        return f"{self.line.claim} {self.line.account_label}"

    def perform(self, form: ReturnForm) -> None:
        mark_line_returned(
            self.line,
            by=self.request.user,
            reason=form.cleaned_data["reason"],
            lost_fee_yen=form.cleaned_data["lost_fee_yen"],
            now=timezone.now(),
        )


class DownloadView(PermissionCheckedMixin, View):
    model = TransferBatch
    permission_required = "download"
    inspect_url_name = ""

    def get(self, request: Any, pk: int) -> HttpResponse:
        batch = get_object_or_404(TransferBatch, pk=pk)
        try:
            content = note_download(batch, by=request.user, now=timezone.now())
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
            return redirect(self.inspect_url_name, batch.pk)
        return HttpResponse(
            content,
            content_type="text/plain; charset=cp932",
            headers={
                "Content-Disposition": f'attachment; filename="{batch.file_name}"',
                "Cache-Control": "no-store",
            },
        )


class BatchViewSet(RegisterViewSet):
    model = TransferBatch
    name = "payout_batches"
    url_prefix = "payouts/batches"
    icon = "doc-full-inverse"
    menu_label = _("振込データ")
    inspect_view_class = BatchInspectView
    inspect_template_name = "payouts/staff/batch.html"
    related = ("created_by", "approved_by")
    ordering = "-created_at"
    list_filter = ["status", "value_date"]
    search_fields = ["public_id"]
    list_display = [
        "public_id",
        StatusTagColumn("get_status_display", label=_("状態"), sort_key="status"),
        Column("value_date", label=_("振込指定日"), sort_key="value_date"),
        yen_column("total_yen", _("合計")),
        Column("created_by", label=_("作成者")),
        Column("approved_by", label=_("承認者")),
        DateColumn("created_at", label=_("作成日時"), sort_key="created_at"),
    ]
    moves = {"approve": ApproveBatchView, "paid": PayBatchView, "void": VoidBatchView}

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(add_url_name=self.get_url_name("add"), **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        line = "<int:pk>/lines/<int:line>"
        return [
            *super().get_urlpatterns(),
            path("new/", self.construct_view(CreateBatchView), name="add"),
            path("<int:pk>/file/", self.construct_view(DownloadView), name="download"),
            path(f"{line}/paid/", self.construct_view(PayLineView), name="line_paid"),
            path(f"{line}/returned/", self.construct_view(ReturnLineView), name="line_returned"),
        ]
