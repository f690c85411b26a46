from collections import deque
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms_pages.blocks.text import (
    ButtonBlock,
    DrawingBlock,
    IllustrationBlock,
    LineBlock,
    NoteBlock,
    ParagraphBlock,
    PictureBlock,
    ProseBlock,
    TermBlock,
    TimelineBlock,
    WarningBlock,
)


class NeedBlock(blocks.StructBlock):
    title = LineBlock(label=_("もの"), max_length=40, help_text=_("例：インターネット"))
    text = LineBlock(label=_("説明"), required=False, help_text=_("短い一文"))
    illustration = IllustrationBlock()

    class Meta:
        label = _("必要なもの")
        icon = "tick"


class PartBlock(blocks.StructBlock):
    title = LineBlock(label=_("題名"), help_text=_("番号は自動で付きます。"))
    text = ProseBlock(label=_("文章"))

    class Meta:
        label = _("番号付きの手順")
        icon = "list-ol"


class StepValue(blocks.StructValue):
    def numbered_parts(self) -> Iterator[tuple[int, Any, Any]]:
        """Each block with the number of its part, and a part with the drawing that follows it."""
        number, blocks = 0, deque(self["parts"])
        while blocks:
            block = blocks.popleft()
            is_part = block.block_type == "part"
            number += is_part
            has_drawing = is_part and blocks and blocks[0].block_type == "drawing"
            yield number, block, blocks.popleft() if has_drawing else None


class StepBlock(blocks.StructBlock):
    title = LineBlock(label=_("ステップの題名"), help_text=_("「Step.1」の番号は自動で付きます。"))
    lead = ParagraphBlock(label=_("概要"), required=False, rows=2)
    illustration = IllustrationBlock()
    parts = blocks.StreamBlock(
        [
            ("part", PartBlock()),
            ("text", ProseBlock(label=_("文章"), template="cms_pages/blocks/text.html")),
            ("note", NoteBlock()),
            ("warning", WarningBlock()),
            (
                "terms",
                blocks.ListBlock(
                    TermBlock(),
                    label=_("項目と説明"),
                    icon="list-ul",
                    template="cms_pages/blocks/terms.html",
                ),
            ),
            ("timeline", TimelineBlock()),
            ("picture", PictureBlock()),
            ("drawing", DrawingBlock()),
            ("button", ButtonBlock()),
        ],
        label=_("内容"),
        help_text=_("手順、補足、注意などを並べます。"),
    )

    class Meta:
        label = _("ステップ")
        icon = "order"
        value_class = StepValue
