"""Days that somebody may ask for: those near the ends of the calendar have no neighbours."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator

IN_OUR_TIMES = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2999, 12, 31))]
