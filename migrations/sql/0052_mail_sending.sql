-- What the last try was addressed to, as a digest: a bounce that comes back weeks later is
-- about that address, whatever the account has by then.
ALTER TABLE notifications.delivery ADD COLUMN sent_to bytea
  CONSTRAINT ck_delivery_sent_to CHECK (octet_length(sent_to) = 32);

-- Addresses that nothing is sent to any more, since they bounced or their reader complained.
CREATE TABLE notifications.suppression (
  id uuid CONSTRAINT pk_suppression PRIMARY KEY,
  -- Never the address: another one of the same person is another digest, and is sent to.
  address_digest bytea NOT NULL
    CONSTRAINT ck_suppression_address_digest CHECK (octet_length(address_digest) = 32),
  account_id uuid NOT NULL,
  cause text NOT NULL
    CONSTRAINT ck_suppression_cause CHECK (cause IN ('bounce', 'complaint')),
  -- The mail server's, such as 550 or 5.1.1.
  code text CONSTRAINT ck_suppression_code CHECK (code ~ '^[0-9.]{3,12}$'),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_suppression_address_digest UNIQUE (address_digest)
);
CREATE INDEX ix_suppression_account_id ON notifications.suppression (account_id);
CREATE INDEX ix_suppression_created_at
  ON notifications.suppression (created_at DESC, id DESC);

-- The links with which a reader stops mails of some topics without signing in.
CREATE TABLE notifications.stop_link (
  digest bytea CONSTRAINT pk_stop_link PRIMARY KEY
    CONSTRAINT ck_stop_link_digest CHECK (octet_length(digest) = 32),
  account_id uuid NOT NULL,
  topics text[] NOT NULL,
  locale text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz
);
CREATE INDEX ix_stop_link_account_id ON notifications.stop_link (account_id);
CREATE INDEX ix_stop_link_created_at ON notifications.stop_link (created_at);

-- What an installation says instead of the words that come with the product.
CREATE TABLE notifications.mail_template (
  id uuid CONSTRAINT pk_mail_template PRIMARY KEY,
  topic text NOT NULL,
  channel text NOT NULL
    CONSTRAINT ck_mail_template_channel CHECK (channel IN ('email')),
  locale text NOT NULL
    CONSTRAINT ck_mail_template_locale CHECK (locale IN ('en', 'nb', 'bs', 'pl')),
  draft_subject text,
  draft_body text,
  -- The one in use; without it the product's own words are.
  published_number integer,
  failing_since timestamptz,
  failure text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_mail_template_topic_channel_locale UNIQUE (topic, channel, locale),
  CONSTRAINT ck_mail_template_draft
    CHECK ((draft_subject IS NULL) = (draft_body IS NULL)),
  CONSTRAINT ck_mail_template_failing
    CHECK ((failing_since IS NULL) = (failure IS NULL))
);
CREATE TABLE notifications.mail_template_version (
  template_id uuid NOT NULL CONSTRAINT fk_mail_template_version_template_id
    REFERENCES notifications.mail_template ON DELETE CASCADE,
  number integer NOT NULL,
  subject text NOT NULL
    CONSTRAINT ck_mail_template_version_subject CHECK (length(subject) BETWEEN 1 AND 1000),
  body text NOT NULL
    CONSTRAINT ck_mail_template_version_body CHECK (length(body) BETWEEN 1 AND 5000),
  published_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_mail_template_version PRIMARY KEY (template_id, number)
);
ALTER TABLE notifications.mail_template ADD CONSTRAINT fk_mail_template_published_number
  FOREIGN KEY (id, published_number)
  REFERENCES notifications.mail_template_version (template_id, number)
  DEFERRABLE INITIALLY DEFERRED;

-- The system at its work, and whoever looks after everything; not whoever reads everything.
DO $$
DECLARE
  kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['notifications.suppression', 'notifications.stop_link',
    'notifications.mail_template', 'notifications.mail_template_version'] LOOP
    PERFORM common.guard(kept, 'false', '(SELECT common.task()) <> ''''');
    EXECUTE format('ALTER POLICY seen ON %s USING ((SELECT common.task()) <> '''''
      ' OR (SELECT common.writes_all()))', kept);
  END LOOP;
END
$$;
