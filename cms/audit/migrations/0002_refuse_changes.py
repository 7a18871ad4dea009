"""Let the database refuse to change the audit log."""

from django.db import migrations

from cms.audit import triggers


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_entries")]

    operations = [migrations.RunPython(triggers.install, triggers.uninstall)]
