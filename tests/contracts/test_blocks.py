"""Every block tells editors what it is for, and shows it before it is chosen."""

import pytest
from django.template.loader import get_template
from django.urls import reverse
from django.utils.encoding import force_str
from wagtail.admin.icons import get_icons
from wagtail.blocks import Block

from cms.core.blocks import StoryBlock, groups
from tests.factories import AdministratorFactory, serve_portal, sign_in_staff

BLOCKS = StoryBlock().child_blocks
GROUPS = [groups.TEXT, groups.DO, groups.SHOW, groups.PROVE, groups.PORTAL]


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_has_words_a_group_and_a_template(name: str) -> None:
    block: Block = BLOCKS[name]

    assert force_str(block.label)
    assert block.get_description().strip().endswith(".")
    assert block.meta.group in GROUPS
    assert get_template(block.meta.template)


@pytest.mark.parametrize("name", BLOCKS)
def test_a_blocks_icon_is_one_that_the_desk_has(name: str) -> None:
    assert f'id="icon-{BLOCKS[name].meta.icon}"' in get_icons()


def test_no_two_blocks_have_the_same_label() -> None:
    labels = [force_str(block.label) for block in BLOCKS.values()]

    assert len(set(labels)) == len(labels)


def test_blocks_of_a_group_stand_together() -> None:
    order = [GROUPS.index(block.meta.group) for block in BLOCKS.values()]

    assert order == sorted(order)


@pytest.mark.django_db
@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_is_previewed_in_the_portals_look(client, name: str) -> None:
    serve_portal()
    sign_in_staff(client, AdministratorFactory())
    block = BLOCKS[name]

    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert block.is_previewable
    assert response.status_code == 200
    assert "heimathafen/heimathafen.css" in response.content.decode()
