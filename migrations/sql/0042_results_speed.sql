-- How many indicators stand how, by framework and kind of result: counted by the worker
-- when it keeps figures, so that a dashboard reads a few rows of each framework.
CREATE TABLE indicators.standing (
  project_id uuid,
  programme_id uuid,
  owner_id uuid NOT NULL GENERATED ALWAYS AS (coalesce(project_id, programme_id)) STORED,
  kind text NOT NULL,
  -- None of what cannot be judged; without a day, no figure is kept of it.
  status text,
  as_of date,
  indicators integer NOT NULL CONSTRAINT ck_standing_indicators CHECK (indicators > 0),
  CONSTRAINT uq_standing_counted UNIQUE NULLS NOT DISTINCT (owner_id, kind, status, as_of),
  CONSTRAINT ck_standing_owner CHECK (num_nonnulls(project_id, programme_id) = 1)
);
-- Frameworks whose counts are no longer what they were: counted anew by whoever asks.
-- Rows are only added and taken away, so that whoever marks waits for nobody.
CREATE TABLE indicators.standing_due (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_standing_due PRIMARY KEY,
  owner_id uuid NOT NULL
);

-- Who sees a framework sees its counts, which are the worker's.
DO $$
DECLARE
  seen CONSTANT text := '(SELECT true FROM api.project_directory_v1 p WHERE p.id = %1$s.owner_id)'
    ' OR %1$s.owner_id IN'
    ' (SELECT api.programmes_seen_by((SELECT common.reads()), (SELECT common.funds())))';
  listed text;
BEGIN
  FOREACH listed IN ARRAY ARRAY['standing', 'standing_due'] LOOP
    PERFORM common.guard(format('indicators.%I', listed)::regclass, format(seen, listed), 'false');
  END LOOP;
END $$;

