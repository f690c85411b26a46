"""The parts that texts of every page type are made of."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from cms_pages.enums import Drawing, Illustration, Screen
from cms_pages.facts import HELP, known_facts
from cms_pages.rich_text import FEATURES


class LineBlock(blocks.CharBlock):
    """One line of text in which facts may stand."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[known_facts], **kwargs)


class ParagraphBlock(blocks.TextBlock):
    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"rows": 3, "help_text": HELP} | kwargs
        super().__init__(validators=[known_facts], **kwargs)


class ProseBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"features": FEATURES, "help_text": HELP} | kwargs
        super().__init__(validators=[known_facts], **kwargs)


class IllustrationBlock(blocks.ChoiceBlock):
    def __init__(self, **kwargs: Any) -> None:
        kwargs = {
            "choices": Illustration.choices,
            "required": False,
            "label": _("イラスト"),
            "search_index": False,
            "help_text": _("飾りのイラストです。内容は必ず文章でも伝わるようにしてください。"),
        } | kwargs
        super().__init__(**kwargs)


class DrawingChoiceBlock(blocks.ChoiceBlock):
    def __init__(self, **kwargs: Any) -> None:
        kwargs = {
            "choices": Drawing.choices,
            "label": _("画面の図"),
            "search_index": False,
            "help_text": _("選んだ文が、図の代替テキストになります。"),
        } | kwargs
        super().__init__(**kwargs)


class DrawingBlock(blocks.StructBlock):
    drawing = DrawingChoiceBlock()
    caption = LineBlock(label=_("説明"), required=False, help_text=_("図の下に添える一文"))

    class Meta:
        label = _("画面の図")
        icon = "desktop"
        template = "cms_pages/blocks/drawing.html"


class ButtonValue(blocks.StructValue):
    @property
    def url(self) -> str:
        page = self.get("page")
        if page:
            return page.url or ""
        return reverse(self["screen"]) if self.get("screen") else ""


class ButtonBlock(blocks.StructBlock):
    label = blocks.CharBlock(
        label=_("ボタンの文字"), max_length=30, help_text=_("例：キャスト登録へ進む")
    )
    page = blocks.PageChooserBlock(
        label=_("リンク先のページ"), required=False, help_text=_("公開ページへのリンク")
    )
    screen = blocks.ChoiceBlock(
        label=_("リンク先の画面"),
        choices=Screen.choices,
        required=False,
        search_index=False,
        help_text=_("登録画面などへのリンク。ページと画面のどちらか一方を選んでください。"),
    )

    class Meta:
        label = _("ボタン")
        icon = "link"
        template = "cms_pages/blocks/button.html"
        value_class = ButtonValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("screen")):
            error = ValidationError(_("ページか画面のどちらか一方を選んでください。"))
            raise blocks.StructBlockValidationError(block_errors={"screen": error})
        return cleaned


class DescribedImageBlock(ImageBlock):
    """A picture in a text says something, so it is never mere decoration."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned and not cleaned.contextual_alt_text:
            error = ValidationError(_("本文の画像には、内容を伝える代替テキストが必要です。"))
            raise blocks.StructBlockValidationError(block_errors={"alt_text": error})
        return cleaned


class PictureBlock(blocks.StructBlock):
    image = DescribedImageBlock(
        label=_("画像"), help_text=_("代替テキストは、見えない方に内容が伝わる言葉で。")
    )
    caption = LineBlock(label=_("説明"), required=False, help_text=_("画像の下に添える一文"))

    class Meta:
        label = _("画像")
        icon = "image"
        template = "cms_pages/blocks/picture.html"


class TermBlock(blocks.StructBlock):
    term = LineBlock(label=_("項目"), max_length=60, help_text=_("例：完了"))
    text = ParagraphBlock(label=_("説明"), rows=2)


class HeadingBlock(LineBlock):
    class Meta:
        label = _("見出し")
        icon = "title"


class NoteBlock(ProseBlock):
    class Meta:
        label = _("補足")
        icon = "info-circle"
        template = "cms_pages/blocks/note.html"


class WarningBlock(ProseBlock):
    class Meta:
        label = _("注意")
        icon = "warning"
        template = "cms_pages/blocks/warning.html"


class TimelineBlock(blocks.StaticBlock):
    """The course of one slot, drawn from the settings."""

    class Meta:
        label = _("1枠の流れの図")
        icon = "time"
        template = "cms_pages/blocks/timeline.html"
        admin_text = _("1枠の時間の使い方を、現在の設定値で図にします。")


class AccordionBlock(blocks.StructBlock):
    title = LineBlock(label=_("題名"), help_text=_("例：iPhone・iPad の Safari"))
    text = ProseBlock(label=_("内容"))
    drawing = DrawingChoiceBlock(required=False)

    class Meta:
        label = _("開閉する説明")
        icon = "collapse-down"
        template = "cms_pages/blocks/accordion.html"


class CallToActionBlock(blocks.StructBlock):
    title = LineBlock(label=_("題名"), help_text=_("例：はじめの一歩は、仮登録から"))
    text = ParagraphBlock(label=_("文章"), required=False)
    buttons = blocks.ListBlock(
        ButtonBlock(), label=_("ボタン"), min_num=1, max_num=2, help_text=_("1つ目が主役です。")
    )

    class Meta:
        label = _("行動の呼びかけ")
        icon = "pick"
        template = "cms_pages/blocks/call_to_action.html"


class StandardBody(blocks.StreamBlock):
    heading = HeadingBlock(help_text=_("ページの中の大きな見出し"))
    text = ProseBlock(
        label=_("文章"), features=["h3", *FEATURES], template="cms_pages/blocks/text.html"
    )
    note = NoteBlock()
    warning = WarningBlock()
    terms = blocks.ListBlock(
        TermBlock(),
        label=_("項目と説明"),
        icon="list-ul",
        template="cms_pages/blocks/terms.html",
        help_text=_("項目と説明の一覧"),
    )
    accordion = AccordionBlock()
    picture = PictureBlock()
    drawing = DrawingBlock()
    timeline = TimelineBlock()
    button = ButtonBlock()
    call_to_action = CallToActionBlock()
