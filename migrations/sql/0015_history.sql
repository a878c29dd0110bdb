-- The history of every business table.
SELECT;
