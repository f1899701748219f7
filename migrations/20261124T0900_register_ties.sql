-- The public register tells which licence a case changes, and which one changed it: both are in the register themselves.

alter table public_permits
	add column amends text,
	add column amends_since date,
	add column amended_by text,
	add column amended_on date;

-- Of a case, and of the licence that it changes. A licence on paper was typed, and is not told.
create function publish_permit_tie(of bigint) returns void language plpgsql as $$
begin
	update public_permits r set amends = t.amends, amends_since = t.amends_since, amended_by = t.amended_by,
		amended_on = t.amended_on, version = r.version + 1, updated_at = now()
	from (select x.permit_id, tie #>> '{amends,licence,reference}' as amends,
			case when tie #> '{amends,licence,reference}' is not null
				then ((tie #>> '{amends,since}')::timestamptz at time zone 'Africa/Cairo')::date end as amends_since,
			tie #>> '{amended_by,reference}' as amended_by,
			((tie #>> '{amended_by,since}')::timestamptz at time zone 'Africa/Cairo')::date as amended_on
		from (select p.permit_id, permit_tie(p.permit_id) as tie from public_permits p
			where p.permit_id = of or p.source_id = permit_tie(of) #>> '{amends,licence,reference}') x) t
	where r.permit_id = t.permit_id and row(r.amends, r.amends_since, r.amended_by, r.amended_on)
		is distinct from row(t.amends, t.amends_since, t.amended_by, t.amended_on);
end $$;

-- What is named anew, and what begins or ceases to hold.
create function permit_amends_published() returns trigger language plpgsql as $$
begin
	perform publish_permit_tie(coalesce(new.permit_id, old.permit_id));
	return null;
end $$;
create trigger permit_amends_published after insert or update or delete on permit_amends
	for each row execute function permit_amends_published();
create function permit_tie_published() returns trigger language plpgsql as $$
begin
	perform publish_permit_tie(new.id);
	return null;
end $$;
-- After the case itself: triggers of one event come by their names.
create trigger permit_tie_published after update on permit
	for each row when (new.kind in ('added_floors', 'amendment') and new.life = 'licence' and new.accepted_at is not null
		and (old.state <> new.state or old.accepted_at is null))
	execute function permit_tie_published();

select publish_permit_tie(permit_id) from public_permits where type in ('added_floors', 'amendment') order by id;
