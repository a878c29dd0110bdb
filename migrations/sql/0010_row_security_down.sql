-- Takes back: Row-level security on every business table.
SELECT;
