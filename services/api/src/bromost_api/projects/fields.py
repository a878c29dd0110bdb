"""What of a project belongs to its programme."""

# Where it stands in the programme and who takes part is the programme's to say; what
# it is about is the project's own.
OF_THE_PROGRAMME = frozenset({"programme_id", "network_id", "code", "roles"})
