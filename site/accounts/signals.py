"""Facts that higher apps listen to, sent inside the verb's transaction."""

from django.dispatch import Signal

address_change_asked = Signal()  # change, is_taken: whether the new address is somebody else's
address_changed = Signal()  # user, former_email
addresses_replaced = Signal()  # user, former_emails: also when staff typed the new one

# devices: the rows that are gone, and with them their sessions
signed_out = Signal()

# user: receivers answer with a `domain.export.Part` of what their app keeps about the person
person_data_wanted = Signal()

# user, now: receivers answer with a list of `domain.leaving.Hindrance`
leaving_considered = Signal()
# user, now: before the user's row is locked; what others could still take is to be taken back
account_leaving = Signal()
# user, former_email, former_name, now: under the lock of the user's row; what need not be kept
# is to be erased
account_left = Signal()
