from django.urls import path, re_path

from accounts import account_views, views

app_name = "accounts"
urlpatterns = [
    path("my/", views.home, name="home"),
    path("my/account/", account_views.account, name="account"),
    path("my/account/address/", account_views.AddressView.as_view(), name="address"),
    path("my/account/address/cancel/", account_views.cancel_address, name="cancel_address"),
    path("my/account/devices/", account_views.devices, name="devices"),
    path(
        "my/account/devices/others/sign-out/",
        account_views.sign_out_all_others,
        name="sign_out_others",
    ),
    path(
        "my/account/devices/<str:public_id>/sign-out/",
        account_views.sign_out_device,
        name="sign_out_device",
    ),
    path("my/account/export/", account_views.export, name="export"),
    path("my/account/leave/", account_views.LeaveView.as_view(), name="leave"),
    path("left/", account_views.left, name="left"),
    re_path(
        r"^address/(?P<side>old|new)/(?P<token>[-:\w]+)/$",
        account_views.confirm,
        name="confirm_address",
    ),
    path("consent/", views.ConsentView.as_view(), name="consent"),
    path("accounts/logout/", views.SignOutView.as_view()),
    # allauth's own page would change an address without a word from the old one.
    path("accounts/email/", views.own_address_page),
]
