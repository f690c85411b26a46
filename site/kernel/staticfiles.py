from typing import Any

import minify
from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = ("talk_rooms/", "cast_portal/", "guest_portal/", "js/")


def as_sent(script: str) -> bytes:
    return minify.string("application/javascript", script).encode()


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed names for ever-cached files, the imports inside ES modules included.

    Our modules go out without what is in them for their readers alone.
    """

    support_js_module_import_aggregation = True

    def _save(self, name: str, content: "File[Any]") -> str:
        if name.startswith(OURS) and name.endswith(".js"):
            content.seek(0)
            content = ContentFile(as_sent(content.read().decode()))
        return super()._save(name, content)
