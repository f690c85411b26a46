from django.urls import path

from payouts.views import bank_account, claims

app_name = "payouts"
urlpatterns = [
    path("cast/bank-account/", bank_account.bank_account, name="bank_account"),
    path("cast/bank-account/banks/", bank_account.bank_search, name="bank_search"),
    path("cast/bank-account/branches/", bank_account.branch_search, name="branch_search"),
    path("cast/claims/", claims.claims, name="claims"),
]
