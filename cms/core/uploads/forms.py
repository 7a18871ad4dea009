"""The forms behind every upload of the desk: single, several at once, and from a chooser."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import FileField
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


class PictureForm(BaseImageForm):
    """The form of a picture."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if given := self.fields.get("file"):
            self.fields["file"] = PictureField(label=given.label, required=given.required, widget=given.widget)


class DocumentForm(BaseDocumentForm):
    """The form of a document."""

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
