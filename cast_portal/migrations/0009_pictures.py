import django.db.models.deletion
from django.db import migrations, models


def into_pictures(apps, schema_editor):
    Cast, CastPicture = models_of(apps)
    for cast in Cast.objects.exclude(image="").iterator():
        name = cast.image.name
        CastPicture.objects.create(cast=cast, order=1, image=name, small=name, source=name)


def into_casts(apps, schema_editor):
    """The main picture only: there is no place for the others, whose files stay."""
    Cast, CastPicture = models_of(apps)
    for picture in CastPicture.objects.filter(order=1).iterator():
        Cast.objects.filter(pk=picture.cast_id).update(image=picture.image.name)


def models_of(apps):
    return apps.get_model("cast_portal", "Cast"), apps.get_model("cast_portal", "CastPicture")


class Migration(migrations.Migration):

    dependencies = [
        ('cast_portal', '0008_topics_and_languages'),
    ]

    operations = [
        migrations.CreateModel(
            name='CastPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.SmallIntegerField(verbose_name='順番')),
                ('image', models.ImageField(upload_to='casts/', verbose_name='写真')),
                ('small', models.ImageField(upload_to='casts/small/', verbose_name='小さい写真')),
                ('source', models.ImageField(upload_to='casts/sources/', verbose_name='切り抜く前の写真')),
                ('square', models.JSONField(blank=True, default=list)),
                ('cast', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='cast_portal.cast')),
            ],
            options={
                'verbose_name': 'キャストの写真',
                'verbose_name_plural': 'キャストの写真',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('cast', 'order'), name='one_picture_per_place'), models.CheckConstraint(condition=models.Q(('order__range', (1, 6)), ('order__range', (-6, -1)), _connector='OR'), name='picture_has_one_of_six_places')],
            },
        ),
        migrations.RunPython(into_pictures, into_casts),
        migrations.RemoveField(
            model_name='cast',
            name='image',
        ),
    ]
