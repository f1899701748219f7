-- What changes a licensed building names the licence it changes: one of the register, or one that was given on paper
-- before. From its issue on the new one holds in the place of the old one, and works that are under way go on by it.

create table permit_amends (
	permit_id bigint primary key references permit,
	licence_id bigint references permit,
	-- One on paper; its copy is a document of the file.
	paper_number text check (paper_number ~ '[0-9٠-٩]' and length(paper_number) <= 40),
	paper_on date,
	paper_issuer text check (btrim(paper_issuer) <> '' and length(paper_issuer) <= 120),
	-- Since when it changes that licence; null until it is issued.
	since timestamptz,
	-- Works were under way, and go on by it.
	works boolean not null default false,
	constraint permit_amends_one check (case when licence_id is null
		then paper_number is not null and paper_on is not null and paper_issuer is not null
		else coalesce(paper_number, paper_issuer) is null and paper_on is null and licence_id <> permit_id end)
);
create index permit_amends_licence on permit_amends (licence_id) where licence_id is not null;
grant select, insert, delete, update (since) on permit_amends to diwan_app;

alter table permit_document drop constraint permit_document_kind_check;
alter table permit_document add constraint permit_document_kind_check check (kind in ('identity', 'ownership', 'site_sketch',
	'site_statement', 'earlier_licence', 'works_validity', 'works_value', 'drawings', 'as_built', 'soil',
	'structural_report', 'insurance', 'engineer', 'contract', 'excavation_support', 'agency_approvals',
	'removal_decision', 'photos'));

alter table permit_amends enable row level security;
alter table permit_amends force row level security;
create policy permit_amends_read on permit_amends for select
	using (exists (select from permit p where p.id = permit_id or p.id = licence_id));
create policy permit_amends_name on permit_amends for insert
	with check (permit_asks_now(permit_id) and since is null and not works);
create policy permit_amends_drop on permit_amends for delete using (permit_asks_now(permit_id) and since is null);
create policy permit_amends_hold on permit_amends for update
	using (since is null and (actor_is_system() or permit_serving(permit_id, array['authority'])))
	with check (actor_is_system() or permit_serving(permit_id, array['authority']));

-- The licence from which the works of another hang: its own, or that of the one it changed while they were under way.
create function permit_works_root(of bigint) returns bigint stable strict language plpgsql
security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
	root bigint := of;
	before bigint;
begin
	perform set_config('diwan.kind', 'system', true);
	loop
		select t.licence_id into before from permit_amends t where t.permit_id = root and t.since is not null and t.works;
		exit when before is null;
		root := before;
	end loop;
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return root;
end $$;

-- The licence by which the works of another go on: the newest that changed it while they were under way.
create function permit_approved(of bigint) returns table (id bigint, reference text, state text, footprint geometry, facts jsonb)
stable strict language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
declare
	acting text := current_setting('diwan.kind', true);
	newest bigint := of;
	after bigint;
begin
	perform set_config('diwan.kind', 'system', true);
	loop
		select t.permit_id into after from permit_amends t
		where t.licence_id = newest and t.since is not null and t.works order by t.since desc limit 1;
		exit when after is null;
		newest := after;
	end loop;
	return query select p.id, p.reference, p.state, p.footprint, p.facts from permit p where p.id = newest;
	perform set_config('diwan.kind', coalesce(acting, ''), true);
end $$;

-- What a licence has to do with others: whoever may read it is told of them, also where those are somebody else's.
create function permit_tie(of bigint) returns jsonb stable strict language plpgsql
security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
	told jsonb;
