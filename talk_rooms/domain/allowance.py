from collections import OrderedDict
from collections.abc import Hashable


class Allowance:
    """A token bucket: `per_second` on average, `burst` at once. Times are seconds of any clock."""

    __slots__ = ("burst", "per_second", "since", "tokens")

    def __init__(self, *, per_second: float, burst: int, now: float) -> None:
        self.per_second = per_second
        self.burst = burst
        self.tokens = float(burst)
        self.since = now

    def spend(self, now: float) -> bool:
        self.tokens = min(self.burst, self.tokens + (now - self.since) * self.per_second)
        self.since = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class Allowances:
    """An allowance for each key, forgotten once it is whole again."""

    def __init__(self, *, per_second: float, burst: int) -> None:
        self.per_second = per_second
        self.burst = burst
        self.by_key: OrderedDict[Hashable, Allowance] = OrderedDict()

    def spend(self, key: Hashable, now: float) -> bool:
        self.forget_whole(now)
        if key not in self.by_key:
            self.by_key[key] = Allowance(per_second=self.per_second, burst=self.burst, now=now)
        self.by_key.move_to_end(key)  # so that the first is always the one that has rested longest
        return self.by_key[key].spend(now)

    def forget_whole(self, now: float) -> None:
        whole_after = self.burst / self.per_second
        while self.by_key and now - next(iter(self.by_key.values())).since >= whole_after:
            self.by_key.popitem(last=False)
