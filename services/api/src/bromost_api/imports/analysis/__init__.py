"""What an import would do: decided from rows and what the registry holds, purely."""
