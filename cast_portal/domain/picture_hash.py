from io import BytesIO
from itertools import pairwise

from PIL import Image

COLUMNS, ROWS = 9, 8


def picture_hash(jpeg: bytes) -> str:
    """A 64-bit difference hash in 16 hex digits, or "" for a picture of one colour.

    Two files of the same picture have the same hash, also when one was scaled or encoded again.
    """
    cells = Image.open(BytesIO(jpeg)).convert("L").resize((COLUMNS, ROWS)).tobytes()
    if len(set(cells)) == 1:
        return ""
    rows = (cells[start : start + COLUMNS] for start in range(0, len(cells), COLUMNS))
    bits = "".join("1" if left > right else "0" for row in rows for left, right in pairwise(row))
    return f"{int(bits, 2):016x}"
