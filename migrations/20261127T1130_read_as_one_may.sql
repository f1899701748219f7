-- What is searched for of a case is written by the case alone.
create trigger written_by_cases before insert or update or delete on permit_words
	for each row execute function written_by_cases();

-- Whoever opens something without knowing whose the case is learns nothing by it, and is drawn all the same: otherwise
-- reviewers chose the cases for which they can be drawn.
alter table permit_access add column blind boolean not null default false;
create or replace function permit_access_now() returns trigger language plpgsql as $$
begin
	new.xact := pg_current_xact_id()::text;
	new.person_id := actor_person();
	new.blind := new.what = 'said' or permit_blind((select p.root_id from permit p where p.id = new.permit_id));
	return new;
end $$;

create or replace function permit_reviewers(of bigint, day date) returns table(person_id bigint, hard text, soft text)
language plpgsql stable as $$
begin
	return query
	with c as (
		select p.id, p.kind, p.parcel_id, u.path from permit p join unit u on u.id = p.unit_id where p.id = of
	), r as (
		select distinct a.person_id from c join assignment a on a.role = 'reviewer'
			and a.valid_from <= day and (a.valid_to is null or day <= a.valid_to)
		join unit u on u.id = a.unit_id and starts_with(c.path, u.path)
		join person h on h.id = a.person_id and h.active
	), last_of as (
		select (select h.person_id from permit_party_key k2 join permit_hand h on h.permit_id = k2.permit_id
				and h.duty = 'reviewer' and h.ended_at is null
			where k2.key = k.key and k2.permit_id <> of order by k2.permit_id desc limit 1) as person_id
		from permit_party_key k where k.permit_id = of
		union
		select (select h.person_id from permit p join permit_hand h on h.permit_id = p.id
				and h.duty = 'reviewer' and h.ended_at is null
			where p.parcel_id = c.parcel_id and p.id <> of order by p.id desc limit 1)
		from c where c.parcel_id is not null
	), busy as (
		select h.person_id from permit p join permit_hand h on h.permit_id = p.id and h.duty = 'reviewer' and h.ended_at is null
		where p.state in ('assigned', 'technical_review', 'info_requested', 'consultation')
		group by h.person_id having count(*) >= permit_setting_on('draw_load', day)
	)
	select r.person_id,
		case
			when exists (select from permit_hand h where h.permit_id = of and h.person_id = r.person_id) then 'has_duty'
			when exists (select from permit_applicant a where a.permit_id = of and a.person_id = r.person_id) then 'applicant'
			when exists (select from permit_party_key k join person_key o on o.key = k.key
				where k.permit_id = of and o.person_id = r.person_id) then 'related'
			when exists (select from permit_access a where a.permit_id = of and a.person_id = r.person_id and not a.blind) then 'has_read'
			when exists (select from reviewer_discipline d where d.person_id = r.person_id)
				and not exists (select from reviewer_discipline d where d.person_id = r.person_id and d.discipline
					= case c.kind when 'strengthening' then 'structural' else 'architectural' end) then 'discipline'
		end,
		case
			when r.person_id in (select l.person_id from last_of l) then 'handled_before'
			when r.person_id in (select b.person_id from busy b) then 'load'
		end
	from r cross join c;
end $$;
