-- Takes back: The history of every business table.
SELECT;
