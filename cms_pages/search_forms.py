from django import forms

from cms_pages.domain.search import LONGEST


class SearchForm(forms.Form):
    q = forms.CharField(required=False)

    @property
    def typed(self) -> str:
        """What was asked for, shortened rather than refused; nothing if it is no text."""
        return self.cleaned_data["q"][:LONGEST].strip() if self.is_valid() else ""
