"""The demo region: invented companies, offers and people in a real landscape, built and removed by one command."""
