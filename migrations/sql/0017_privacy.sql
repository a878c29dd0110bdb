-- Erasure and the registry of personal columns.
SELECT;
