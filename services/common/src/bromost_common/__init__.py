"""What all services share: no domain words, no HTTP outside `web`."""
