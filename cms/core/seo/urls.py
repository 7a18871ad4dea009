"""Addresses that machines ask for; they stand at the root, whatever the language."""

from django.urls import path

from cms.core.seo import views

urlpatterns = [
    path("robots.txt", views.robots_text, name="robots_text"),
    path("sitemap.xml", views.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:language>-<int:number>.xml", views.sitemap_part, name="sitemap_part"),
    path("media/social/<slug:subject>/<slug:color>-<slug:stamp>.png", views.social_picture, name="social_picture"),
]
