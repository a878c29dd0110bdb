-- Takes back: The audit log and its sealed chain.
SELECT;
