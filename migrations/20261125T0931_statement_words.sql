-- What a statement is found by, as what a case is found by: in a table of its own, that hides nothing from the offices, so
-- that its index may be asked before anything else is.
create table permit_statement_words (
	certificate_id bigint primary key references permit_certificate,
	words text not null
);
grant select, insert on permit_statement_words to diwan_app;

create function permit_statement_words_of() returns trigger language plpgsql as $$
begin
	insert into permit_statement_words (certificate_id, words)
	values (new.id, permit_words_spaced(ar_norm(new.number || ' ' || coalesce(new.parcel_name, ''))));
	return null;
end $$;
create trigger permit_statement_words_of after insert on permit_certificate
	for each row when (new.kind = 'statement') execute function permit_statement_words_of();

alter table permit_certificate no force row level security;
insert into permit_statement_words (certificate_id, words)
select id, permit_words_spaced(ar_norm(number || ' ' || coalesce(parcel_name, ''))) from permit_certificate where kind = 'statement';
alter table permit_certificate force row level security;
create index permit_statement_words_found on permit_statement_words using gin (words gin_trgm_ops);
