-- What proves who somebody is. The application's role has no right in this schema: nothing that a request can
-- be made to say reaches it. Only the platform's own code does, outside of a person's transaction.
create schema auth;
revoke all on schema auth from public;

create table auth.credential (
	person_id bigint primary key references public.person on delete cascade,
	-- '$scrypt$ln=15,r=8,p=1$salt$key', so that the cost can grow.
	hash text not null,
	changed_at timestamptz not null default now(),
	must_change boolean not null default false
);

create table auth.totp (
	person_id bigint primary key references public.person on delete cascade,
	secret_sealed bytea not null,
	-- Null while enrolment waits for the first right code.
	confirmed_at timestamptz,
	-- The newest 30-second step that was accepted: a code is good once.
	last_used_step bigint not null default 0
);
create table auth.recovery_code (
	person_id bigint not null references auth.totp on delete cascade,
	hash bytea not null,
	used_at timestamptz,
	primary key (person_id, hash)
);

create table auth.session (
	id bigint generated always as identity primary key,
	-- SHA-256 of the token; the token itself is only in the person's cookie.
	token_hash bytea not null unique check (length(token_hash) = 32),
	person_id bigint not null references public.person on delete cascade,
	method text not null check (method in ('password', 'password+totp', 'oidc')),
	created_at timestamptz not null default now(),
	last_seen_at timestamptz not null default now(),
	expires_at timestamptz not null,
	ip text,
	user_agent text,
	revoked_at timestamptz
);
create index session_person on auth.session (person_id);
create index session_expires on auth.session (expires_at);

create function auth.session_revoked() returns trigger language plpgsql as $$
begin
	insert into public.change_event (topic, keys, payload)
	values ('session', array[new.person_id::text], jsonb_build_object('session', new.id::text));
	return null;
end $$;
create trigger session_revoked after update on auth.session for each row
	when (old.revoked_at is distinct from new.revoked_at) execute function auth.session_revoked();

-- Attempts within a sliding window, in the database so that a restart forgives nobody.
create table auth.rate (
	key text primary key,
	hits timestamptz[] not null,
	expires_at timestamptz not null
);
create index rate_expires on auth.rate (expires_at);

create table auth.oidc_state (
	state_hash bytea primary key,
	nonce text not null,
	code_verifier text not null,
	next text not null,
	expires_at timestamptz not null
);

create table auth.api_key (
	id bigint generated always as identity primary key,
	key_hash bytea not null unique check (length(key_hash) = 32),
	-- The first letters of the key, to recognise it in a list.
	hint text not null,
	person_id bigint not null references public.person on delete cascade,
	name text not null check (btrim(name) <> ''),
	scopes text[] not null check (cardinality(scopes) > 0),
	created_at timestamptz not null default now(),
	last_used_at timestamptz,
	expires_at timestamptz,
	revoked_at timestamptz
);
create index api_key_person on auth.api_key (person_id);
create trigger api_key_revoked after update on auth.api_key for each row
	when (old.revoked_at is distinct from new.revoked_at) execute function auth.session_revoked();
