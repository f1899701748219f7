-- Whether words name somebody of a case is told to who knows them anyway. Others could ask for one name after another: of
-- what they must not read only the database says which of the stored words name somebody (`permit_words_telling`).

-- The generic words of an office's name: two of them side by side are no office.
create function permit_office_words() returns text[] language sql immutable parallel safe as $$
	select array['مكتب', 'شركه', 'دار', 'مجموعه', 'هندسي', 'هندسيه', 'الهندسي', 'الهندسيه', 'للهندسه', 'استشارات', 'الاستشارات',
		'للاستشارات', 'استشاري', 'الاستشاري', 'الاستشاريه', 'مهندسون', 'معماري', 'معماريه', 'و']
$$;

-- Which of the words name a party of a case: two of their names side by side, either way round, or their only one; their
-- telephone; a national number, whosesoever; a number of the syndicate; two words of an office; three words of where they
-- live, unless the plot lies there. For functions of the database alone.
-- place: the address of the plot; null: the one it has.
create function permit_naming(root bigint, said text[], place text default null) returns integer[]
language plpgsql security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
	told integer[];
begin
	if coalesce(cardinality(said), 0) = 0 then return '{}'; end if;
	perform set_config('diwan.kind', 'system', true);
	insert into permit_access (permit_id, what, at) values (root, 'said', actor_now());
	select array_agg(distinct t.i) into told
	from (select n::integer as i, permit_said(text) as words, regexp_replace(ar_norm(text), '[^0-9]', '', 'g') as digits,
				regexp_replace(ar_norm(text), '(?<=[0-9])[ ./-]+(?=[0-9])', '', 'g') as numbers
			from unnest(said) with ordinality s(text, n)) t,
		(select string_to_array(btrim(permit_said(office)), ' ') as office,
			string_to_array(btrim(permit_said(address)), ' ') as address,
			permit_said(syndicate_no) as syndicate, right(regexp_replace(phone, '[^0-9]', '', 'g'), 10) as phone,
			permit_said(coalesce(place, (select plot.address from permit plot where plot.id = root))) as plot,
			-- First parts of names that are one name with what follows.
			string_to_array(btrim(regexp_replace(permit_said(name), '(?<![^ ])(ابو|ام|ابن|بن|بنت|ال) (?=.)', '\1_', 'g')), ' ') as names
			from permit_party where permit_id = root) p
	where (cardinality(names) = 1 and strpos(t.words, ' ' || replace(names[1], '_', ' ') || ' ') > 0)
		or exists (select from generate_subscripts(names, 1) a, generate_subscripts(names, 1) b where a <> b
			-- Titles stand before every name.
			and length(names[a]) > 1 and length(names[b]) > 1
			and strpos(t.words, ' ' || replace(names[a] || ' ' || names[b], '_', ' ') || ' ') > 0)
		or exists (select from generate_series(1, cardinality(office) - 1) k
			where not office[k:k + 1] <@ permit_office_words()
				and strpos(t.words, ' ' || office[k] || ' ' || office[k + 1] || ' ') > 0)
		or exists (select from generate_series(1, cardinality(address) - 2) k,
				concat(' ', array_to_string(address[k:k + 2], ' '), ' ') as three
			where strpos(t.words, three) > 0 and strpos(coalesce(p.plot, ''), three) = 0)
		or (length(btrim(p.syndicate)) >= 4 and strpos(t.words, p.syndicate) > 0)
		or (length(p.phone) = 10 and strpos(t.digits, p.phone) > 0)
		or t.numbers ~ '(?<![0-9])[23][0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{7}(?![0-9])';
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return coalesce(told, '{}');
end $$;
revoke execute on function permit_naming(bigint, text[], text) from public;

