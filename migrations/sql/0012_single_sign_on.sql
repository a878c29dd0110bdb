-- Sign-in through an organisation's identity provider.
CREATE TABLE api.identity (
  id uuid CONSTRAINT pk_identity PRIMARY KEY,
  account_id uuid NOT NULL
    CONSTRAINT fk_identity_account_id REFERENCES api.account ON DELETE CASCADE,
  provider text NOT NULL,
  issuer text NOT NULL,
  subject text NOT NULL
    CONSTRAINT ck_identity_subject CHECK (length(subject) BETWEEN 1 AND 255),
  last_used_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_identity_issuer_subject UNIQUE (issuer, subject)
);
CREATE INDEX ix_identity_account_id ON api.identity (account_id);

CREATE TABLE api.provider_sign_in (
  id uuid CONSTRAINT pk_provider_sign_in PRIMARY KEY,
  state_digest bytea NOT NULL CONSTRAINT uq_provider_sign_in_state_digest UNIQUE,
  browser_digest bytea NOT NULL,
  provider text NOT NULL,
  nonce text NOT NULL,
  code_verifier text NOT NULL,
  return_to text NOT NULL
    CONSTRAINT ck_provider_sign_in_return_to
    CHECK (return_to LIKE '/%' AND return_to NOT LIKE '//%'),
  account_id uuid
    CONSTRAINT fk_provider_sign_in_account_id REFERENCES api.account ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_provider_sign_in_account_id ON api.provider_sign_in (account_id);
CREATE INDEX ix_provider_sign_in_expires_at ON api.provider_sign_in (expires_at);

CREATE TABLE api.provider_session (
  id uuid CONSTRAINT pk_provider_session PRIMARY KEY,
  session_id uuid NOT NULL CONSTRAINT uq_provider_session_session_id UNIQUE
    CONSTRAINT fk_provider_session_session_id REFERENCES api.session ON DELETE CASCADE,
  identity_id uuid NOT NULL
    CONSTRAINT fk_provider_session_identity_id REFERENCES api.identity ON DELETE CASCADE,
  sid text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_provider_session_identity_id ON api.provider_session (identity_id, sid);

SELECT common.guard('api.identity',
  read => 'account_id = (SELECT common.acting_account()) OR (SELECT common.task()) = ''sign_in''',
  write => 'account_id = (SELECT common.acting_account()) OR (SELECT common.task()) = ''sign_in''');
SELECT common.guard('api.provider_sign_in',
  read => 'account_id = (SELECT common.acting_account()) OR (SELECT common.task()) = ''sign_in''',
  write => 'account_id = (SELECT common.acting_account()) OR (SELECT common.task()) = ''sign_in''');
SELECT common.guard('api.provider_session',
  read => 'identity_id IN (SELECT i.id FROM api.identity i)',
  write => 'identity_id IN (SELECT i.id FROM api.identity i)');
