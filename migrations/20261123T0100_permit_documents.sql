-- Documents of a permit's file: every version that was handed in, kept for good. What tells whose the case is (the
-- file, its hash, its name, who sent it) is apart from what everybody in the case may know: that it is there.

-- Files of digs, by which alone a file is given out for its hash. Up to now nothing else kept any.
create table dig_file (
	sha256 text primary key references stored_file
);
insert into dig_file select sha256 from stored_file;
grant select, insert on dig_file to diwan_app;

alter table permit_transition no force row level security;
insert into permit_transition (action, from_state, to_state, duty)
select 'attach', state, state, duty
from unnest(array['draft', 'returned_incomplete', 'info_requested', 'approved_fees_due', 'issued']) state,
	unnest(array['applicant', 'clerk']) duty;
alter table permit_transition force row level security;

create table permit_document (
	permit_id bigint not null references permit,
	kind text not null check (kind in ('identity', 'ownership', 'site_sketch', 'site_statement', 'works_validity',
		'works_value', 'drawings', 'as_built', 'soil', 'structural_report', 'insurance', 'engineer', 'contract',
		'excavation_support', 'agency_approvals', 'removal_decision', 'photos')),
	version smallint not null default 0 check (version > 0),
	media_type text not null,
	bytes integer not null check (bytes > 0),
	at timestamptz not null,
	primary key (permit_id, kind, version)
);
grant select, insert on permit_document to diwan_app;

create table permit_document_content (
	permit_id bigint not null,
	kind text not null,
	version smallint not null,
	sha256 text not null references stored_file,
	primary key (permit_id, kind, version),
	foreign key (permit_id, kind, version) references permit_document,
	-- What was sent back does not come again as it was.
	constraint permit_document_same unique (permit_id, kind, sha256)
);
grant select, insert on permit_document_content to diwan_app;

create table permit_document_origin (
	permit_id bigint not null,
	kind text not null,
	version smallint not null,
	file_name text not null check (btrim(file_name) <> '' and length(file_name) <= 200),
	person_id bigint references person,
	primary key (permit_id, kind, version),
	foreign key (permit_id, kind, version) references permit_document
);
grant select, insert on permit_document_origin to diwan_app;

-- Versions are counted here, and come in only while the file lies with whoever asks; what the works need before they
-- begin comes after the decision as well.
create function permit_document_next() returns trigger language plpgsql as $$
declare
	standing text;
begin
	select state into strict standing from permit where id = new.permit_id for update;
	if standing not in ('draft', 'returned_incomplete', 'info_requested')
		and not (new.kind = 'contract' and standing in ('approved_fees_due', 'issued')) then
		raise exception 'a file that is being judged takes no documents' using errcode = 'insufficient_privilege';
	end if;
	select coalesce(max(version), 0) + 1 into new.version from permit_document
	where permit_id = new.permit_id and kind = new.kind;
	return new;
end $$;
create trigger permit_document_next before insert on permit_document
	for each row execute function permit_document_next();
create trigger permit_document_kept before update or delete on permit_document
	for each row execute function permit_is_kept();
create trigger permit_document_content_kept before update or delete on permit_document_content
	for each row execute function permit_is_kept();
create trigger permit_document_origin_kept before update or delete on permit_document_origin
	for each row execute function permit_is_kept();

-- Drawings and reports a reviewer works with; every other paper names somebody.
create function permit_document_technical(kind text) returns boolean immutable language sql as $$
	select kind in ('site_sketch', 'drawings', 'as_built', 'soil', 'structural_report', 'excavation_support')
$$;
-- Whoever asks, and officers whose work the papers are, once they may know whose the case is.
create function permit_documents_open(of bigint) returns boolean stable language sql as $$
	select actor_is_system()
		or exists (select from permit_applicant a where a.permit_id = of and a.person_id = actor_person())
		or (not permit_blind(of) and exists (
			select from unnest(array['window_clerk', 'reviewer', 'head_of_engineering', 'authority', 'inspector', 'unit_head',
				'governor', 'auditor']) role where actor_has_role(role)))
$$;
create function permit_may_attach(of bigint) returns boolean stable language sql as $$
	select actor_is_system() or actor_has_role('window_clerk')
		or exists (select from permit_applicant a where a.permit_id = of and a.person_id = actor_person())
$$;

do $$
declare
	relation text;
begin
	foreach relation in array array['permit_document', 'permit_document_content', 'permit_document_origin'] loop
		execute format('alter table %I enable row level security', relation);
		execute format('alter table %I force row level security', relation);
		execute format('create policy %I on %I for insert with check (permit_may_attach(permit_id))',
			relation || '_insert', relation);
	end loop;
end $$;
create policy permit_document_read on permit_document for select
	using (exists (select from permit p where p.id = permit_id));
-- Nobody comes to a file without having written, in the same transaction, that they read it.
create policy permit_document_content_read on permit_document_content for select
	using ((permit_documents_open(permit_id) or (permit_document_technical(kind) and actor_is_staff()))
		and exists (select from permit_access a where a.permit_id = permit_document_content.permit_id
			and a.xact = pg_current_xact_id()::text and a.what = 'document'
			and a.item = permit_document_content.kind || '/' || permit_document_content.version));
create policy permit_document_origin_read on permit_document_origin for select
	using (permit_documents_open(permit_id));

-- A request about a document remembers the version it found, 0 where there was none: its answer is a later one. And its
-- reasons are those of the documents.
alter table permit_request add column document_version smallint not null default 0 check (document_version >= 0);
alter table permit_request no force row level security;
update permit_request set fault = case fault when 'unsigned' then 'not_signed' when 'not_matching' then 'names_differ'
	when 'wrong_scale' then 'not_to_scale' else fault end
where fault in ('unsigned', 'not_matching', 'wrong_scale');
alter table permit_request force row level security;
