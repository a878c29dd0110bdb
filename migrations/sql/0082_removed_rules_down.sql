DROP POLICY seen_of_removed_rule ON indicators.history;
