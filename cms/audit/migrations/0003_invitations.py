"""Know invitations as events. Only choices change: the table stays, and so do its triggers."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_refuse_changes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='entry',
            name='action',
            field=models.CharField(choices=[('log-in', 'logged in'), ('log-in failed', 'failed to log in'), ('second factor added', 'second factor set up'), ('second factor removed', 'second factor removed'), ('second factor renewed', 'recovery codes made anew'), ('role changed', 'roles of a person changed'), ('group changed', 'rights of a role changed'), ('log-in closed', 'log-in closed'), ('log-in opened', 'log-in opened again'), ('invited', 'invited'), ('invitation sent again', 'invitation sent again'), ('invitation withdrawn', 'invitation withdrawn'), ('published', 'published'), ('unpublished', 'taken offline'), ('deleted', 'deleted'), ('exported', 'exported'), ('person deleted', 'person deleted'), ('refused', 'turned away at the desk'), ('consent given', 'consent given'), ('consent withdrawn', 'consent withdrawn'), ('restored', 'back-up restored'), ('cut', 'oldest rows removed')], max_length=24, verbose_name='what'),
        ),
    ]
