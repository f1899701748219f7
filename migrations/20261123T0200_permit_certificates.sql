-- What a department gives in writing: site statements, licences, refusals, conformity certificates, utility letters.
-- A certificate is one row that is never changed, issued by the transaction that decided; its paper is set from it.
create table permit_certificate_count (
	prefix text not null,
	year smallint not null,
	last integer not null check (last > 0),
	primary key (prefix, year)
);
grant select, insert, update on permit_certificate_count to diwan_app;

-- Nobody's name stands in this row: whoever holds the paper is told of it.
create table permit_certificate (
	id bigint generated always as identity primary key,
	kind text not null check (kind in ('statement', 'licence', 'refusal', 'conformity', 'utility_letter')),
	number text not null unique,
	-- What the paper leads to; 65 random bits.
	code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]$'),
	unit_id bigint not null references unit,
	-- Null for a statement, which comes before any case.
	permit_id bigint references permit,
	-- Which of several of a kind: the network a letter is for.
	subject text check (btrim(subject) <> '' and length(subject) <= 60),
	parcel_id bigint,
	parcel_name text,
	geom geometry(MultiPolygon, 22992) not null check (st_isvalid(geom) and not st_isempty(geom)),
	footprint geometry(MultiPolygon, 22992),
	issued_at timestamptz not null,
	issued_by bigint not null references person,
	valid_until date,
	-- The one it takes the place of.
	supersedes bigint unique references permit_certificate,
	-- Hexadecimal, of the content's text.
	content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
	-- The rows of the audit log that led to it and the ends of its chains at that moment, with their hashes.
	proof jsonb not null check (jsonb_typeof(proof) = 'object'),
	constraint permit_certificate_of check ((permit_id is null) = (kind = 'statement'))
);
create index permit_certificate_permit on permit_certificate (permit_id, id) where permit_id is not null;
create index permit_certificate_parcel on permit_certificate (parcel_id, id) where parcel_id is not null;
create index permit_certificate_unit on permit_certificate (unit_id, id);
grant select, insert on permit_certificate to diwan_app;
grant usage on sequence permit_certificate_id_seq to diwan_app;

-- What is written in it, as it was issued: JSON, kept to the letter. Names stand in here.
create table permit_certificate_content (
	certificate_id bigint primary key references permit_certificate,
	content text not null check (content::json is not null)
);
grant select, insert on permit_certificate_content to diwan_app;

-- The paper as it was set the first time: whatever has another hash is not it.
create table permit_certificate_paper (
	certificate_id bigint primary key references permit_certificate,
	sha256 text not null references stored_file,
	made_at timestamptz not null
);
grant select, insert on permit_certificate_paper to diwan_app;

create table permit_certificate_revocation (
	certificate_id bigint primary key references permit_certificate,
	at timestamptz not null,
	person_id bigint not null references person,
	reason text not null check (btrim(reason) <> '' and length(reason) <= 2000),
	article text check (btrim(article) <> '' and length(article) <= 300)
);
grant select, insert on permit_certificate_revocation to diwan_app;

do $$
declare
	relation text;
begin
	foreach relation in array array['permit_certificate', 'permit_certificate_content', 'permit_certificate_paper',
		'permit_certificate_revocation'] loop
		execute format('create trigger %I before update or delete on %I for each row execute function permit_is_kept()',
			relation || '_kept', relation);
		execute format('alter table %I enable row level security', relation);
		execute format('alter table %I force row level security', relation);
	end loop;
end $$;
alter table permit_certificate_count enable row level security;
alter table permit_certificate_count force row level security;
create policy permit_certificate_count_read on permit_certificate_count for select
	using ((select actor_kind() <> 'nobody'));
create policy permit_certificate_count_first on permit_certificate_count for insert
	with check ((select actor_is_system() or actor_is_staff()));
create policy permit_certificate_count_next on permit_certificate_count for update
	using ((select actor_is_system() or actor_is_staff()));

create policy permit_certificate_read on permit_certificate for select
	using ((select actor_is_system() or actor_is_staff()) or exists (select from permit_applicant a
		where a.permit_id = permit_certificate.permit_id and a.person_id = (select actor_person()))
		or (permit_id is null and (select actor_has_role('applicant_engineer'))));
-- A case's certificate comes from somebody with a duty in it; a statement from the department of the plot.
create policy permit_certificate_issue on permit_certificate for insert
	with check (issued_by = (select actor_person()) and case when permit_id is null
		then actor_holds('window_clerk', unit_id) or actor_holds('head_of_engineering', unit_id)
			or actor_holds('authority', unit_id)
		else exists (select from permit_hand h where h.permit_id = permit_certificate.permit_id
			and h.person_id = (select actor_person()) and h.ended_at is null and h.duty <> 'reviewer') end);

-- The names on it are read like those of a case: not by a reviewer who has not signed, and never unnoted.
create policy permit_certificate_content_read on permit_certificate_content for select
	using ((select actor_is_system()) or exists (select from permit_certificate c
		where c.id = certificate_id and (c.permit_id is null or (
			(not (select actor_is_staff()) or not permit_blind(c.permit_id))
			and exists (select from permit_access a where a.permit_id = c.permit_id
				and a.xact = pg_current_xact_id()::text and a.what = 'document' and a.item = c.number)))));
create policy permit_certificate_content_write on permit_certificate_content for insert
	with check ((select actor_is_system() or actor_is_staff()));

create policy permit_certificate_paper_read on permit_certificate_paper for select
	using (exists (select from permit_certificate c where c.id = certificate_id));
create policy permit_certificate_paper_write on permit_certificate_paper for insert
	with check ((select actor_is_system()));

create policy permit_certificate_revocation_read on permit_certificate_revocation for select
	using (exists (select from permit_certificate c where c.id = certificate_id));
create policy permit_certificate_revocation_write on permit_certificate_revocation for insert
	with check (person_id = (select actor_person()) and exists (select from permit_certificate c
		where c.id = certificate_id
			and (actor_holds('authority', c.unit_id) or actor_holds('head_of_engineering', c.unit_id))));

-- Whoever decides writes the names on the paper, also one who could have been drawn to review.
create function permit_certificate_parties(of bigint)
	returns table (part text, name text, syndicate_no text, office text) language plpgsql as $$
declare
	acting text := current_setting('diwan.kind', true);
begin
	if not exists (select from permit_hand h where h.permit_id = of and h.person_id = actor_person()
		and h.duty in ('authority', 'approver', 'inspector') and h.ended_at is null) then
		return;
	end if;
	perform set_config('diwan.kind', 'system', true);
	return query select p.part, p.name, p.syndicate_no, p.office from permit_party p where p.permit_id = of;
	perform set_config('diwan.kind', acting, true);
end $$;

alter table permit_setting no force row level security;
insert into permit_setting (name, value, valid_from, source, unverified) values
	('statement_days', 365, '2000-01-01', 'Default: a site statement holds for a year', true),
	('appeal_days', 60, '2000-01-01', 'Default: days to contest a refusal before the administrative court', true);
alter table permit_setting force row level security;
