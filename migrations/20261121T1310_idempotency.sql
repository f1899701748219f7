-- Answers to requests that carried an Idempotency-Key, kept by the transaction that did the work: the same request
-- sent again, also after a crash, gets the stored answer and does nothing.
create table idempotency_key (
	person_id bigint not null references person,
	operation text not null,
	key text not null check (length(key) between 1 and 200),
	-- SHA-256 of what was asked: the same key for something else is a mistake of the sender.
	request_hash bytea not null,
	answer jsonb,
	at timestamptz not null default now(),
	primary key (person_id, operation, key)
);
create index idempotency_key_at on idempotency_key (person_id, at);
grant select, insert, update, delete on idempotency_key to diwan_app;

alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy idempotency_key_own on idempotency_key for all
	using (person_id = (select actor_person())) with check (person_id = (select actor_person()));
