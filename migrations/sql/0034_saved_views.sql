-- Where organisations are, as everybody reads it in the phone book.
CREATE VIEW api.organisation_place_v1 AS
SELECT id, latitude, longitude FROM api.organisation;
GRANT SELECT ON api.organisation_place_v1 TO bromost_indicators;
-- What the schema grants by itself would let rows be changed past row-level security.
REVOKE INSERT, UPDATE, DELETE ON api.organisation_place_v1 FROM bromost_api;

-- How somebody looks at a page: the address they come back to, under a name.
CREATE TABLE api.saved_view (
  id uuid CONSTRAINT pk_saved_view PRIMARY KEY,
  account_id uuid NOT NULL
    CONSTRAINT fk_saved_view_account_id REFERENCES api.account (id) ON DELETE CASCADE,
  programme_id uuid
    CONSTRAINT fk_saved_view_programme_id REFERENCES api.programme (id),
  path text NOT NULL
    CONSTRAINT ck_saved_view_path CHECK (path ~ '^/[a-z0-9/-]{1,99}$'),
  search text NOT NULL
    CONSTRAINT ck_saved_view_search CHECK (char_length(search) <= 1500),
  name text NOT NULL
    CONSTRAINT ck_saved_view_name CHECK (char_length(name) BETWEEN 1 AND 80),
  is_default boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_saved_view_account_id_path_name UNIQUE (account_id, path, name)
);
CREATE UNIQUE INDEX uq_saved_view_default ON api.saved_view (account_id, path)
  WHERE is_default;
CREATE INDEX ix_saved_view_programme_id ON api.saved_view (programme_id);

-- One's own, and what is shared with a programme that one sees; to be shared, or changed
-- when it is, by whoever may write the programme. One's own can always be taken away.
DO $$
DECLARE
  mine CONSTANT text := 'account_id = (SELECT common.acting_account())';
  held CONSTANT text :=
    'programme_id IN (SELECT api.programmes_covered_by((SELECT common.writes())))';
BEGIN
  PERFORM common.guard('api.saved_view',
    mine || ' OR programme_id IN'
      ' (SELECT api.programmes_seen_by((SELECT common.reads()), (SELECT common.funds())))',
    format('(%s AND programme_id IS NULL) OR %s', mine, held));
  EXECUTE format('ALTER POLICY changed ON api.saved_view USING'
    ' ((SELECT common.writes_all()) OR %1$s OR %2$s) WITH CHECK'
    ' ((SELECT common.writes_all()) OR (%1$s AND programme_id IS NULL) OR %2$s)', mine, held);
  EXECUTE format('ALTER POLICY removed ON api.saved_view USING'
    ' ((SELECT common.writes_all()) OR %s OR %s)', mine, held);
END
$$;
SELECT common.keep_history('api.saved_view', 'saved_view');
