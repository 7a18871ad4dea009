"""Build the shipped reference data from a folder of collected open data.

Run from the repository root: ``python -m tests.support.compact_reference_data FOLDER``.
"""

import argparse
import shutil
from pathlib import Path

from tests.support.reference_data import demo_region, facts, occupation_groups, occupations, outlines, places

REPOSITORY = Path(__file__).resolve().parents[2]
MATCHING_DATA = REPOSITORY / "matching/data"
CORE_DATA = REPOSITORY / "cms/core/data"
DEMO = REPOSITORY / "cms/demo"
TEST_DATA = REPOSITORY / "tests/data"
JUDGED_SETS = ("melo_aut", "search_dev", "search_dev_en")
# Licenses that demand their own text beside the data.
LICENSE_TEXTS = {
    "auxco-MIT.md": "kldb/auxco/LICENSE-MIT.md",
    "badata-MIT.md": "bastat/LICENSE.md",
}


def main() -> None:
    """Read the folder named on the command line and write every shipped file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="folder with the collected data")
    source = parser.parse_args().source
    write_matching_data(source)
    facts.write_facts(source, CORE_DATA)
    demo_region.write_pictures(source, DEMO / "pictures")
    demo_region.write_first_names(source, DEMO)
    copy_judged_sets(source)


def write_matching_data(source: Path) -> None:
    """Write what the matching engine and the maps read."""
    occupations.write_occupations_and_skills(source, MATCHING_DATA)
    occupation_groups.write_groups(source, MATCHING_DATA)
    occupation_groups.write_tasks(source, MATCHING_DATA)
    occupation_groups.write_kldb(source, MATCHING_DATA)
    occupation_groups.write_regional_labor(source, MATCHING_DATA)
    places.write_places(source, MATCHING_DATA)
    outlines.write_outlines(source, MATCHING_DATA / "outlines")
    for name, path in LICENSE_TEXTS.items():
        _copy(source / path, MATCHING_DATA / "LICENSES" / name)


def copy_judged_sets(source: Path) -> None:
    """Copy the judged sets that tests and benchmarks read, unchanged and with their licenses."""
    for name in JUDGED_SETS:
        for path in sorted((source / name).iterdir()):
            _copy(path, TEST_DATA / name / path.name)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    main()
