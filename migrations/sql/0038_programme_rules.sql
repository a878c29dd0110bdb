-- What a programme lays down for its results; without a row the defaults hold.
CREATE TABLE indicators.programme_rules (
  id uuid CONSTRAINT pk_programme_rules PRIMARY KEY,
  -- Of the registry: another schema, hence no foreign key.
  programme_id uuid NOT NULL CONSTRAINT uq_programme_rules_programme_id UNIQUE,
  -- So far from what was expected, as a share of it, is still on track.
  tolerance numeric(4, 3) NOT NULL
    CONSTRAINT ck_programme_rules_tolerance CHECK (tolerance BETWEEN 0 AND 1),
  -- Whether one person verifies a value before another one accepts it.
  second_level boolean NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
SELECT common.guard('indicators.programme_rules',
    'programme_id IN (SELECT api.programmes_seen_by((SELECT common.reads()), (SELECT common.funds())))',
    'programme_id IN (SELECT api.programmes_covered_by((SELECT common.writes())))'),
  common.keep_history('indicators.programme_rules', 'programme_rules');

-- With another tolerance, what is on track may be behind.
CREATE FUNCTION indicators.mark_judged(programme uuid, project uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS
$$
INSERT INTO indicators.figure_due (indicator_id)
SELECT i.id FROM indicators.indicator i JOIN indicators.result r ON r.id = i.result_id
WHERE r.programme_id = programme OR r.project_id = project
  OR r.project_id IN (SELECT p.id FROM api.project p WHERE p.programme_id = programme)
$$;
REVOKE EXECUTE ON FUNCTION indicators.mark_judged(uuid, uuid) FROM PUBLIC;

CREATE FUNCTION indicators.mark_programme_judged() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
BEGIN
  PERFORM indicators.mark_judged(NEW.programme_id, NULL);
  RETURN NULL;
END
$$;
CREATE TRIGGER figures_added AFTER INSERT ON indicators.programme_rules
  FOR EACH ROW EXECUTE FUNCTION indicators.mark_programme_judged();
CREATE TRIGGER figures_changed AFTER UPDATE OF tolerance ON indicators.programme_rules
  FOR EACH ROW WHEN (OLD.tolerance <> NEW.tolerance)
  EXECUTE FUNCTION indicators.mark_programme_judged();

-- A project that moves is judged by the rules of where it goes.
CREATE FUNCTION indicators.mark_moved_project() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
BEGIN
  PERFORM indicators.mark_judged(NULL, NEW.id);
  RETURN NULL;
END
$$;
CREATE TRIGGER judged_elsewhere AFTER UPDATE OF programme_id ON api.project
  FOR EACH ROW WHEN (OLD.programme_id <> NEW.programme_id)
  EXECUTE FUNCTION indicators.mark_moved_project();

-- What figures come from is told with the tolerance: all of them anew.
INSERT INTO indicators.figure_due (indicator_id) SELECT id FROM indicators.indicator;
