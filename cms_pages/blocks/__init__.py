from cms_pages.blocks.guide import NeedBlock, StepBlock
from cms_pages.blocks.home import HomeSections
from cms_pages.blocks.text import ButtonBlock, CallToActionBlock, StandardBody

__all__ = [
    "ButtonBlock",
    "CallToActionBlock",
    "HomeSections",
    "NeedBlock",
    "StandardBody",
    "StepBlock",
]
