"""Sections of the home page; ranks, casts and questions come from the page's context."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms_pages.blocks.text import (
    CallToActionBlock,
    IllustrationBlock,
    LineBlock,
    ParagraphBlock,
)


class PointBlock(blocks.StructBlock):
    title = LineBlock(label=_("題名"), help_text=_("短く、言い切る形で"))
    text = ParagraphBlock(label=_("文章"), rows=2)
    illustration = IllustrationBlock()


class SectionBlock(blocks.StructBlock):
    title = LineBlock(label=_("題名"), help_text=_("セクションの見出し"))
    text = ParagraphBlock(label=_("文章"), required=False, rows=2)


class PointsBlock(SectionBlock):
    points = blocks.ListBlock(PointBlock(), label=_("ポイント"), min_num=2, max_num=6)


class WaysBlock(SectionBlock):
    guest_steps = blocks.ListBlock(PointBlock(), label=_("ゲストの流れ"), min_num=2, max_num=6)
    cast_steps = blocks.ListBlock(PointBlock(), label=_("キャストの流れ"), min_num=2, max_num=6)


def section(block: type[SectionBlock], name: str, **meta: Any) -> blocks.StructBlock:
    return block(template=f"cms_pages/blocks/home_{name}.html", **meta)


class HomeSections(blocks.StreamBlock):
    trust = section(PointsBlock, "trust", label=_("安心の約束（細い帯）"), icon="tick")
    points = section(PointsBlock, "points", label=_("特長"), icon="pick")
    timeline = section(SectionBlock, "timeline", label=_("1枠の流れの図"), icon="time")
    ways = section(WaysBlock, "ways", label=_("はじめ方（ゲスト・キャスト）"), icon="list-ol")
    casts = section(SectionBlock, "casts", label=_("新着のキャスト"), icon="user")
    ranks = section(SectionBlock, "ranks", label=_("報酬ランク"), icon="order")
    safety = section(PointsBlock, "safety", label=_("安心のしくみ"), icon="lock")
    questions = section(SectionBlock, "questions", label=_("注目の質問"), icon="help")
    announcements = section(SectionBlock, "announcements", label=_("お知らせ"), icon="info-circle")
    call_to_action = CallToActionBlock()
