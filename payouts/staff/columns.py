from typing import Any

from wagtail.admin.ui.tables import Column


def yen_column(name: str, label: Any) -> Column:
    return Column(
        name, label=label, sort_key=name, accessor=lambda row: f"{getattr(row, name):,}円"
    )
