from io import BytesIO

from PIL import Image


def picture_hash(jpeg: bytes) -> str:
    grey = Image.open(BytesIO(jpeg)).convert("L").resize((9, 8))
    cells = list(grey.tobytes())
    if len(set(cells)) == 1:
        return ""
    bits = 0
    for i in range(72):
        if i % 9 != 8:
            bits = bits << 1 | (cells[i] > cells[i + 1])
    return f"{bits:016x}"
