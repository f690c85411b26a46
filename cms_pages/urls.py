app_name = "cms_pages"
urlpatterns: list = []
