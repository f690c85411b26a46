from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms_pages.enums import ContactTopic
from kernel.dates import day_and_time
from talk_rooms.models import Talk

# Nobody reads, chooses and writes in less; nobody who still means it takes longer.
SHORTEST_WRITING = timedelta(seconds=3)
LONGEST_WRITING = timedelta(days=1)
PRESS_AGAIN = _(
    "念のため、もう一度「送信する」を押してください。ご入力いただいた内容はそのまま残っています。"
)
STAMPS = Signer(salt="cms_pages.contact_form")


class Stamp(NamedTuple):
    shown_at: datetime
    form_id: UUID


def stamp(moment: datetime) -> str:
    """Says when a form was shown and which showing it was, in a way that only we can write."""
    return STAMPS.sign(f"{int(moment.timestamp())}.{uuid4()}")


def read_stamp(text: str) -> Stamp | None:
    try:
        moment, form_id = STAMPS.unsign(text).split(".")
    except (BadSignature, ValueError):  # ValueError: a stamp from before forms had names.
        return None
    shown_at = datetime.fromtimestamp(int(moment), tz=timezone.get_current_timezone())
    return Stamp(shown_at, UUID(form_id))


class FormIdField(forms.UUIDField):
    """Names each showing of a form anew, so that a second press is known as such."""

    def __init__(self) -> None:
        super().__init__(initial=uuid4, widget=forms.HiddenInput)

    def clean(self, value: Any) -> UUID:
        try:
            return super().clean(value)
        except ValidationError:  # Nobody's words are lost for the want of a name.
            return uuid4()

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial


class BodyField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=3000,
            widget=forms.Textarea(attrs={"rows": kwargs.pop("rows", 8)}),
            **kwargs,
        )
        self.error_messages |= {
            "required": _("本文を入力してください。"),
            "min_length": _("もう少し詳しくお書きください（10文字以上）。"),
            "max_length": _("3,000文字以内でお書きください。"),
        }


class TalkField(forms.ChoiceField):
    """Offers some talks and gives the chosen one, or None."""

    def __init__(self, talks: Sequence[Talk], **kwargs: Any) -> None:
        self.talks = {talk.public_id: talk for talk in talks}
        labels = [(public_id, spoken(talk)) for public_id, talk in self.talks.items()]
        super().__init__(choices=[("", _("選ばない")), *labels], required=False, **kwargs)

    def clean(self, value: Any) -> Talk | None:
        return self.talks.get(super().clean(value))


def spoken(talk: Talk) -> str:
    return _now("%(start)s %(cast)s × %(guest)s") % {
        "start": day_and_time(talk.starts_at),
        "cast": talk.cast,
        "guest": talk.guest,
    }


class ContactForm(forms.Form):
    topic = forms.ChoiceField(
        label=_("ご用件"),
        choices=[("", _("選んでください")), *ContactTopic.choices],
        error_messages={"required": _("ご用件を選んでください。")},
    )
    reply_to = forms.EmailField(
        label=_("返信先メールアドレス"),
        max_length=254,
        help_text=_("お返事はこのアドレスにお送りします。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("返信先のメールアドレスを入力してください。"),
            "invalid": _("メールアドレスの形を確認してください（例：name@example.com）。"),
        },
    )
    body = BodyField(
        label=_("お問い合わせ内容"),
        min_length=10,
        help_text=_("お困りの画面や日時など、分かる範囲でお書きください（3,000文字まで）。"),
    )
    # People neither see nor reach it; only programs fill it in.
    home_page = forms.CharField(label=_("この欄は空のままにしてください"), required=False)
    stamp = forms.CharField(required=False)

    def __init__(self, *args: Any, talks: Sequence[Talk] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if talks:
            self.fields["talk"] = TalkField(
                talks,
                label=_("どのトークについてですか"),
                help_text=_("トークについてのご用件でなければ、選ばずにお送りください。"),
            )

    def visible_groups(self) -> list[forms.BoundField]:
        names = ("topic", "talk", "reply_to", "body")
        return [self[name] for name in names if name in self.fields]

    @cached_property
    def fresh_stamp(self) -> str:
        return stamp(timezone.now())

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.cleaned_data["home_page"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        shown = read_stamp(cleaned.get("stamp", ""))
        spent = timezone.now() - shown.shown_at if shown else timedelta()
        if shown is None or not SHORTEST_WRITING <= spent <= LONGEST_WRITING:
            raise ValidationError(PRESS_AGAIN, code="press_again")
        return cleaned | {"form_id": shown.form_id}

    @property
    def message(self) -> dict[str, Any]:
        named = {name: self.cleaned_data[name] for name in ("topic", "reply_to", "body", "form_id")}
        return named | {"talk": self.cleaned_data.get("talk")}


class WriteBackForm(forms.Form):
    form_id = FormIdField()
    body = BodyField(label=_("事務局へのご連絡"), rows=5)


class AnswerForm(forms.Form):
    form_id = FormIdField()
    newest_read = forms.IntegerField(widget=forms.HiddenInput)
    body = BodyField(
        label=_("返信"),
        help_text=_("送信者へのメールと、やり取りのページに、そのまま表示されます。"),
    )
