from io import BytesIO
from itertools import pairwise

from PIL import Image

COLUMNS, ROWS = 17, 16


def picture_hash(jpeg: bytes) -> str:
    """A difference hash of 256 bits in 64 hex digits, or "" for a picture of one colour.

    The same photo sent twice has the same hash, whatever its file's name, format or metadata.
    Fewer bits would take all cards of one kind, laid flat, for the same.
    """
    cells = Image.open(BytesIO(jpeg)).convert("L").resize((COLUMNS, ROWS)).tobytes()
    if len(set(cells)) == 1:
        return ""
    rows = (cells[start : start + COLUMNS] for start in range(0, len(cells), COLUMNS))
    bits = "".join("1" if left > right else "0" for row in rows for left, right in pairwise(row))
    return f"{int(bits, 2):064x}"
