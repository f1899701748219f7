-- The audit log: append-only and hash-chained, written by the transaction that makes the change. One chain would
-- make every writer wait for the previous one's commit, so there are eight; a writer takes a free one.
-- Place in the chain, time and hashes are set by the trigger, whatever the writer says.
create table audit_log (
	chain smallint not null default 0 check (chain between 0 and 7),
	seq bigint not null default 0,
	at timestamptz not null default now(),
	actor_person_id bigint,
	actor_unit_id bigint,
	actor_kind text not null,
	action text not null,
	subject_type text not null,
	subject_id text not null,
	detail jsonb not null default '{}',
	request_id text,
	prev_hash bytea not null default '',
	hash bytea not null default '',
	primary key (chain, seq)
);
create index audit_log_subject on audit_log (subject_type, subject_id, at);
create index audit_log_actor on audit_log (actor_person_id, at);
create index audit_log_at on audit_log (at);

-- The text that is hashed. jsonb has one canonical text, timestamps are written in UTC with microseconds.
create function audit_row_hash(r audit_log) returns bytea immutable language sql as $$
	select sha256(r.prev_hash || convert_to(concat_ws(E'\x1f', r.chain, r.seq,
		to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
		coalesce(r.actor_person_id::text, '-'), coalesce(r.actor_unit_id::text, '-'), r.actor_kind, r.action,
		r.subject_type, r.subject_id, r.detail::text, coalesce(r.request_id, '-')), 'UTF8'))
$$;

create function audit_link() returns trigger language plpgsql as $$
declare
	own smallint := (pg_backend_pid() % 8)::smallint;
	last record;
begin
	for i in 0..7 loop
		own := ((pg_backend_pid() + i) % 8)::smallint;
		exit when pg_try_advisory_xact_lock(4211, own);
		if i = 7 then perform pg_advisory_xact_lock(4211, own); end if;
	end loop;
	select seq, hash into last from audit_log where chain = own order by seq desc limit 1;
	new.chain := own;
	new.seq := coalesce(last.seq, 0) + 1;
	new.at := clock_timestamp();
	new.prev_hash := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
	new.hash := audit_row_hash(new);
	return new;
end $$;
create trigger audit_link before insert on audit_log for each row execute function audit_link();

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
	raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_no_change before update or delete on audit_log
	for each row execute function audit_is_append_only();
create trigger audit_no_truncate before truncate on audit_log
	for each statement execute function audit_is_append_only();

grant select, insert on audit_log to diwan_app;
