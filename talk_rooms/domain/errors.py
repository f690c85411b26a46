from kernel.errors import Refusal


class TalkRefused(Refusal):
    """What the rules of talks, rooms and messages do not allow."""
