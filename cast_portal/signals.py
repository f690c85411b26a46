"""Facts that higher apps listen to, sent inside the verb's transaction."""

from django.dispatch import Signal

report_finalised = Signal()  # report, now: the outcome stands and may be paid on
