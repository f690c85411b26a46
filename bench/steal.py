from pathlib import Path

STEAL_FIELD = 7


class Steal:
    """How much of the machine's time its host has taken since this was made."""

    def __init__(self) -> None:
        self.before = ticks()

    def share(self) -> float:
        spent = [now - before for now, before in zip(ticks(), self.before, strict=True)]
        return spent[STEAL_FIELD] / max(1, sum(spent))


def ticks() -> list[int]:
    return [int(field) for field in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
