-- Takes back: What titles sort by, as columns of their own.
SELECT;
