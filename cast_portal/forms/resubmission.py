from copy import deepcopy
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.timezone import localdate

from cast_portal.domain.entry import refuse_minor
from cast_portal.enums import (
    ITEM_FIELDS,
    DocumentKind,
    DocumentPart,
    EntryItem,
)
from cast_portal.forms.entry import ENTRY_FIELDS, ask_for_parts
from cast_portal.forms.pictures import (
    DocumentField,
    HeldPicturesMixin,
    PortraitField,
    refusal_beside_field,
)
from cast_portal.models import CastApplication

PUBLIC_ITEMS = (EntryItem.CAST_NAME, EntryItem.INTRODUCTION)
WHOLE_DOCUMENT = ("document_kind", "card_shows_address", *DocumentPart.values)


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
                # Nobody who finds the mail shall read a real name or a birth date here.
                if item in PUBLIC_ITEMS:
                    self.initial[name] = getattr(application, name)
        elif item not in self.fields:
            is_portrait = item == EntryItem.PROFILE_IMAGE
            field_class = PortraitField if is_portrait else DocumentField
            self.fields[item] = field_class(label=item.label)

    @property
    def single_fields(self) -> list[forms.BoundField]:
        """All but those that choosing another document is about."""
        together = WHOLE_DOCUMENT if "document_kind" in self.fields else ()
        return [self[name] for name in self.fields if name not in together]

    @property
    def asks_for_document(self) -> bool:
        return any(part in self.fields for part in DocumentPart)

    def clean_birth_date(self) -> date:
        birth_date = self.cleaned_data["birth_date"]
        with refusal_beside_field():
            refuse_minor(birth_date, today=localdate(self.now))
        return birth_date

    def clean(self) -> dict[str, Any]:
        if kind := self.cleaned_data.get("document_kind"):
            ask_for_parts(self, DocumentKind(kind))
        return self.cleaned_data

    def documents(self) -> dict[DocumentPart, bytes]:
        return {
            part: self.cleaned_data[part] for part in DocumentPart if self.cleaned_data.get(part)
        }
