-- What is gone has no row by which to tell who saw it, so that only those who see all were
-- told of it. Of a rule between indicators, its last image names the project or programme
-- that it was of: whoever may change that one is told who removed it.
CREATE POLICY seen_of_removed_rule ON indicators.history FOR SELECT USING (
  object_type = 'cross_check' AND (
    (image->>'project_id')::uuid IN (SELECT api.projects_covered_by((SELECT common.writes())))
    OR (image->>'programme_id')::uuid IN (
      SELECT api.programmes_covered_by((SELECT common.writes())))));
