-- At a hundred thousand cases: reviewers' load is counted from the cases that are under review, the last case of the same
-- people is found by its index, and what policies ask of every row is planned once on a connection instead of each time.

create index permit_in_review on permit (id)
	where state in ('assigned', 'technical_review', 'info_requested', 'consultation');
drop index permit_party_key_key;
create index permit_party_key_last on permit_party_key (key, permit_id);

-- No subquery, so that it becomes part of the statement that asks.
create or replace function actor_is_staff() returns boolean stable language sql as $$
	select not (string_to_array(coalesce(current_setting('diwan.roles', true), ''), ',')
		<@ array['', 'citizen', 'applicant_engineer'])
$$;

create or replace function permit_setting_on(wanted text, day date) returns numeric stable language plpgsql as $$
begin
	return (select value from permit_setting where name = wanted and valid_from <= day order by valid_from desc limit 1);
end $$;

create or replace function actor_holds(wanted text, in_unit bigint) returns boolean stable language plpgsql as $$
begin
	return actor_has_role(wanted) and exists (
		select from assignment a join unit held on held.id = a.unit_id join unit u on u.id = in_unit
		where a.person_id = actor_person() and a.role = wanted
			and (starts_with(u.path, held.path)
				or (wanted in ('window_clerk', 'cashier') and starts_with(held.path, u.path)))
			and a.valid_from <= cairo_today() and (a.valid_to is null or cairo_today() <= a.valid_to));
end $$;

create or replace function permit_blind(of bigint) returns boolean stable language plpgsql as $$
begin
	return actor_has_role('reviewer')
		and not exists (select from permit_recommendation r where r.permit_id = of and r.person_id = actor_person())
		and not exists (select from permit_hand h
			where h.permit_id = of and h.person_id = actor_person() and h.duty = 'clerk');
end $$;

create or replace function permit_documents_open(of bigint) returns boolean stable language plpgsql as $$
begin
	return actor_is_system()
		or exists (select from permit_applicant a where a.permit_id = of and a.person_id = actor_person())
		or (not permit_blind(of) and exists (
			select from unnest(array['window_clerk', 'reviewer', 'head_of_engineering', 'authority', 'inspector', 'unit_head',
				'governor', 'auditor']) role where actor_has_role(role)));
end $$;

create or replace function permit_may_attach(of bigint) returns boolean stable language plpgsql as $$
begin
	return actor_is_system() or actor_has_role('window_clerk')
		or exists (select from permit_applicant a where a.permit_id = of and a.person_id = actor_person());
end $$;

create or replace function permit_reviewers(of bigint, day date)
	returns table (person_id bigint, hard text, soft text) stable language plpgsql as $$
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
			when exists (select from permit_access a where a.permit_id = of and a.person_id = r.person_id) then 'has_read'
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
