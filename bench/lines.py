"""One line a measure: name, value, unit, limit, PASS or FAIL."""

from statistics import median


class Lines:
    """Prints measures as they come and remembers whether all kept their limit."""

    def __init__(self) -> None:
        self.all_pass = True

    def add(self, name: str, values: list[float], unit: str, limit: float) -> None:
        value = median(values)
        passed = value <= limit
        self.all_pass &= passed
        verdict = "PASS" if passed else "FAIL"
        print(f"{name}\t{value:.1f}\t{unit}\t≤ {limit:g}\t{verdict}", flush=True)
