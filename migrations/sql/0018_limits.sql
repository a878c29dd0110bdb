-- How full each bucket is: one time per key, so nothing is counted and nothing reset.
-- Unlogged: a crash forgets it, which lets a few more calls through and costs nothing else.
CREATE UNLOGGED TABLE common.rate_limit (
  -- A digest: what is limited and for whom, readable by nobody.
  key bytea CONSTRAINT pk_rate_limit PRIMARY KEY,
  full_until timestamptz NOT NULL
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX ix_rate_limit_full_until ON common.rate_limit (full_until);

-- Nobody reads or writes it but through the three functions below.
ALTER TABLE common.rate_limit ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON common.rate_limit FROM PUBLIC;

-- Take one turn if there is one. Each turn fills the bucket by `spacing` seconds; it
-- holds `burst` turns and empties with the clock (GCRA). The row's lock makes callers
-- from any number of processes take turns one by one.
CREATE FUNCTION common.take_turn(bucket bytea, spacing double precision, burst integer)
RETURNS TABLE (taken boolean, free integer, wait double precision)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$
DECLARE
  at timestamptz := clock_timestamp();
  turn interval := make_interval(secs => spacing);
  filled timestamptz;
BEGIN
  INSERT INTO common.rate_limit AS r (key, full_until) VALUES (bucket, at + turn)
    ON CONFLICT (key) DO UPDATE SET full_until = greatest(r.full_until, at) + turn
      WHERE r.full_until <= at + turn * (burst - 1)
    RETURNING r.full_until INTO filled;
  IF FOUND THEN
    RETURN QUERY SELECT true,
      floor(extract(epoch FROM at + turn * burst - filled) / spacing)::integer, 0::float8;
    RETURN;
  END IF;
  SELECT r.full_until INTO filled FROM common.rate_limit r WHERE r.key = bucket;
  RETURN QUERY SELECT false, 0,
    greatest(extract(epoch FROM coalesce(filled, at) - at - turn * (burst - 1)), 0)::float8;
END
$$;

-- For what turned out to be no misuse, as a sign-in with the right password.
CREATE FUNCTION common.return_turn(bucket bytea, spacing double precision)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$
  UPDATE common.rate_limit SET full_until = full_until - make_interval(secs => spacing)
    WHERE key = bucket AND full_until > clock_timestamp()
$$;

-- An empty bucket says as much as none.
CREATE FUNCTION common.forget_empty_buckets()
RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$
  WITH gone AS (DELETE FROM common.rate_limit WHERE full_until < clock_timestamp() RETURNING 1)
  SELECT count(*) FROM gone
$$;

GRANT EXECUTE ON FUNCTION common.take_turn(bytea, double precision, integer),
  common.return_turn(bytea, double precision), common.forget_empty_buckets()
  TO bromost_api, bromost_indicators, bromost_notifications;
