-- What a permit is found by stands between spaces: a short word is looked for where a word begins and a short number as a
-- whole, by the index. "شارع 5" is that street, and not all that have a five somewhere.
create function permit_words_spaced(norm text) returns text language sql immutable parallel safe as $$
	-- Words that hang together in an address ("5/3") stand apart once more; the reference hangs together.
	select ' ' || norm || case when rest <> apart then apart else '' end || ' '
	from (select coalesce(substring(norm from ' .*'), '')) r(rest),
		lateral (select regexp_replace(rest, '[-/\\.,:،؛()]+', ' ', 'g')) a(apart)
$$;

create or replace function permit_words_of() returns trigger language plpgsql as $$
begin
	insert into permit_words (permit_id, words)
	values (new.id, permit_words_spaced(ar_norm(
		new.reference || ' ' || coalesce(new.address, '') || ' ' || coalesce(new.parcel_name, ''))))
	on conflict (permit_id) do update set words = excluded.words;
	return null;
end $$;

drop index permit_words_found;
update permit_words set words = permit_words_spaced(words);
create index permit_words_found on permit_words using gin (words gin_trgm_ops);
