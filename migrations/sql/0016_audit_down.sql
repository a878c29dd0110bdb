-- Takes back: The audit log and its seals.
DROP FUNCTION common.seal_audit(), common.audit_digest(common.audit_event),
  common.explain_changes(uuid[]),
  common.record_audit(text, text, text, text, text, text, uuid[], uuid, text, text, text,
    text, uuid),
  common.programme_of(text, uuid),
  api.audit_changes(uuid), indicators.audit_changes(uuid),
  api.audit_object(uuid, uuid[]), indicators.audit_object(uuid, uuid[]),
  common.audit_value(jsonb, boolean), common.audit_hash(text);
DROP TABLE common.audit_seal, common.audit_event, common.audit_salt;
DROP FUNCTION common.audits_all();
