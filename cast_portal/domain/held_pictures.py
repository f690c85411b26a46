"""Pictures that were fine in a form that was refused: kept so that nobody has to choose twice."""

from collections.abc import MutableMapping
from typing import Any

from cast_portal.domain.identity import erase, path_of, read_decrypted, store_encrypted


class HeldPictures:
    """Names of encrypted files by form field, in a visitor's session, for one form (`purpose`).

    Files that nobody comes back for go with `sweep_unclaimed_files`.
    """

    def __init__(self, session: MutableMapping[str, Any], purpose: str) -> None:
        self.session = session
        self.key = f"held_pictures:{purpose}"

    @property
    def names(self) -> dict[str, str]:
        held: dict[str, str] = self.session.get(self.key, {})
        return {field: name for field, name in held.items() if path_of(name).exists()}

    def hold(self, field: str, content: bytes) -> None:
        if replaced := self.names.get(field):
            erase(replaced)
        self.session[self.key] = self.names | {field: store_encrypted(content)}

    def get(self, field: str) -> bytes | None:
        name = self.names.get(field)
        return read_decrypted(name) if name else None

    def drop(self) -> None:
        for name in self.names.values():
            erase(name)
        self.session.pop(self.key, None)
