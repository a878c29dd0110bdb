SELECT common.drop_history('api.transaction');
DROP TABLE api.transaction;
DROP FUNCTION api.refuse_changed_transaction();
ALTER TABLE api.budget_line DROP CONSTRAINT uq_budget_line_id_project_id;
