from copy import deepcopy
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cast_portal.domain.entry import refuse_minor
from cast_portal.domain.images import document_picture, portrait_picture
from cast_portal.enums import (
    ITEM_FIELDS,
    REQUIRED_PARTS,
    DocumentKind,
    DocumentPart,
    EntryItem,
)
from cast_portal.forms.entry import ENTRY_FIELDS
from cast_portal.forms.pictures import HeldPicturesMixin, PictureField, refusal_beside_field
from cast_portal.models import CastApplication

WHOLE_DOCUMENT = ("document_kind", *DocumentPart.values)


class ResubmitForm(HeldPicturesMixin, forms.Form):
    """Only what staff asked for again."""

    def __init__(
        self,
        *args: Any,
        application: CastApplication,
        held: dict[str, bytes],
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        for item in application.requested_items:
            self.add_item(EntryItem(item), application)
        self.initial.update(held)
        self.show_held(set(held))

    def add_item(self, item: EntryItem, application: CastApplication) -> None:
        if item == EntryItem.DOCUMENT:
            for name in WHOLE_DOCUMENT:
                self.fields[name] = deepcopy(ENTRY_FIELDS[name])
        elif item in ITEM_FIELDS:
            for name in ITEM_FIELDS[item]:
                self.fields[name] = deepcopy(ENTRY_FIELDS[name])
                self.initial[name] = getattr(application, name)
        elif item not in self.fields:
            prepare = portrait_picture if item == EntryItem.PROFILE_IMAGE else document_picture
            self.fields[item] = PictureField(label=item.label, prepare=prepare)

    def clean_birth_date(self) -> date:
        birth_date = self.cleaned_data["birth_date"]
        with refusal_beside_field():
            refuse_minor(birth_date, today=localdate(self.now))
        return birth_date

    def clean(self) -> dict[str, Any]:
        kind = self.cleaned_data.get("document_kind")
        for part in REQUIRED_PARTS[DocumentKind(kind)] if kind else ():
            if not self.cleaned_data.get(part) and part not in self.errors:
                self.add_error(part, _("%sの画像を添付してください。") % part.label)
        return self.cleaned_data

    def documents(self) -> dict[DocumentPart, bytes]:
        return {
            part: self.cleaned_data[part] for part in DocumentPart if self.cleaned_data.get(part)
        }
