"""Facts that higher apps listen to, sent inside the verb's transaction."""

from django.dispatch import Signal

cast_approved = Signal()  # cast, now
talk_reserved = Signal()  # talk, now
report_finalised = Signal()  # report, now: the outcome stands and may be paid on
