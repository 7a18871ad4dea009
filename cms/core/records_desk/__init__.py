"""The editors' desk for records that many pages share: references and contacts."""
