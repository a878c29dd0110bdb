"""What of a network belongs to its programme."""

# Whoever carries it acts on it, so that the programme says who does.
OF_THE_PROGRAMME = frozenset({"code", "lead_organisation_id"})
