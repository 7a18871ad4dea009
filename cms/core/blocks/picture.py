"""A picture in the text."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, StructValue

from cms.core.blocks import groups
from cms.core.blocks.choosers import DescribedPictureBlock
from cms.core.blocks.samples import first_record, words


class PictureBlock(StructBlock):
    """A picture with alternative text or marked as decoration; its author and licence are always shown."""

    picture = DescribedPictureBlock(label=_("Picture"))
    caption = CharBlock(
        label=_("Caption"),
        max_length=200,
        required=False,
        help_text=_("Stands below the picture: who or what is seen, where, when."),
    )

    def get_preview_value(self) -> StructValue:
        image = first_record(self.child_blocks["picture"].child_blocks["image"])
        if image is not None:
            image.contextual_alt_text, image.decorative = image.default_alt_text, image.is_decorative
        return self._to_struct_value({"picture": image, "caption": words()["lead"]})

    class Meta:
        icon = "image"
        group = groups.SHOW
        label = _("Picture")
        description = _(
            "One picture, with the words for those who do not see it. Author and licence are shown by themselves."
        )
        template = "blocks/picture_block.html"
