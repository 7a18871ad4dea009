"""A film of our own."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock, StructValue
from wagtail.documents.blocks import DocumentChooserBlock

from cms.core.blocks import groups
from cms.core.blocks.choosers import PictureChooserBlock
from cms.core.blocks.samples import words
from cms.core.blocks.text import PASSAGE_FEATURES


class VideoBlock(StructBlock):
    """A film from our own server: nothing is loaded before somebody presses play, and nothing from elsewhere."""

    title = CharBlock(label=_("Title"), max_length=160, help_text=_("What people will see; stands above the film."))
    video = DocumentChooserBlock(label=_("Film"), help_text=_("An MP4 or WebM file, uploaded as a document."))
    poster = PictureChooserBlock(
        label=_("Still picture"), required=False, help_text=_("Shown until somebody presses play.")
    )
    captions = DocumentChooserBlock(
        label=_("Captions"), required=False, help_text=_("A WebVTT file. Needed as soon as somebody speaks.")
    )
    transcript = RichTextBlock(
        label=_("Transcript"),
        features=PASSAGE_FEATURES,
        help_text=_("What is said and shown, for all who cannot hear or see it."),
    )

    def get_preview_value(self) -> StructValue:
        say = words()
        empty = {"video": None, "poster": None, "captions": None}
        return self.normalize({**empty, "title": say["video"], "transcript": f"<p>{say['transcript']}</p>"})

    class Meta:
        icon = "media"
        group = groups.SHOW
        label = _("Video")
        description = _("A film of our own with captions and transcript. Films of other platforms cannot be embedded.")
        template = "blocks/video_block.html"
