-- The draw: by the seed of its own day, which is today, for the case whose step asks for it; and what it knows of people
-- is the auditor's to read.

drop policy permit_seed_insert on permit_seed;
create policy permit_seed_insert on permit_seed for insert
	with check ((select actor_is_system() or actor_is_staff()) and day in (
		((select actor_now()) at time zone 'Africa/Cairo')::date,
		((select actor_now()) at time zone 'Africa/Cairo' + interval '5 minutes')::date));

drop policy permit_draw_read on permit_draw;
create policy permit_draw_read on permit_draw for select using ((select actor_is_system() or actor_is_staff())
	and permit_id not in (select a.permit_id from permit_applicant a where a.person_id = (select actor_person())));
drop policy permit_draw_insert on permit_draw;
create policy permit_draw_insert on permit_draw for insert with check ((select actor_is_system())
	or (permit_serving(permit_id, array['clerk', 'auditor']) and exists (select from permit p where p.id = permit_id
		and p.state in ('accepted', 'assigned', 'technical_review'))));
revoke select on permit_draw from diwan_app;
grant select (permit_id, n, day, relaxed, picked, at, reason, ordered_by) on permit_draw to diwan_app;
create function permit_draw_lists(of bigint) returns table (n smallint, candidates bigint[], excluded jsonb)
stable security definer set search_path = public language sql as $$
	select d.n, d.candidates, d.excluded from permit_draw d
	where d.permit_id = of and (actor_is_system() or actor_has_role('auditor'))
$$;
revoke execute on function permit_reviewers(bigint, date) from public;

create or replace function permit_draw_by_seed() returns trigger language plpgsql
security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
	least integer := permit_setting_on('draw_least', new.day);
	case_reference text;
	seed_of_day bytea;
begin
	if actor_kind() <> 'nobody' and (new.day <> (new.at at time zone 'Africa/Cairo')::date
		or abs(extract(epoch from new.at - actor_now())) > 3600) then
		raise exception 'a draw is held on its day' using errcode = 'insufficient_privilege';
	end if;
	-- Who is tied to whom is nobody's to see, and decides nevertheless.
	perform set_config('diwan.kind', 'system', true);
	select reference into strict case_reference from permit where id = new.permit_id for update;
	select coalesce(max(n), 0) + 1 into new.n from permit_draw where permit_id = new.permit_id;
	select seed into strict seed_of_day from permit_seed where day = new.day;
	new.ordered_by := null;
	if new.n > 1 then
		if new.reason is null or not actor_has_role('auditor') then
			raise exception 'only an auditor orders another draw, with a reason' using errcode = 'insufficient_privilege';
		end if;
		new.ordered_by := actor_person();
	end if;
	select coalesce(array_agg(r.person_id order by r.person_id) filter (where coalesce(r.hard, r.soft) is null), '{}'),
		coalesce(jsonb_object_agg(r.person_id, coalesce(r.hard, r.soft)) filter (where coalesce(r.hard, r.soft) is not null), '{}')
	into new.candidates, new.excluded from permit_reviewers(new.permit_id, new.day) r;
	new.relaxed := cardinality(new.candidates) < least;
	if new.relaxed then
		select coalesce(array_agg(r.person_id order by r.person_id) filter (where r.hard is null), '{}'),
			coalesce(jsonb_object_agg(r.person_id, r.hard) filter (where r.hard is not null), '{}')
		into new.candidates, new.excluded from permit_reviewers(new.permit_id, new.day) r;
	end if;
	if cardinality(new.candidates) < least then
		raise exception 'too few reviewers for a draw' using errcode = 'check_violation', constraint = 'permit_draw_least';
	end if;
	new.picked := permit_pick(seed_of_day, case_reference, new.n, new.candidates);
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return new;
end $$;

-- Keys by which ties are found are compared, never read: equal ones would tell that two cases have one owner.
revoke select on permit_party_key from diwan_app;
grant select (permit_id, part) on permit_party_key to diwan_app;

-- One's own number is that of one's papers; other ties are declared by whoever has them, and taken back by those who
-- keep the files of the staff.
create or replace function person_key_of_contact() returns trigger language plpgsql
security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
begin
	perform set_config('diwan.kind', 'system', true);
	delete from person_key where person_id = new.person_id and relation = 'self';
	if new.national_id_hmac is not null then
		insert into person_key (person_id, key, relation) values (new.person_id, new.national_id_hmac, 'self')
		on conflict do nothing;
	end if;
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return null;
end $$;
alter table person_key add column id bigint generated always as identity unique,
	add column hint text check (length(hint) <= 200), add column at timestamptz;
revoke select on person_key from diwan_app;
grant select (id, person_id, relation, declared_by, hint, at) on person_key to diwan_app;
drop policy person_key_read on person_key;
drop policy person_key_insert on person_key;
drop policy person_key_delete on person_key;
create policy person_key_read on person_key for select using (person_id = (select actor_person())
	or (select actor_is_system() or actor_has_role('admin') or actor_has_role('hr_officer')));
create policy person_key_insert on person_key for insert with check ((select actor_is_system())
	or (relation <> 'self' and declared_by = (select actor_person()) and (person_id = (select actor_person())
		or (select actor_has_role('admin') or actor_has_role('hr_officer')))));
create policy person_key_delete on person_key for delete using ((select actor_is_system())
	or (relation <> 'self' and person_id <> (select actor_person())
		and (select actor_has_role('admin') or actor_has_role('hr_officer'))));

-- Nobody says of themselves what they may review.
drop policy reviewer_discipline_read on reviewer_discipline;
drop policy reviewer_discipline_insert on reviewer_discipline;
drop policy reviewer_discipline_delete on reviewer_discipline;
create function reviewer_is_under(wanted bigint) returns boolean stable language plpgsql as $$
begin
	return actor_is_system() or (wanted <> actor_person() and (actor_has_role('admin')
		or (actor_has_role('head_of_engineering') and exists (select from assignment a where a.person_id = wanted
			and a.role = 'reviewer' and actor_holds('head_of_engineering', a.unit_id)))));
end $$;
create policy reviewer_discipline_read on reviewer_discipline for select
	using ((select actor_is_system() or actor_is_staff()));
create policy reviewer_discipline_insert on reviewer_discipline for insert with check (reviewer_is_under(person_id));
create policy reviewer_discipline_delete on reviewer_discipline for delete using (reviewer_is_under(person_id));
