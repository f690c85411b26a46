"""A draft that has been filled in without a browser."""

from io import BytesIO

from accounts.domain.terms import publish_terms
from accounts.enums import TermsKind
from cast_portal.domain.drafts import confirm_draft, save_step, start_draft
from cast_portal.domain.images import document_picture, portrait_picture
from cast_portal.enums import EntryStep
from cast_portal.models import EntryDraft
from tests.factories import NOW, CategoryFactory, RankFactory
from tests.images import draw_licence, draw_portrait


def finished_draft() -> EntryDraft:
    kinds = (TermsKind.CAST, TermsKind.PRIVACY)
    terms = [publish_terms(kind, title="規約", body_html="本文", now=NOW) for kind in kinds]
    typed = {
        EntryStep.CONSENT: {"terms": [version.pk for version in terms]},
        EntryStep.ABOUT: {
            "last_name": "佐藤",
            "first_name": "花子",
            "last_name_kana": "サトウ",
            "first_name_kana": "ハナコ",
            "birth_date": "2000-01-01",
        },
        EntryStep.ACTIVITY: {
            "cast_name": "はな",
            "categories": [CategoryFactory().pk],
            "desired_rank": RankFactory().pk,
            "introduction": "はじめまして。",
        },
        EntryStep.DOCUMENTS: {"document_kind": "residence_card"},
    }
    draft = confirm_draft(start_draft("hana@example.com", now=NOW), now=NOW)
    pictures = {
        "front": document_picture(BytesIO(draw_licence("front"))),
        "profile_image": portrait_picture(BytesIO(draw_portrait())),
    }
    for step, values in typed.items():
        draft = save_step(draft, step, values, pictures=pictures, is_done=True, now=NOW)
    return draft
