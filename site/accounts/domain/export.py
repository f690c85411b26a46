"""What this copy knows about one person, as a file for that person."""

import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.timezone import localtime
from wagtail.log_actions import log

from accounts.models import Consent, Device, Guest, User
from accounts.signals import person_data_wanted

# File name without its ending → rows or fields under readable keys, or the bytes of a JPEG.
Part = Mapping[str, Any]


class ReadableEncoder(DjangoJSONEncoder):
    """Moments as the site's own clock shows them."""

    def default(self, o: Any) -> Any:
        return (
            localtime(o).isoformat(timespec="seconds")
            if isinstance(o, datetime)
            else super().default(o)
        )


def export_person(user: User) -> bytes:
    """A zip. Of other people it has no more than the public name."""
    answers: list[tuple[Any, Any]] = person_data_wanted.send(User, user=user)
    parts = [own_part(user), *(part for _receiver, part in answers)]
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            for name, content in part.items():
                write(archive, name, content)
    log(user, "accounts.export", user=user)
    return buffer.getvalue()


def write(archive: zipfile.ZipFile, name: str, content: Any) -> None:
    if isinstance(content, bytes):
        archive.writestr(f"{name}.jpg", content)
    elif content:
        text = json.dumps(content, cls=ReadableEncoder, ensure_ascii=False, indent=2)
        archive.writestr(f"{name}.json", text)


def own_part(user: User) -> Part:
    return {
        "account": {
            "表示名": user.public_name,
            "役割": user.get_role_display(),
            "氏名": user.legal_name,
            "フリガナ": user.legal_name_kana,
            "メールアドレス": user.email,
            "登録日時": user.date_joined,
            "最後のログイン": user.last_login,
        },
        "guest-profile": [
            {
                "自己紹介": guest.introduction,
                "話したいこと": guest.topics,
                "更新日時": guest.updated_at,
            }
            for guest in Guest.objects.filter(user=user)
        ],
        "consents": [
            {
                "規約": consent.terms.title,
                "版": consent.terms.version,
                "同意日時": consent.accepted_at,
            }
            for consent in Consent.objects.filter(user=user)
            .select_related("terms")
            .defer("terms__body_html")
            .order_by("accepted_at")
        ],
        "devices": [
            {
                "ブラウザ": device.browser,
                "機種": device.system,
                "ログイン": device.first_seen_at,
                "最後の利用": device.last_seen_at,
            }
            for device in Device.objects.filter(user=user)
        ],
    }
