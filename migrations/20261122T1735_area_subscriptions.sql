-- Residents who want to hear of works in an area of theirs. The address is personal: it goes when they leave, and when
-- they never confirmed.
create table area_subscription (
	id uuid primary key,
	email text not null check (length(email) <= 254 and email ~ '^[^[:space:]@<>]+@[^[:space:]@<>]+$'),
	locale text not null check (locale in ('ar', 'en')),
	often text not null check (often in ('at_once', 'weekly')),
	geom geometry(Polygon, 22992) not null check (st_isvalid(geom) and not st_isempty(geom)),
	asked_at timestamptz not null,
	-- Until it is confirmed: the SHA-256 of what the link holds, and how long the link is good.
	confirm_hash bytea unique,
	expires_at timestamptz,
	confirmed_at timestamptz,
	-- When its next mail may leave.
	next_mail_at timestamptz,
	check ((confirmed_at is null) = (confirm_hash is not null)),
	check ((confirmed_at is null) = (expires_at is not null)),
	check ((confirmed_at is null) = (next_mail_at is null))
);
create index area_subscription_geom on area_subscription using gist (geom) where confirmed_at is not null;
create index area_subscription_expires on area_subscription (expires_at) where confirmed_at is null;
grant select, insert, update, delete on area_subscription to diwan_app;
alter table area_subscription enable row level security;
alter table area_subscription force row level security;
create policy area_subscription_asked on area_subscription for insert with check (confirmed_at is null);
create policy area_subscription_kept on area_subscription using (acts_for_the_house())
	with check (acts_for_the_house());

-- What is to be told at the next mail: of each work the last, as everybody may know it.
create table area_notice (
	subscription_id uuid not null references area_subscription on delete cascade,
	dig_id bigint not null references dig,
	kind text not null check (kind in ('granted', 'started', 'changed', 'late', 'ended', 'withdrawn')),
	title text not null,
	starts_on date not null,
	ends_on date not null,
	-- Before it changed.
	was_starts_on date,
	was_ends_on date,
	at timestamptz not null default now(),
	primary key (subscription_id, dig_id)
);
grant select, insert, update, delete on area_notice to diwan_app;
alter table area_notice enable row level security;
alter table area_notice force row level security;
create policy area_notice_kept on area_notice using (acts_for_the_house()) with check (acts_for_the_house());

-- Where an organisation wants to know of the works of others, also of those that are only planned.
create table dig_interest_area (
	id bigint generated always as identity primary key,
	unit_id bigint not null references unit,
	name text not null check (btrim(name) <> '' and length(name) <= 100),
	geom geometry(Polygon, 22992) not null check (st_isvalid(geom) and not st_isempty(geom)),
	created_at timestamptz not null,
	created_by bigint references person,
	unique (unit_id, name)
);
create index dig_interest_area_geom on dig_interest_area using gist (geom);
grant select, insert, delete on dig_interest_area to diwan_app;

create table dig_interest_notice (
	unit_id bigint not null references unit,
	dig_id bigint not null references dig,
	kind text not null check (kind in ('planned', 'granted', 'started', 'changed')),
	at timestamptz not null default now(),
	seen_at timestamptz,
	seen_by bigint references person,
	primary key (unit_id, dig_id)
);
create index dig_interest_notice_new on dig_interest_notice (unit_id) where seen_at is null;
grant select, insert, update on dig_interest_notice to diwan_app;

create type dig_news as (
	dig_id bigint,
	unit_id bigint,
	-- What the public and what the other organisations are told; null: nothing.
	told text,
	noted text,
	title text,
	starts_on date,
	ends_on date,
	was_starts_on date,
	was_ends_on date,
	-- Where it is; when it moved, also where it was.
	geom geometry
);

-- Whoever watches the place of a work is told of what became of it, by the transaction that changed it. It reads the
-- areas for the house, not for the person who saves.
create function dig_watched() returns trigger language plpgsql as $$
declare
	news dig_news[];
	asker text := current_setting('diwan.kind', true);
