-- The auditor's list by kind of action.
create index audit_log_action on audit_log (action text_pattern_ops, at);