begin
	perform set_config('diwan.kind', 'system', true);
	select jsonb_build_object(
		'amends', (select jsonb_build_object('since', t.since,
				'licence', case when l.id is not null then jsonb_build_object('reference', l.reference, 'kind', l.kind,
					'issued_at', l.issued_at) end,
				'paper', case when l.id is null then jsonb_build_object('number', t.paper_number, 'on', t.paper_on,
					'issuer', t.paper_issuer) end)
			from permit_amends t left join permit l on l.id = t.licence_id where t.permit_id = of),
		'amended_by', (select jsonb_build_object('reference', n.reference, 'since', t.since,
				'state', (select a.state from permit_approved(of) a), 'number',
				(select c.number from permit_certificate c where c.permit_id = n.id and c.kind = 'licence' order by c.id desc limit 1))
			from permit_amends t join permit n on n.id = t.permit_id
			where t.licence_id = of and t.since is not null and n.state in ('issued', 'suspended')
			order by t.since desc limit 1),
		'works_under', (select r.reference from permit r where r.id = permit_works_root(of) and r.id <> of)) into told;
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return told;
end $$;

-- What is wrong with the licence that a case names; null where nothing is. With `held` nobody changes that licence until
-- the transaction ends.
create function permit_amends_fault(of bigint, held boolean default false) returns text language plpgsql
security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
	c permit;
	t permit_amends;
	l permit;
	fault text;
begin
	perform set_config('diwan.kind', 'system', true);
	select * into c from permit where id = of;
	select * into t from permit_amends where permit_id = of;
	if c.life <> 'licence' or c.kind not in ('added_floors', 'amendment') then
		fault := case when t.permit_id is not null then 'nothing' end;
	elsif t.permit_id is null then
		fault := 'unnamed';
	elsif t.licence_id is not null then
		if held then
			perform from permit where id = t.licence_id for update;
		end if;
		select * into l from permit where id = t.licence_id;
		fault := case
			when l.life <> 'licence' or l.kind = 'demolition' or (l.kind = 'fence' and c.kind = 'added_floors') then 'unfit'
			when not coalesce(l.parcel_id = c.parcel_id, false)
				and st_area(st_intersection(l.geom, c.geom)) <= 0.5 * least(st_area(l.geom), st_area(c.geom)) then 'other_plot'
			when l.state <> 'issued' or (l.expires_on < (actor_now() at time zone 'Africa/Cairo')::date
				and not exists (select from permit x where x.parent_id = permit_works_root(l.id) and x.life = 'execution'))
				then 'not_in_force'
			when exists (select from permit_amends o join permit n on n.id = o.permit_id
				where o.licence_id = l.id and o.permit_id <> of and o.since is not null and n.state in ('issued', 'suspended'))
				then 'amended'
		end;
	end if;
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return fault;
end $$;

-- Named by whoever asks, while the file lies with them; in force by the step that issues it.
create constraint trigger permit_amends_comes_with_insert after insert on permit_amends deferrable initially deferred
	for each row when (current_user = 'diwan_app') execute function permit_comes_with_step('open', 'edit');
create constraint trigger permit_amends_comes_with_delete after delete on permit_amends deferrable initially deferred
	for each row when (current_user = 'diwan_app') execute function permit_comes_with_step('open', 'edit');
create constraint trigger permit_amends_comes_with_update after update on permit_amends deferrable initially deferred
	for each row when (current_user = 'diwan_app') execute function permit_comes_with_step('issue', 'issue_deemed');

-- A licence of another plot, or one that does not hold, is not even named.
create function permit_amends_fits() returns trigger language plpgsql as $$
begin
	if exists (select from permit_amends where permit_id = new.permit_id)
		and permit_amends_fault(new.permit_id) is not null then
		raise exception 'no licence that this could change: %', permit_amends_fault(new.permit_id)
			using errcode = 'insufficient_privilege', constraint = 'permit_amends_fits';
	end if;
	return null;
end $$;
create constraint trigger permit_amends_fits after insert on permit_amends deferrable initially deferred
	for each row when (current_user = 'diwan_app') execute function permit_amends_fits();

create function permit_amends_begins() returns trigger language plpgsql security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
begin
	perform set_config('diwan.kind', 'system', true);
	new.since := actor_now();
	new.works := new.licence_id is not null and exists (select from permit x where x.life = 'execution'
		and x.parent_id = permit_works_root(new.licence_id) and x.state not in ('works_complete', 'works_ended'));
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return new;
end $$;
create trigger permit_amends_begins before update on permit_amends for each row execute function permit_amends_begins();

