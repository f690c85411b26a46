"""One line a measure: name, value, unit, limit, PASS or FAIL."""

from statistics import median


class Lines:
    """Prints measures as they come and remembers whether all kept their limit."""

    def __init__(self) -> None:
        self.all_pass = True

    def add(self, name: str, values: list[float], unit: str, limit: float) -> None:
        value = median(values)
        self.say(name, f"{value:.1f}\t{unit}\t≤ {limit:g}", passed=value <= limit)

    def add_floor(self, name: str, values: list[float], unit: str, limit: float) -> None:
        """A measure that must not be smaller."""
        value = median(values)
        self.say(name, f"{value:.2f}\t{unit}\t≥ {limit:g}", passed=value >= limit)

    def say(self, name: str, measure: str, *, passed: bool) -> None:
        self.all_pass &= passed
        print(f"{name}\t{measure}\t{'PASS' if passed else 'FAIL'}", flush=True)
