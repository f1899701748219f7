-- What citizens report: a trench that is open in the street, matched to the permit it belongs to or to none.
create table dig_report (
	id bigint generated always as identity primary key,
	-- By which the citizen names it.
	code text not null unique,
	geom geometry(Point, 22992) not null,
	geom_3857 geometry(Point, 3857) not null generated always as (st_transform(geom, 3857)) stored,
	details text check (btrim(details) <> '' and length(details) <= 1000),
	danger boolean not null default false,
	reported_at timestamptz not null,
	-- The nearest open work within reach when it was reported; without one it is an unlicensed dig.
	dig_id bigint references dig,
	distance_m double precision check (distance_m >= 0),
	state text not null default 'open' check (state in ('open', 'confirmed', 'dismissed')),
	closed_at timestamptz,
	closed_by bigint references person,
	close_reason text check (btrim(close_reason) <> '' and length(close_reason) <= 1000),
	check ((dig_id is null) = (distance_m is null)),
	check ((state = 'open') = (closed_at is null)),
	check ((closed_at is null) = (close_reason is null))
);
create index dig_report_open on dig_report (reported_at) where state = 'open';
create index dig_report_geom_3857 on dig_report using gist (geom_3857);
grant select, insert, update on dig_report to diwan_app;
-- What somebody wrote may name people: for those who look into it.
alter table dig_report enable row level security;
alter table dig_report force row level security;
create function may_read_reports() returns boolean stable language sql as $$
	select actor_has_role('coordinator') or actor_has_role('inspector') or actor_has_role('head_of_engineering')
		or actor_has_role('auditor') $$;
create policy dig_report_sent on dig_report for insert with check (state = 'open');
create policy dig_report_read on dig_report for select using (may_read_reports());
create policy dig_report_closed on dig_report for update using (may_read_reports()) with check (may_read_reports());

insert into dig_rule_parameter (rule, name, value, valid_from, origin) values
	('REPORT', 'reach_m', 30, '2000-01-01', 'A reported trench this near to an open work belongs to it');
