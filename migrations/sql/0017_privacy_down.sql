-- Takes back: Erasure and the registry of personal columns.
SELECT;
