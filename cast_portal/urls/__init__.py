from cast_portal.urls.entry import urlpatterns as entry
from cast_portal.urls.portal import urlpatterns as portal

app_name = "cast_portal"
urlpatterns = [*entry, *portal]
