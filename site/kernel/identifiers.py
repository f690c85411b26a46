import secrets

# Without look-alikes (0/O, 1/l/I), so that people can read one out on the telephone.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_public_id() -> str:
    """Twelve characters, about 59 bits: names an object in a URL without counting objects."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))
