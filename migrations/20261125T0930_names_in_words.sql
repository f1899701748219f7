-- What officers and agencies write to each other is read by a reviewer who must not know whose the case is. Whether it says
-- so is found here, where the names are: nobody is shown them for it, and nobody has opened the file.

alter table permit_access drop constraint permit_access_what_check;
alter table permit_access add constraint permit_access_what_check check (what in ('parties', 'document', 'objection', 'said'));
drop policy permit_party_read on permit_party;
create policy permit_party_read on permit_party for select
	using (((select actor_is_system()) or exists (select from permit_applicant a
			where a.permit_id = permit_party.permit_id and a.person_id = (select actor_person()))
		or ((select actor_is_staff()) and not permit_blind(permit_id)))
		and exists (select from permit_access a where a.permit_id = permit_party.permit_id
			and a.xact = pg_current_xact_id()::text
			and (a.what = 'parties' or (a.what = 'said' and (select actor_is_system())))));

-- A text as its words, each between spaces. "عبد الرحمن" is written in one word or in two. Signs are named by their
-- numbers: what a letter is would depend on the locale of the database.
create function permit_said(words text) returns text language sql immutable parallel safe as $$
	select regexp_replace(regexp_replace(' ' || ar_norm(words) || ' ',
		U&'[\0001-\002F\003A-\0060\007B-\00BF\00D7\00F7\060C\061B\061F\066A-\066D\06D4\2000-\206F\2E00-\2E7F\3000-\303F\FD3E\FD3F]+', ' ', 'g'),
		' عبد (?=.)', ' عبد', 'g')
$$;

-- Which of these texts say who somebody of a case is: two of their names one after the other, their only name, their
-- office, or their telephone. One name of several is not enough, for streets and shops are called so as well.
create function permit_tells_who(of bigint, said text[]) returns integer[] language plpgsql
security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
	root bigint;
	told integer[];
begin
	perform set_config('diwan.kind', 'system', true);
	select p.root_id into root from permit p where p.id = of;
	insert into permit_access (permit_id, what, at) values (root, 'said', actor_now());
	select array_agg(distinct t.i) into told
	from (select n::integer as i, permit_said(text) as words, regexp_replace(ar_norm(text), '[^0-9]', '', 'g') as digits
			from unnest(said) with ordinality s(text, n)) t,
		(select permit_said(office) as office, right(regexp_replace(phone, '[^0-9]', '', 'g'), 10) as phone,
			-- First parts of names that are one name with what follows.
			string_to_array(btrim(regexp_replace(permit_said(name), '(?<![^ ])(ابو|ام|ابن|بن|بنت|ال) (?=.)', '\1_', 'g')), ' ') as names
			from permit_party where permit_id = root) p
	where exists (select from generate_series(1, greatest(cardinality(names) - 1, 1)) k
			where strpos(t.words, ' ' || replace(concat_ws(' ', names[k], names[k + 1]), '_', ' ') || ' ') > 0)
		or (p.office like ' % % ' and strpos(t.words, p.office) > 0)
		or (length(p.phone) = 10 and strpos(t.digits, p.phone) > 0);
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return coalesce(told, '{}');
end $$;
revoke execute on function permit_tells_who(bigint, text[]) from public;
grant execute on function permit_tells_who(bigint, text[]) to diwan_app;