-- Nothing that changes a licence is handed in or issued without it, and no licence on paper counts that nobody has seen.
create function permit_amends_grounded() returns trigger language plpgsql as $$
declare
	fault text;
begin
	if not exists (select from permit p where p.id = new.permit_id and p.kind in ('added_floors', 'amendment')) then
		return null;
	end if;
	if new.action = 'accept' then
		if coalesce(new.detail ->> 'licence_seen', '') <> 'true' and exists (select from permit_amends t
			where t.permit_id = new.permit_id and t.licence_id is null) then
			fault := 'unseen';
		end if;
	else
		fault := permit_amends_fault(new.permit_id, new.action in ('issue', 'issue_deemed'));
		if fault is null and new.action in ('issue', 'issue_deemed') and not exists (select from permit_amends t
			where t.permit_id = new.permit_id and t.since is not null) then
			fault := 'not begun';
		end if;
	end if;
	if fault is not null then
		raise exception 'a step without the licence it changes: %', fault
			using errcode = 'insufficient_privilege', constraint = 'permit_amends_grounded';
	end if;
	return null;
end $$;
create constraint trigger permit_amends_grounded after insert on permit_event deferrable initially deferred
	for each row when (current_user = 'diwan_app'
		and new.action in ('submit', 'resubmit', 'inform', 'accept', 'issue', 'issue_deemed'))
	execute function permit_amends_grounded();

-- A site on the map follows the licence by which its works go on.
create or replace function building_site_put(of bigint) returns void language sql as $$
	insert into building_sites (source, source_id, name_ar, name_en, kind, props, geom, updated_at)
	select 'diwan', p.reference, p.address, p.address,
		case when p.state = 'works_complete' then 'ended'
			when p.state in ('stop_work', 'execution_violation', 'works_ended') or n.state in ('suspended', 'revoked')
				then 'stopped'
			else 'active' end,
		jsonb_strip_nulls(jsonb_build_object('licence', n.reference, 'starts_on', e.starts_on, 'floors', n.facts -> 'floors',
			'expires_on', l.expires_on)), p.geom,
		greatest(p.updated_at, l.updated_at)
	from permit p join permit l on l.id = p.parent_id join permit_execution e on e.permit_id = p.id
		cross join lateral permit_approved(p.parent_id) n
	where p.id = of
	on conflict (source, source_id) do update set name_ar = excluded.name_ar, name_en = excluded.name_en,
		kind = excluded.kind, props = excluded.props, geom = excluded.geom, updated_at = excluded.updated_at
$$;
create or replace function building_site_of_licence() returns trigger language plpgsql as $$
begin
	perform building_site_put(p.id) from permit p where p.parent_id = permit_works_root(new.id) and p.life = 'execution';
	return null;
end $$;

-- What is revoked ends the works that go on by it, also those that began under a licence before it.
create or replace function permit_event_grounded() returns trigger language plpgsql as $$
declare
	of_root bigint;
	grounded boolean;