begin
	-- Not as a setting of the function: only a superuser may give one to settings of our own.
	perform set_config('diwan.kind', 'system', true);
	if not exists (select from area_subscription where confirmed_at is not null)
		and not exists (select from dig_interest_area) then
		perform set_config('diwan.kind', coalesce(asker, ''), true);
		return null;
	end if;
	if tg_op = 'INSERT' then
		select array_agg(row(id, unit_id,
			case state when 'granted' then 'granted' when 'running' then 'started' end,
			case state when 'granted' then 'granted' when 'running' then 'started' else 'planned' end,
			title, starts_on, ends_on, null, null, geom)::dig_news)
		into news from new_rows where state in ('planned', 'submitted', 'granted', 'running');
	else
		select array_agg(row(n.id, n.unit_id,
			case
				when not o.open and n.state = 'granted' then 'granted'
				when n.state = 'running' and o.state <> 'running' then 'started'
				when o.open and not n.open then
					case when n.state in ('finished', 'restored', 'closed') then 'ended' else 'withdrawn' end
				when o.open and n.open and n.late and not o.late then 'late'
				-- A work that is late goes on from day to day, and that is told once.
				when o.open and n.open and (n.starts_on <> o.starts_on or (n.ends_on <> o.ends_on and not n.late)
					or n.traffic_effect <> o.traffic_effect or not n.geom = o.geom) then 'changed'
			end,
			case
				when n.state not in ('planned', 'submitted', 'granted', 'running') then null
				when n.state = 'granted' and o.state <> 'granted' then 'granted'
				when n.state = 'running' and o.state <> 'running' then 'started'
				when o.state not in ('planned', 'submitted', 'granted', 'running') then 'planned'
				when n.starts_on <> o.starts_on or (n.ends_on <> o.ends_on and not (n.late and o.late))
					or not n.geom = o.geom then 'changed'
			end,
			case when n.open then n.title else o.title end, n.starts_on, n.ends_on,
			case when o.open then o.starts_on end, case when o.open then o.ends_on end,
			case when n.geom = o.geom then n.geom else st_collect(o.geom, n.geom) end)::dig_news)
		into news
		from (select *, state in ('granted', 'running') as open,
				state = 'running' and coalesce(ends_on > permitted_ends_on, false) as late from new_rows) n
		join (select *, state in ('granted', 'running') as open,
				state = 'running' and coalesce(ends_on > permitted_ends_on, false) as late from old_rows) o using (id)
		where n.state <> o.state or n.starts_on <> o.starts_on or n.ends_on <> o.ends_on
			or n.traffic_effect <> o.traffic_effect or not n.geom = o.geom;
	end if;

	insert into area_notice as k (subscription_id, dig_id, kind, title, starts_on, ends_on, was_starts_on, was_ends_on)
	select s.id, w.dig_id, w.told, public_text(w.title), w.starts_on, w.ends_on, w.was_starts_on, w.was_ends_on
	from unnest(news) w join area_subscription s on st_intersects(s.geom, w.geom)
	where w.told is not null and s.confirmed_at is not null
	-- What was not told yet stays news; the first dates are those that a change is measured by.
	on conflict (subscription_id, dig_id) do update set
		kind = case when excluded.kind = 'changed' and k.kind in ('granted', 'started') then k.kind else excluded.kind end,
		title = excluded.title, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
		was_starts_on = coalesce(k.was_starts_on, excluded.was_starts_on),
		was_ends_on = coalesce(k.was_ends_on, excluded.was_ends_on), at = excluded.at;

	insert into dig_interest_notice as k (unit_id, dig_id, kind)
	select distinct on (a.unit_id, w.dig_id) a.unit_id, w.dig_id, w.noted
	from unnest(news) w join dig_interest_area a on st_intersects(a.geom, w.geom)
	where w.noted is not null and w.unit_id is distinct from a.unit_id
	on conflict (unit_id, dig_id) do update set kind = case
			when excluded.kind = 'changed' and k.seen_at is null then k.kind else excluded.kind end,
		at = excluded.at, seen_at = null, seen_by = null;
	perform set_config('diwan.kind', coalesce(asker, ''), true);
	return null;
end $$;
create trigger dig_watched_inserted after insert on dig referencing new table as new_rows
	for each statement execute function dig_watched();
create trigger dig_watched_updated after update on dig referencing old table as old_rows new table as new_rows
	for each statement execute function dig_watched();
