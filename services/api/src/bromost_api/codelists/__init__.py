"""Countries and currencies, with their names in the four languages."""