begin
	if actor_is_system() then return null; end if;
	if new.duty = 'system' or (new.version = 1 and new.action <> 'open') then
		select root_id into of_root from permit where id = new.permit_id;
	end if;
	grounded := case
		when new.version = 1 and new.action <> 'open' then of_root = new.permit_id
			or exists (select from permit p join permit_event e on e.permit_id = p.id
				where p.root_id = of_root and p.id <> new.permit_id and e.xact = new.xact and e.action = new.action)
		when new.action = 'end_works' then exists (select from permit_event e
			where e.permit_id in (of_root, (select n.id from permit_approved(of_root) n))
				and e.xact = new.xact and e.action = 'revoke')
		when new.duty = 'system' then exists (select from permit p join permit_event e on e.permit_id = p.id
			where p.root_id = of_root and e.xact = new.xact and e.action = any(case new.action
				when 'assign' then array['accept'] when 'hear' then array['answer'] when 'deviate' then array['inspect']
				when 'finish_stages' then array['inspect', 'resume_work'] when 'hand_over' then array['certify']
				when 'settle' then array['confirm_removal', 'dismiss_violation', 'close_violation']
				when 'settle_payment' then array['pay_fees', 'accept_quote'] end))
		else true end
	and case new.action
		when 'recommend' then exists (select from permit_recommendation r where r.permit_id = new.permit_id
			and r.xact = new.xact)
		when 'waive' then exists (select from permit_waiver w where w.permit_id = new.permit_id
			and w.rule = new.detail ->> 'rule' and w.subject = new.detail ->> 'subject')
		when 'approve' then (select r.outcome from permit_recommendation r where r.permit_id = new.permit_id
			order by r.n desc limit 1) = 'grant'
		when 'hear' then not exists (select from permit_consultation c where c.permit_id = new.permit_id and c.answer is null)
		when 'assign' then permit_drawn_serves(new.permit_id)
		when 'redraw' then permit_drawn_serves(new.permit_id)
		when 'issue' then permit_paid_for(new.permit_id)
		when 'issue_deemed' then permit_paid_for(new.permit_id)
			and exists (select from permit p where p.id = new.permit_id and p.deemed_at is not null)
		when 'settle_payment' then coalesce((select sum(r.amount) from permit_receipt r where r.permit_id = new.permit_id
			and r.stage = 'reconciliation' and r.cancelled_at is null), 0)
			>= (select q.total from permit_quote q where q.permit_id = new.permit_id order by q.n desc limit 1)
		else true end;
	if grounded is not true then
		raise exception 'a step without what it says' using errcode = 'insufficient_privilege';
	end if;
	return null;
end $$;

-- A city or a markaz has an engineering department for the districts in it.
alter table unit drop constraint unit_kind_check;
alter table unit add constraint unit_kind_check check (kind in
	('governorate', 'directorate', 'city', 'district', 'centre', 'village', 'agency', 'company'));

-- Where a plot lies, and the nearest unit at or over its district that can carry a case to the licence: with reviewers of
-- its own, enough of them for a draw, a head of engineering and an authority there or above it. Who works where is not shown
-- to whoever applies; which office has their case is.
create function permit_department(plot geometry, asking text) returns jsonb stable language plpgsql
security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
	told jsonb;
begin
	perform set_config('diwan.kind', 'system', true);
	with ground as materialized (
		select coalesce(f.name_ar, f.name_en) as ar, coalesce(f.name_en, f.name_ar) as en, u.id, u.path,
			st_area(st_intersection(f.geom, plot)) as m2
		from districts f left join unit u on u.kind = 'district' and u.valid
			and (u.code = lower(f.source_id) or ar_norm(u.name_ar) = ar_norm(f.name_ar))
		where st_intersects(f.geom, plot)
	), office as materialized (
		select a.role, a.person_id, h.path
		from assignment a join unit h on h.id = a.unit_id join person p on p.id = a.person_id
		where a.role in ('reviewer', 'head_of_engineering', 'authority') and p.active
			and cairo_today() >= a.valid_from and (a.valid_to is null or cairo_today() <= a.valid_to)
	), start as (
		select id, path, m2 from ground where path is not null
		union all
		-- A district that is no unit here is served by whoever is asked; no other governorate is.
		select null, asking, 0 where asking is not null and not exists (select from ground where path is not null)
			and (exists (select from ground) or not exists (select from districts))
	)
	select jsonb_build_object(
		'district', (select jsonb_build_object('ar', ar, 'en', en) from ground where ar is not null order by m2 desc limit 1),
		'department', (select jsonb_build_object('id', u.id::text, 'code', u.code, 'path', u.path,
				'own', coalesce(u.id = s.id, false), 'name', jsonb_build_object('ar', u.name_ar, 'en', u.name_en))
			from start s join unit u on u.valid and starts_with(s.path, u.path)
			where (select count(distinct o.person_id) filter (where o.role = 'reviewer')
						>= permit_setting_on('draw_least', cairo_today())
					and bool_or(o.role = 'reviewer' and o.path = u.path)
					and bool_or(o.role = 'head_of_engineering') and bool_or(o.role = 'authority')
				from office o where starts_with(u.path, o.path))
			order by s.m2 desc, length(u.path) desc limit 1)) into told;
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return told;
end $$;
