"""The whole system on one machine: command line, supervisor, embedded PostgreSQL."""