-- Whether somebody knows whose a case is: whoever asks, and officers of it but those who must not.
create function permit_knows_parties(of bigint) returns boolean language plpgsql stable as $$
begin
	if actor_is_system() or permit_own(of) then return true; end if;
	if permit_blind(of) then return false; end if;
	return exists (select from permit_hand h where h.permit_id = of and h.person_id = actor_person()
			and h.duty not in ('cashier', 'agency'))
		or permit_in_office(of, 'clerk') or permit_in_office(of, 'approver') or permit_in_office(of, 'authority')
		or permit_in_office(of, 'inspector') or permit_in_office(of, 'governor') or permit_in_office(of, 'auditor');
end $$;

drop function permit_tells_who(bigint, text[]);
create function permit_tells_who(of bigint, said text[], place text default null) returns integer[]
language plpgsql security definer set search_path = public as $$
begin
	if not permit_knows_parties(of) then
		raise exception 'who must not know the parties of a case is not told who they are' using errcode = 'insufficient_privilege';
	end if;
	return permit_naming((select p.root_id from permit p where p.id = of), said, place);
end $$;

-- Which words of others, kept in a case, name a party of it, for officers who must not read those. What one wrote oneself
-- is not among them: nobody is told whether they guessed.
-- wanted: `step` (item: its version), `request` (id), `about` and `answer` of a consultation (unit), `note` (number), `reply`
-- (number of the note, of the reply).
create function permit_words_telling(of bigint, wanted text[]) returns table (source text, item text)
language plpgsql security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
	root bigint;
	sources text[];
	items text[];
	said text[];
begin
	if not (actor_is_system() or actor_is_staff()) then
		raise exception 'words of officers are not for others' using errcode = 'insufficient_privilege';
	end if;
	perform set_config('diwan.kind', 'system', true);
	select p.root_id into root from permit p where p.id = of;
	-- A reviewer asks applicants and agencies, and has no row of their own there.
	select array_agg(s.source), array_agg(s.item), array_agg(s.words) into sources, items, said from (
		select 'step' as source, e.version::text as item, e.reason as words from permit_event e
			where e.permit_id = of and e.action in ('answer', 'waive', 'challenge', 'grant_appeal')
				and e.person_id is distinct from actor_person()
		union all select 'request', r.id::text, r.note from permit_request r
			where r.permit_id = of and r.phase = 'review' and not permit_asked_by_actor(of, r.asked_at)
		union all select 'about', c.unit_id::text, c.about from permit_consultation c
			where c.permit_id = of and not permit_asked_by_actor(of, c.asked_at)
		union all select 'answer', c.unit_id::text, c.note from permit_consultation c
			where c.permit_id = of and c.person_id is distinct from actor_person()
		union all select 'note', n.n::text, n.words from permit_note n
			where n.permit_id = of and n.person_id is distinct from actor_person()
		union all select 'reply', r.n || '.' || r.k, r.words from permit_note_reply r
			where r.permit_id = of and r.person_id is distinct from actor_person()
	) s where s.source = any(wanted) and s.words is not null;
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return query select sources[i], items[i] from unnest(permit_naming(root, said)) i;
end $$;

-- Whether the actor was the reviewer when something was asked.
create function permit_asked_by_actor(of bigint, at timestamptz) returns boolean language plpgsql stable as $$
begin
	return exists (select from permit_hand h where h.permit_id = of and h.person_id = actor_person() and h.duty = 'reviewer'
		and at between h.since and coalesce(h.ended_at, 'infinity'));
end $$;

-- What is asked is asked now: the reviewer's own question is no colleague's of before.
create function permit_asked_now() returns trigger language plpgsql as $$
begin
	if abs(extract(epoch from new.asked_at - actor_now())) > 3600 then
		raise exception 'what is asked is asked now' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger permit_asked_now before insert on permit_request
	for each row when (current_user = 'diwan_app') execute function permit_asked_now();
create trigger permit_asked_now before insert on permit_consultation
	for each row when (current_user = 'diwan_app') execute function permit_asked_now();
