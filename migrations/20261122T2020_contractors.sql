-- Who digs for a promoter: a small register of contractors, which the coordinator keeps. No permit is given to one
-- whose registration is over.
create table contractor (
	id bigint generated always as identity primary key,
	name_ar text not null check (btrim(name_ar) <> '' and length(name_ar) <= 200),
	name_en text check (btrim(name_en) <> '' and length(name_en) <= 200),
	-- In the register of the federation of contractors.
	register_no text not null check (btrim(register_no) <> '' and length(register_no) <= 40),
	-- The last day of the registration.
	valid_until date not null,
	updated_at timestamptz not null default now(),
	updated_by bigint references person
);
create unique index contractor_register_no on contractor (ar_norm(register_no));
grant select, insert, update on contractor to diwan_app;

alter table dig
	add column contractor_id bigint references contractor,
	-- In the words of a foreign source, where the register does not know it.
	add column contractor text check (btrim(contractor) <> '' and length(contractor) <= 200),
	add constraint dig_contractor check (contractor_id is null or contractor is null);
create index dig_contractor_id on dig (contractor_id) where contractor_id is not null;
