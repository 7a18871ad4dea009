"""The forms behind every upload of the desk: single, several at once, and from a chooser."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import Field, FileField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.core.uploads.documents import check_document, tidy_name
from cms.core.uploads.errors import UploadRefusedError
from cms.core.uploads.pictures import clean_picture


class PictureField(WagtailImageField):
    """Takes pictures only, and keeps only the picture of them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.help_text = _(
            "JPEG, PNG, WebP, AVIF or GIF, at most 10 MB and 40 million pixels. "
            "Place, camera and names inside the file are removed."
        )

    def to_python(self, data: Any) -> Any:
        upload = FileField.to_python(self, data)
        if upload is None or not isinstance(upload, UploadedFile):
            return upload
        try:
            clean_picture(upload)
        except UploadRefusedError as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal
        return super().to_python(upload)


PICTURE_HELP = {
    "title": _("The name by which you find the picture again; visitors do not see it."),
    "collection": _("Decides who at the desk may use the picture."),
    "tags": _("Words by which colleagues find it, such as: winter, town hall."),
    "is_decorative": _("Ticked: the picture shows nothing that people need to know; screen readers leave it out."),
    "author": _("Who took the picture; stands below it, as the law asks."),
    "license": _("What the author allows, such as: CC BY 4.0, or: by agreement."),
    "source": _("Where the picture is from, so that a colleague can look it up."),
    "people_consented": _("Ticked: everybody who can be recognized said yes in writing, for children the guardians."),
    "valid_until": _("A month before this day the picture stands on your board."),
}
DOCUMENT_HELP = {
    "title": _("Stands on the link to download, so that people know what they get."),
    "file": _("Best a PDF with text that can be read aloud; the search finds the words inside."),
    "collection": _("Decides who may see the document and who at the desk may use it."),
    "tags": _("Words by which colleagues find it, such as: form, fees."),
    "valid_until": _("Until when the document holds; empty: until further notice."),
}


def explain(fields: Mapping[str, Field], sentences: Mapping[str, str | Promise]) -> None:
    """Tell below each field what it does for the reader, in the language of whoever looks."""
    for name, sentence in sentences.items():
        if name in fields:
            fields[name].help_text = str(sentence)


class PictureForm(BaseImageForm):
    """The form of a picture."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        explain(self.fields, PICTURE_HELP)
        if given := self.fields.get("file"):
            self.fields["file"] = PictureField(label=given.label, required=given.required, widget=given.widget)


class DocumentForm(BaseDocumentForm):
    """The form of a document."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        explain(self.fields, DOCUMENT_HELP)

    def clean_file(self) -> Any:
        upload = self.cleaned_data.get("file")
        if "file" not in self.changed_data or not isinstance(upload, UploadedFile):
            return upload
        try:
            check_document(upload)
        except UploadRefusedError as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal
        upload.name = tidy_name(str(upload.name))
        return upload