-- What was counted, and what is counted now of frameworks that are marked; and beside
-- them how many wait for the worker. Only of what the transaction reads. A function, for its plan is kept: to weigh each time what
-- guards all these tables takes longer than to count.
CREATE FUNCTION indicators.standing_now()
RETURNS TABLE (project_id uuid, programme_id uuid, kind text, status text, as_of date,
  indicators bigint, marked bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH counted AS (
    SELECT s.project_id, s.programme_id, s.kind, s.status, s.as_of,
      s.indicators::bigint AS indicators, 0::bigint AS marked
    FROM indicators.standing s
    WHERE s.owner_id NOT IN (SELECT owner_id FROM indicators.standing_due)
    UNION ALL
    SELECT r.project_id, r.programme_id, r.kind, f.status, f.as_of, count(*), 0
    FROM (SELECT DISTINCT owner_id FROM indicators.standing_due) d
    JOIN indicators.result r ON r.project_id = d.owner_id OR r.programme_id = d.owner_id
    JOIN indicators.indicator i ON i.result_id = r.id AND i.archived_at IS NULL
    LEFT JOIN indicators.figure f ON f.indicator_id = i.id AND f.include = 'accepted'
    WHERE r.archived_at IS NULL
    GROUP BY r.project_id, r.programme_id, r.kind, f.status, f.as_of
    UNION ALL
    SELECT r.project_id, r.programme_id, r.kind, f.status, f.as_of, 0, count(*)
    FROM (SELECT DISTINCT indicator_id FROM indicators.figure_due) d
    JOIN indicators.indicator i ON i.id = d.indicator_id AND i.archived_at IS NULL
    JOIN indicators.result r ON r.id = i.result_id AND r.archived_at IS NULL
    LEFT JOIN indicators.figure f ON f.indicator_id = i.id AND f.include = 'accepted'
    GROUP BY r.project_id, r.programme_id, r.kind, f.status, f.as_of
  )
  SELECT * FROM counted c
  WHERE (SELECT common.reads_all())
    OR (SELECT true FROM api.project_directory_v1 p WHERE p.id = c.project_id)
    OR c.programme_id IN
      (SELECT api.programmes_seen_by((SELECT common.reads()), (SELECT common.funds())));
END
$$;
REVOKE EXECUTE ON FUNCTION indicators.standing_now() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.standing_now() TO bromost_indicators;

-- By triggers, so that no way to change something can forget it.
CREATE FUNCTION indicators.mark_standing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'figure' THEN
      INSERT INTO indicators.standing_due (owner_id)
      SELECT DISTINCT coalesce(r.project_id, r.programme_id) FROM changed c
      JOIN indicators.indicator i ON i.id = c.indicator_id
      JOIN indicators.result r ON r.id = i.result_id
      WHERE c.include = 'accepted';
    WHEN 'indicator' THEN
      INSERT INTO indicators.standing_due (owner_id)
      SELECT DISTINCT coalesce(r.project_id, r.programme_id) FROM changed c
      JOIN indicators.result r ON r.id = c.result_id;
    ELSE
      INSERT INTO indicators.standing_due (owner_id)
      SELECT DISTINCT coalesce(c.project_id, c.programme_id) FROM changed c;
  END CASE;
  RETURN NULL;
END
$$;
-- Most changes leave an indicator where it was counted.
CREATE FUNCTION indicators.mark_changed_standing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'figure' THEN
      INSERT INTO indicators.standing_due (owner_id)
      SELECT DISTINCT coalesce(r.project_id, r.programme_id) FROM changed c
      JOIN before b ON b.indicator_id = c.indicator_id AND b.include = c.include
      JOIN indicators.indicator i ON i.id = c.indicator_id
      JOIN indicators.result r ON r.id = i.result_id
      WHERE c.include = 'accepted' AND (c.status, c.as_of) IS DISTINCT FROM (b.status, b.as_of);
    WHEN 'indicator' THEN
      INSERT INTO indicators.standing_due (owner_id)
      SELECT DISTINCT coalesce(r.project_id, r.programme_id) FROM changed c
      JOIN before b ON b.id = c.id
      JOIN indicators.result r ON r.id IN (b.result_id, c.result_id)
      WHERE (c.result_id, c.archived_at IS NULL)
        IS DISTINCT FROM (b.result_id, b.archived_at IS NULL);
    ELSE
      INSERT INTO indicators.standing_due (owner_id)
      SELECT DISTINCT o.id FROM changed c
      JOIN before b ON b.id = c.id
      CROSS JOIN LATERAL (VALUES (coalesce(b.project_id, b.programme_id)),
        (coalesce(c.project_id, c.programme_id))) AS o (id)
      WHERE (c.project_id, c.programme_id, c.kind, c.archived_at IS NULL)
        IS DISTINCT FROM (b.project_id, b.programme_id, b.kind, b.archived_at IS NULL);
  END CASE;
  RETURN NULL;
END
$$;
DO $$
DECLARE
  source text;
BEGIN
  FOREACH source IN ARRAY ARRAY['figure', 'indicator', 'result'] LOOP
    EXECUTE format('CREATE TRIGGER standing_added AFTER INSERT ON indicators.%I
      REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION indicators.mark_standing()', source);
    EXECUTE format('CREATE TRIGGER standing_changed AFTER UPDATE ON indicators.%I
      REFERENCING OLD TABLE AS before NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION indicators.mark_changed_standing()', source);
    EXECUTE format('CREATE TRIGGER standing_removed AFTER DELETE ON indicators.%I
      REFERENCING OLD TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION indicators.mark_standing()', source);
  END LOOP;
END $$;
INSERT INTO indicators.standing_due (owner_id)
SELECT DISTINCT coalesce(project_id, programme_id) FROM indicators.result;

-- Whose an indicator is that goes into another one: those of a programme have a thousand
-- below them, of which a table shows the first ten by project.
ALTER TABLE indicators.rollup ADD COLUMN child_owner_id uuid;
ALTER TABLE indicators.rollup DISABLE TRIGGER USER;
UPDATE indicators.rollup l SET child_owner_id = coalesce(r.project_id, r.programme_id)
FROM indicators.indicator i JOIN indicators.result r ON r.id = i.result_id
WHERE i.id = l.child_indicator_id;
ALTER TABLE indicators.rollup ENABLE TRIGGER USER;
CREATE INDEX ix_rollup_owners ON indicators.rollup
  (parent_indicator_id, child_owner_id, child_indicator_id) INCLUDE (included);
CREATE INDEX ix_indicator_archived ON indicators.indicator (id) WHERE archived_at IS NOT NULL;
CREATE FUNCTION indicators.name_child_owner() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
BEGIN
  NEW.child_owner_id := (SELECT coalesce(r.project_id, r.programme_id)
    FROM indicators.indicator i JOIN indicators.result r ON r.id = i.result_id
    WHERE i.id = NEW.child_indicator_id);
  RETURN NEW;
END
$$;
CREATE TRIGGER owner_named BEFORE INSERT OR UPDATE ON indicators.rollup
  FOR EACH ROW EXECUTE FUNCTION indicators.name_child_owner();
-- Indicators stay with their owner; one that would not takes its ties along.
CREATE FUNCTION indicators.rename_child_owner() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
BEGIN
  UPDATE indicators.rollup l SET child_owner_id = coalesce(r.project_id, r.programme_id)
  FROM indicators.indicator i JOIN indicators.result r ON r.id = i.result_id
  WHERE i.id = l.child_indicator_id AND NEW.id IN (i.id, r.id)
    AND l.child_owner_id IS DISTINCT FROM coalesce(r.project_id, r.programme_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER owner_renamed AFTER UPDATE OF result_id ON indicators.indicator
  FOR EACH ROW WHEN (OLD.result_id <> NEW.result_id)
  EXECUTE FUNCTION indicators.rename_child_owner();
CREATE TRIGGER owner_renamed AFTER UPDATE OF project_id, programme_id ON indicators.result
  FOR EACH ROW WHEN ((OLD.project_id, OLD.programme_id)
    IS DISTINCT FROM (NEW.project_id, NEW.programme_id))
  EXECUTE FUNCTION indicators.rename_child_owner();
SELECT common.renew_history('indicators.rollup');
-- The same wall with one look at the owner in place of three on the way to it.
ALTER POLICY seen ON indicators.rollup USING ((SELECT common.reads_all())
  OR (SELECT true FROM api.project_directory_v1 p WHERE p.id = rollup.child_owner_id)
  OR child_owner_id IN
    (SELECT api.programmes_seen_by((SELECT common.reads()), (SELECT common.funds()))));

-- What others go into is audited after them, and not before and again: it would only
-- come to what it came to until the last of them was done.
DELETE FROM indicators.figure_audit WHERE ended_at IS NULL;
ALTER TABLE indicators.figure_audit_part
  ADD COLUMN is_above boolean NOT NULL DEFAULT false;
