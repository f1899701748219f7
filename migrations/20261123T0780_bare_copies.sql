-- Whoever may not know yet whose a case is works with copies of the drawings and reports, made without what is written in a
-- file about itself. They never come to the file that was handed in, nor to its hash.
create table permit_document_copy (
	permit_id bigint not null,
	kind text not null check (permit_document_technical(kind)),
	version smallint not null,
	sha256 text not null references stored_file,
	primary key (permit_id, kind, version),
	foreign key (permit_id, kind, version) references permit_document
);
grant select, insert on permit_document_copy to diwan_app;
create trigger permit_document_copy_kept before update or delete on permit_document_copy
	for each row execute function permit_is_kept();
create constraint trigger permit_document_copy_comes_with_insert after insert on permit_document_copy
	deferrable initially deferred for each row when (current_user = 'diwan_app')
	execute function permit_comes_with_step('attach');

alter table permit_document_copy enable row level security;
alter table permit_document_copy force row level security;
create policy permit_document_copy_insert on permit_document_copy for insert with check (permit_may_attach(permit_id));
create policy permit_document_copy_read on permit_document_copy for select
	using (actor_is_staff() and exists (select from permit_access a where a.permit_id = permit_document_copy.permit_id
		and a.xact = pg_current_xact_id()::text and a.what = 'document'
		and a.item = permit_document_copy.kind || '/' || permit_document_copy.version));

drop policy permit_document_content_read on permit_document_content;
create policy permit_document_content_read on permit_document_content for select
	using (permit_documents_open(permit_id)
		and exists (select from permit_access a where a.permit_id = permit_document_content.permit_id
			and a.xact = pg_current_xact_id()::text and a.what = 'document'
			and a.item = permit_document_content.kind || '/' || permit_document_content.version));
