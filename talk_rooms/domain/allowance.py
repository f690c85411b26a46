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
