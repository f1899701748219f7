-- Lists and searches at a hundred thousand cases. What a case is found by stands in a table of its own: no name is in it,
-- and no row of it is hidden from the offices, so that its index may be asked before anything else is.
create table permit_words (
	permit_id bigint primary key references permit,
	words text not null
);
create index permit_words_found on permit_words using gin (words gin_trgm_ops);
grant select, insert, update on permit_words to diwan_app;

create function permit_words_of() returns trigger language plpgsql as $$
begin
	insert into permit_words (permit_id, words)
	values (new.id, ar_norm(new.reference || ' ' || coalesce(new.address, '') || ' ' || coalesce(new.parcel_name, '')))
	on conflict (permit_id) do update set words = excluded.words;
	return null;
end $$;
create trigger permit_words_of after insert or update of reference, address, parcel_name on permit
	for each row execute function permit_words_of();

alter table permit no force row level security;
insert into permit_words (permit_id, words)
select id, ar_norm(reference || ' ' || coalesce(address, '') || ' ' || coalesce(parcel_name, '')) from permit;
alter table permit force row level security;

create index permit_hand_of on permit_hand (person_id, permit_id);
create index permit_consultation_of on permit_consultation (unit_id, permit_id);
