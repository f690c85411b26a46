"""Facts that higher apps listen to, sent inside the verb's transaction."""

from django.dispatch import Signal

talk_ended = Signal()  # talk, now
unread_changed = Signal()  # reader: a message has come for them, or they have read some
