DROP TRIGGER figures_added ON api.conversion_rate;
DROP TRIGGER figures_changed_from ON api.conversion_rate;
DROP TRIGGER figures_changed_to ON api.conversion_rate;
DROP TRIGGER figures_removed ON api.conversion_rate;
DROP FUNCTION indicators.mark_converted();
DROP VIEW api.conversion_rate_v1;
