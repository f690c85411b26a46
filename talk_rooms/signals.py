"""Facts that higher apps listen to, each sent inside the verb's transaction: talk, now, …"""

from django.dispatch import Signal

talk_cancelled = Signal()  # also: side (Side), reason
talk_ended = Signal()
message_sent = Signal()  # also: message
