"""What every page of the portal shares: base page, pictures, documents, branding, health, signal receivers."""
