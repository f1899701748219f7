-- A building permit from the first draft to the licence, and who acts in it. What the separation of duties demands is
-- held here, by keys and policies: the application cannot do otherwise, whoever writes its statements.

create table permit_reference (
	year smallint primary key,
	last integer not null check (last > 0)
);
grant select, insert, update on permit_reference to diwan_app;

-- The life of a permit as data: from which state an action leads where, and in which duty it is taken.
create table permit_transition (
	action text not null,
	from_state text not null,
	to_state text not null,
	duty text not null,
	primary key (action, from_state, to_state, duty)
);
grant select on permit_transition to diwan_app;
insert into permit_transition (action, from_state, to_state, duty) values
	('edit', 'draft', 'draft', 'applicant'),
	('edit', 'draft', 'draft', 'clerk'),
	('edit', 'returned_incomplete', 'returned_incomplete', 'applicant'),
	('edit', 'returned_incomplete', 'returned_incomplete', 'clerk'),
	('edit', 'info_requested', 'info_requested', 'applicant'),
	('edit', 'info_requested', 'info_requested', 'clerk'),
	('submit', 'draft', 'submitted', 'applicant'),
	('submit', 'draft', 'submitted', 'clerk'),
	('take_in', 'submitted', 'intake_check', 'clerk'),
	('return', 'intake_check', 'returned_incomplete', 'clerk'),
	('resubmit', 'returned_incomplete', 'intake_check', 'applicant'),
	('resubmit', 'returned_incomplete', 'intake_check', 'clerk'),
	('accept', 'intake_check', 'accepted', 'clerk'),
	('assign', 'accepted', 'assigned', 'system'),
	('redraw', 'accepted', 'assigned', 'auditor'),
	('redraw', 'assigned', 'assigned', 'auditor'),
	('redraw', 'technical_review', 'assigned', 'auditor'),
	('begin', 'assigned', 'technical_review', 'reviewer'),
	('recuse', 'assigned', 'accepted', 'reviewer'),
	('recuse', 'technical_review', 'accepted', 'reviewer'),
	('ask', 'technical_review', 'info_requested', 'reviewer'),
	('inform', 'info_requested', 'technical_review', 'applicant'),
	('inform', 'info_requested', 'technical_review', 'clerk'),
	('consult', 'technical_review', 'consultation', 'reviewer'),
	('answer', 'consultation', 'consultation', 'agency'),
	('hear', 'consultation', 'technical_review', 'system'),
	('recommend', 'technical_review', 'recommended', 'reviewer'),
	('waive', 'technical_review', 'technical_review', 'approver'),
	('waive', 'approval_review', 'approval_review', 'approver'),
	('take_up', 'recommended', 'approval_review', 'approver'),
	('challenge', 'approval_review', 'technical_review', 'approver'),
	('approve', 'approval_review', 'approved_fees_due', 'approver'),
	('refuse', 'approval_review', 'refused', 'approver'),
	('refuse', 'approved_fees_due', 'refused', 'authority'),
	('issue', 'approved_fees_due', 'issued', 'authority'),
	('deem', 'accepted', 'accepted', 'system'),
	('deem', 'assigned', 'assigned', 'system'),
	('deem', 'technical_review', 'technical_review', 'system'),
	('deem', 'info_requested', 'info_requested', 'system'),
	('deem', 'consultation', 'consultation', 'system'),
	('deem', 'recommended', 'recommended', 'system'),
	('deem', 'approval_review', 'approval_review', 'system'),
	('deem', 'approved_fees_due', 'approved_fees_due', 'system'),
	('issue_deemed', 'accepted', 'issued', 'authority'),
	('issue_deemed', 'assigned', 'issued', 'authority'),
	('issue_deemed', 'technical_review', 'issued', 'authority'),
	('issue_deemed', 'info_requested', 'issued', 'authority'),
	('issue_deemed', 'consultation', 'issued', 'authority'),
	('issue_deemed', 'recommended', 'issued', 'authority'),
	('issue_deemed', 'approval_review', 'issued', 'authority'),
	('issue_deemed', 'approved_fees_due', 'issued', 'authority'),
	('dispute_deemed', 'accepted', 'accepted', 'authority'),
	('dispute_deemed', 'assigned', 'assigned', 'authority'),
	('dispute_deemed', 'technical_review', 'technical_review', 'authority'),
	('dispute_deemed', 'info_requested', 'info_requested', 'authority'),
	('dispute_deemed', 'consultation', 'consultation', 'authority'),
	('dispute_deemed', 'recommended', 'recommended', 'authority'),
	('dispute_deemed', 'approval_review', 'approval_review', 'authority'),
	('dispute_deemed', 'approved_fees_due', 'approved_fees_due', 'authority'),
	('withdraw', 'draft', 'withdrawn', 'applicant'),
	('withdraw', 'draft', 'withdrawn', 'clerk'),
	('withdraw', 'submitted', 'withdrawn', 'applicant'),
	('withdraw', 'submitted', 'withdrawn', 'clerk'),
	('withdraw', 'intake_check', 'withdrawn', 'applicant'),
	('withdraw', 'intake_check', 'withdrawn', 'clerk'),
	('withdraw', 'returned_incomplete', 'withdrawn', 'applicant'),
	('withdraw', 'returned_incomplete', 'withdrawn', 'clerk'),
	('withdraw', 'accepted', 'withdrawn', 'applicant'),
	('withdraw', 'accepted', 'withdrawn', 'clerk'),
	('withdraw', 'assigned', 'withdrawn', 'applicant'),
	('withdraw', 'assigned', 'withdrawn', 'clerk'),
	('withdraw', 'technical_review', 'withdrawn', 'applicant'),
	('withdraw', 'technical_review', 'withdrawn', 'clerk'),
	('withdraw', 'info_requested', 'withdrawn', 'applicant'),
	('withdraw', 'info_requested', 'withdrawn', 'clerk'),
	('withdraw', 'consultation', 'withdrawn', 'applicant'),
	('withdraw', 'consultation', 'withdrawn', 'clerk'),
	('withdraw', 'recommended', 'withdrawn', 'applicant'),
	('withdraw', 'recommended', 'withdrawn', 'clerk'),
	('withdraw', 'approval_review', 'withdrawn', 'applicant'),
	('withdraw', 'approval_review', 'withdrawn', 'clerk'),
	('withdraw', 'approved_fees_due', 'withdrawn', 'applicant'),
	('withdraw', 'approved_fees_due', 'withdrawn', 'clerk'),
	('lapse', 'returned_incomplete', 'lapsed', 'system'),
	('suspend', 'issued', 'suspended', 'governor'),
	('resume', 'suspended', 'issued', 'governor'),
	('revoke', 'issued', 'revoked', 'authority'),
	('revoke', 'suspended', 'revoked', 'authority');

create table permit (
	id bigint generated always as identity primary key,
	reference text not null unique,
	kind text not null check (kind in ('new', 'added_floors', 'amendment', 'completion', 'strengthening', 'demolition',
		'finishing', 'fence')),
	state text not null,
	version integer not null default 1 check (version > 0),
	-- The engineering department; those above it see its cases as well.
	unit_id bigint not null references unit,
	channel text not null check (channel in ('window', 'portal', 'phone')),
	-- The day whose code judges.
	applied_on date not null,
	address text check (btrim(address) <> '' and length(address) <= 300),
	-- Of the layer of parcels, as it was called when the case was opened; null where the plot was drawn.
	parcel_id bigint,
	parcel_name text,
	geom geometry(MultiPolygon, 22992) not null check (st_isvalid(geom) and not st_isempty(geom)),
	geom_3857 geometry(MultiPolygon, 3857) not null generated always as (st_transform(geom, 3857)) stored,
	footprint geometry(MultiPolygon, 22992) check (st_isvalid(footprint) and not st_isempty(footprint)),
	-- The numbers of the building, as the check asks for them.
	facts jsonb not null check (jsonb_typeof(facts) = 'object'),
	-- When the clock of service began, and the day of the certificate that starts the clock of the law.
	submitted_at timestamptz,
	certificate_on date,
	accepted_at timestamptz,
	decided_at timestamptz,
	issued_at timestamptz,
	expires_on date,
	-- The clock of the law ran out before anybody decided.
	deemed_at timestamptz,
	created_at timestamptz not null,
	updated_at timestamptz not null,
	constraint permit_certified check (accepted_at is null or certificate_on is not null),
	constraint permit_issued check (issued_at is null or (accepted_at is not null and expires_on is not null))
);
create index permit_geom on permit using gist (geom);
create index permit_geom_3857 on permit using gist (geom_3857);
create index permit_list on permit (unit_id, state, id);
create index permit_of_parcel on permit (parcel_id) where parcel_id is not null;
create index permit_deadline on permit (certificate_on) where certificate_on is not null and decided_at is null;
grant select, insert on permit to diwan_app;
grant usage on sequence permit_id_seq to diwan_app;
grant update (kind, state, version, unit_id, address, parcel_id, parcel_name, geom, footprint, facts, submitted_at,
	certificate_on, accepted_at, decided_at, issued_at, expires_on, deemed_at, updated_at) on permit to diwan_app;

-- The one duty an officer has in a case: clerk, reviewer, approver, cashier, inspector and the rest are different
-- people because a person stands here once.
create table permit_hand (
	permit_id bigint not null references permit,
	person_id bigint not null references person,
	duty text not null check (duty in ('clerk', 'reviewer', 'approver', 'cashier', 'authority', 'inspector', 'agency',
		'auditor', 'governor')),
	since timestamptz not null,
	-- The reviewer who withdrew, or was replaced.
	ended_at timestamptz,
	constraint permit_duty_separation primary key (permit_id, person_id),
	unique (permit_id, person_id, duty)
);
create unique index permit_one_reviewer on permit_hand (permit_id) where duty = 'reviewer' and ended_at is null;
create index permit_hand_person on permit_hand (person_id, duty) where ended_at is null;
grant select, insert, update (ended_at) on permit_hand to diwan_app;

-- The account that asks. Apart from the hands, for a reviewer must not see it.
create table permit_applicant (
	permit_id bigint primary key references permit,
	person_id bigint not null references person
);
create index permit_applicant_person on permit_applicant (person_id);
grant select, insert on permit_applicant to diwan_app;

-- Every step of a case, never changed. A step begins where the one before ended, along a transition that exists, by
-- somebody who has the duty it asks for; and the case stands where its last step led.
create table permit_event (
	permit_id bigint not null references permit,
	version integer not null check (version > 0),
	before_version integer generated always as (version - 1) stored,
	action text not null,
	from_state text,
	to_state text not null,
	duty text not null,
	-- Null for the applicant, whose name is kept elsewhere, and for the clock and the draw.
	person_id bigint,
	at timestamptz not null,
	reason text check (btrim(reason) <> '' and length(reason) <= 2000),
	detail jsonb not null default '{}',
	primary key (permit_id, version),
	unique (permit_id, version, to_state),
	constraint permit_event_begins check ((version = 1) = (from_state is null)),
	constraint permit_event_draft check (version > 1 or (action = 'open' and to_state = 'draft')),
	constraint permit_event_follows foreign key (permit_id, before_version, from_state)
		references permit_event (permit_id, version, to_state),
	constraint permit_event_allowed foreign key (action, from_state, to_state, duty) references permit_transition,
	constraint permit_event_person check ((person_id is null) = (duty in ('applicant', 'system'))),
	constraint permit_event_separation foreign key (permit_id, person_id, duty)
		references permit_hand (permit_id, person_id, duty)
);
create index permit_event_at on permit_event (permit_id, at);
grant select, insert on permit_event to diwan_app;
alter table permit add constraint permit_state_separation foreign key (id, version, state)
	references permit_event (permit_id, version, to_state) deferrable initially deferred;

-- Owner and engineer. Nobody reads a row without having written, in the same transaction, that they do.
create table permit_party (
	permit_id bigint not null references permit,
	part text not null check (part in ('owner', 'engineer', 'representative')),
	name text not null check (btrim(name) <> '' and length(name) <= 200),
	national_id_sealed bytea,
	phone text check (phone ~ '^\+[0-9]{6,15}$'),
	address text check (length(address) <= 300),
	-- Of an engineer: the number in the syndicate's register, and the office.
	syndicate_no text check (length(syndicate_no) <= 40),
	office text check (length(office) <= 200),
	primary key (permit_id, part)
);
grant select, insert, update, delete on permit_party to diwan_app;
-- By which a conflict is found without opening a name: keyed hashes of national numbers and of offices.
create table permit_party_key (
	permit_id bigint not null references permit,
	part text not null,
	key bytea not null,
	primary key (permit_id, part, key)
);
create index permit_party_key_key on permit_party_key (key);
grant select, insert, delete on permit_party_key to diwan_app;

create table permit_access (
	id bigint generated always as identity primary key,
	permit_id bigint not null references permit,
	person_id bigint references person,
	what text not null check (what in ('parties', 'document')),
	item text,
	at timestamptz not null,
	xact text not null default pg_current_xact_id()::text
);
create index permit_access_permit on permit_access (permit_id, at);
create index permit_access_reader on permit_access (permit_id, person_id);
grant select, insert on permit_access to diwan_app;
create function permit_access_now() returns trigger language plpgsql as $$
begin
	new.xact := pg_current_xact_id()::text;
	new.person_id := actor_person();
	return new;
end $$;
create trigger permit_access_now before insert on permit_access for each row execute function permit_access_now();

-- The numbers of people the application knows, as the keys of parties: a reviewer's own number, and those declared.
create table person_key (
	person_id bigint not null references person on delete cascade,
	key bytea not null,
	relation text not null check (relation in ('self', 'relative', 'office', 'business')),
	declared_by bigint references person,
	primary key (person_id, key)
);
create index person_key_key on person_key (key);
grant select, insert, delete on person_key to diwan_app;
create function person_key_of_contact() returns trigger language plpgsql as $$
begin
	delete from person_key where person_id = new.person_id and relation = 'self';
	if new.national_id_hmac is not null then
		insert into person_key (person_id, key, relation) values (new.person_id, new.national_id_hmac, 'self')
		on conflict do nothing;
	end if;
	return null;
end $$;
create trigger person_key_of_contact after insert or update of national_id_hmac on person_contact
	for each row execute function person_key_of_contact();
insert into person_key (person_id, key, relation)
	select person_id, national_id_hmac, 'self' from person_contact where national_id_hmac is not null;

-- What a reviewer has learned; somebody without a row here reviews every discipline.
create table reviewer_discipline (
	person_id bigint not null references person,
	discipline text not null check (discipline in ('architectural', 'structural', 'fire')),
	primary key (person_id, discipline)
);
grant select, insert, delete on reviewer_discipline to diwan_app;

-- The seed of a day's draws. Its hash is public from the first draw of the day on.
create table permit_seed (
	day date primary key,
	seed bytea not null,
	commitment bytea not null generated always as (sha256(seed)) stored
);
grant select, insert (day) on permit_seed to diwan_app;
create function permit_seed_by_chance() returns trigger language plpgsql as $$
begin
	new.seed := gen_random_bytes(32);
	return new;
end $$;
create trigger permit_seed_by_chance before insert on permit_seed for each row execute function permit_seed_by_chance();

create table permit_draw (
	permit_id bigint not null references permit,
	n smallint not null default 0 check (n > 0),
	day date not null references permit_seed,
	-- Those who could be drawn, in the order of their ids, and why the others could not.
	candidates bigint[] not null default '{}',
	excluded jsonb not null default '{}',
	-- Too few were left: those with many cases, or who had the last one of the same people, were let in.
	relaxed boolean not null default false,
	picked bigint not null default 0 references person,
	at timestamptz not null,
	reason text check (btrim(reason) <> '' and length(reason) <= 1000),
	ordered_by bigint references person,
	primary key (permit_id, n)
);
grant select, insert (permit_id, day, at, reason) on permit_draw to diwan_app;

-- The pick: the first seven bytes of HMAC-SHA-256(seed of the day, reference ':' n), as a number, modulo how many can
-- be drawn. Anybody with the seed can compute it again.
create function permit_pick(seed bytea, reference text, n integer, candidates bigint[]) returns bigint
	immutable language sql as $$
	select candidates[1 + (('x' || encode(substr(hmac(convert_to(reference || ':' || n, 'UTF8'), seed, 'sha256'), 1, 7),
		'hex'))::bit(56)::bigint % cardinality(candidates))::integer]
$$;

create table permit_setting (
	name text not null,
	value numeric not null,
	valid_from date not null,
	source text not null,
	unverified boolean not null default true,
	primary key (name, valid_from)
);
grant select, insert on permit_setting to diwan_app;
insert into permit_setting (name, value, valid_from, source, unverified) values
	('service_days', 26, '2024-08-12', 'Service promise without an insurance document, working days (Daily News Egypt, 12 Aug 2024)', false),
	('service_days_insured', 40, '2024-08-12', 'Service promise with an insurance document, working days (Daily News Egypt, 12 Aug 2024)', false),
	('statutory_days', 30, '2000-01-01', 'Law 119/2008: a decision within 30 days of the works-validity certificate', false),
	('reply_days', 15, '2000-01-01', 'Default: working days to answer a file sent back (BoPS)', true),
	('consultation_days', 15, '2000-01-01', 'Default: working days for an agency to answer', true),
	('validity_years', 1, '2000-01-01', 'Default: a licence not begun within a year expires', true),
	('office_opens_min', 540, '2000-01-01', 'Default: minutes after midnight at which offices open', true),
	('office_closes_min', 900, '2000-01-01', 'Default: minutes after midnight at which offices close', true),
	('draw_least', 2, '2000-01-01', 'Default: fewer reviewers than this is no draw', true),
	('draw_load', 15, '2000-01-01', 'Default: the most cases in one reviewer’s hands', true);
create function permit_setting_on(wanted text, day date) returns numeric stable language sql as $$
	select value from permit_setting where name = wanted and valid_from <= day order by valid_from desc limit 1
$$;

-- Everybody who reviews for the department of a case, with what stands against each. Hard: a duty in this case, asking
-- for it, a tie to owner, engineer or office, having read who they are, another discipline. Soft: the last case of the
-- same people or plot, too many cases.
create function permit_reviewers(of bigint, day date)
	returns table (person_id bigint, hard text, soft text) stable language sql as $$
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
			when (select count(*) from permit_hand h join permit p on p.id = h.permit_id
				where h.person_id = r.person_id and h.duty = 'reviewer' and h.ended_at is null
					and p.state in ('assigned', 'technical_review', 'info_requested', 'consultation'))
				>= permit_setting_on('draw_load', day) then 'load'
		end
	from r cross join c
$$;

-- The database draws: what a statement says of candidates or of who is picked counts for nothing.
create function permit_draw_by_seed() returns trigger language plpgsql as $$
declare
	least integer := permit_setting_on('draw_least', new.day);
	case_reference text;
	seed_of_day bytea;
begin
	select reference into strict case_reference from permit where id = new.permit_id for update;
	select coalesce(max(n), 0) + 1 into new.n from permit_draw where permit_id = new.permit_id;
	select max(day) into strict new.day from permit_seed;
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
	return new;
end $$;
create trigger permit_draw_by_seed before insert on permit_draw for each row execute function permit_draw_by_seed();

-- What the rules said, each time they were asked for the record.
create table permit_check (
	permit_id bigint not null references permit,
	n smallint not null check (n > 0),
	at timestamptz not null,
	judged_on date not null,
	verdict text not null,
	answer jsonb not null,
	primary key (permit_id, n)
);
grant select, insert on permit_check to diwan_app;

create table permit_recommendation (
	permit_id bigint not null,
	n smallint not null check (n > 0),
	outcome text not null check (outcome in ('grant', 'refuse')),
	conditions text[] not null default '{}' check (cardinality(conditions) <= 30),
	reason text not null check (btrim(reason) <> '' and length(reason) <= 4000),
	article text check (btrim(article) <> '' and length(article) <= 300),
	check_n smallint not null,
	signed_at timestamptz not null,
	person_id bigint not null,
	duty text not null default 'reviewer' check (duty = 'reviewer'),
	primary key (permit_id, n),
	constraint permit_recommendation_separation foreign key (permit_id, person_id, duty)
		references permit_hand (permit_id, person_id, duty),
	foreign key (permit_id, check_n) references permit_check,
	constraint permit_refusal_cites check (outcome = 'grant' or article is not null)
);
grant select, insert on permit_recommendation to diwan_app;

-- What may be passed though a rule forbids it: by the second officer, with an article.
create table permit_waiver (
	permit_id bigint not null,
	rule text not null check (rule ~ '^R[0-9]{2}$'),
	subject text not null,
	article text not null check (btrim(article) <> '' and length(article) <= 300),
	reason text not null check (btrim(reason) <> '' and length(reason) <= 2000),
	at timestamptz not null,
	person_id bigint not null,
	duty text not null default 'approver' check (duty = 'approver'),
	primary key (permit_id, rule, subject),
	constraint permit_waiver_separation foreign key (permit_id, person_id, duty)
		references permit_hand (permit_id, person_id, duty)
);
grant select, insert on permit_waiver to diwan_app;

-- What is asked of the applicant, one line for each paper or answer.
create table permit_request (
	id bigint generated always as identity primary key,
	permit_id bigint not null references permit,
	phase text not null check (phase in ('intake', 'review')),
	subject text not null check (length(subject) between 1 and 100),
	fault text not null check (length(fault) between 1 and 60),
	note text check (length(note) <= 1000),
	asked_at timestamptz not null,
	due_on date not null,
	answer text check (length(answer) <= 2000),
	answered_at timestamptz
);
create index permit_request_open on permit_request (permit_id) where answered_at is null;
grant select, insert, update (answer, answered_at) on permit_request to diwan_app;

-- An agency whose constraint was met.
create table permit_consultation (
	permit_id bigint not null references permit,
	unit_id bigint not null references unit,
	about text not null check (length(about) between 1 and 300),
	asked_at timestamptz not null,
	due_on date not null,
	answer text check (answer in ('no_objection', 'conditions', 'objection', 'silent')),
	note text check (length(note) <= 2000),
	answered_at timestamptz,
	person_id bigint,
	duty text not null default 'agency' check (duty = 'agency'),
	primary key (permit_id, unit_id),
	foreign key (permit_id, person_id, duty) references permit_hand (permit_id, person_id, duty),
	check ((answer is null) = (answered_at is null)),
	check (answer is null or answer = 'silent' or person_id is not null)
);
create index permit_consultation_open on permit_consultation (unit_id, due_on) where answer is null;
grant select, insert, update (answer, note, answered_at, person_id) on permit_consultation to diwan_app;

-- What was handed in is what is judged: it changes only while it lies with whoever asks.
create function permit_content_kept() returns trigger language plpgsql as $$
begin
	if old.state not in ('draft', 'returned_incomplete', 'info_requested') then
		raise exception 'a permit that is being judged does not change' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger permit_content_kept before update on permit for each row
	when (old.kind <> new.kind or old.unit_id <> new.unit_id or old.address is distinct from new.address
		or old.parcel_id is distinct from new.parcel_id or st_asbinary(old.geom) <> st_asbinary(new.geom)
		or st_asbinary(old.footprint) is distinct from st_asbinary(new.footprint) or old.facts <> new.facts)
	execute function permit_content_kept();

create function permit_is_kept() returns trigger language plpgsql as $$
begin
	raise exception '% is never changed', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger permit_event_kept before update or delete on permit_event
	for each row execute function permit_is_kept();
create trigger permit_recommendation_kept before update or delete on permit_recommendation
	for each row execute function permit_is_kept();
create trigger permit_draw_kept before update or delete on permit_draw
	for each row execute function permit_is_kept();
create trigger permit_access_kept before update or delete on permit_access
	for each row execute function permit_is_kept();
create trigger permit_waiver_kept before update or delete on permit_waiver
	for each row execute function permit_is_kept();
create trigger permit_check_kept before update or delete on permit_check
	for each row execute function permit_is_kept();

-- Who sees and does what, said to the database.

-- Holds the role today in the unit or above it; at a window or a cash desk also below it.
create function actor_holds(wanted text, in_unit bigint) returns boolean stable language sql as $$
	select actor_has_role(wanted) and exists (
		select from assignment a join unit held on held.id = a.unit_id join unit u on u.id = in_unit
		where a.person_id = actor_person() and a.role = wanted
			and (starts_with(u.path, held.path)
				or (wanted in ('window_clerk', 'cashier') and starts_with(held.path, u.path)))
			and a.valid_from <= current_date and (a.valid_to is null or current_date <= a.valid_to))
$$;
-- Whoever may be drawn must not know whose the case is, before having signed a recommendation in it. A clerk wrote it.
create function permit_blind(of bigint) returns boolean stable language sql as $$
	select actor_has_role('reviewer')
		and not exists (select from permit_recommendation r where r.permit_id = of and r.person_id = actor_person())
		and not exists (select from permit_hand h
			where h.permit_id = of and h.person_id = actor_person() and h.duty = 'clerk')
$$;

do $$
declare
	relation text;
begin
	foreach relation in array array['permit', 'permit_hand', 'permit_applicant', 'permit_event', 'permit_party',
		'permit_party_key', 'permit_access', 'permit_draw', 'permit_seed', 'permit_check', 'permit_recommendation',
		'permit_waiver', 'permit_request', 'permit_consultation', 'permit_setting', 'permit_transition',
		'permit_reference', 'person_key', 'reviewer_discipline'] loop
		execute format('alter table %I enable row level security', relation);
		execute format('alter table %I force row level security', relation);
	end loop;
end $$;

create policy permit_applicant_read on permit_applicant for select
	using (person_id = (select actor_person()) or (select actor_is_system())
		or ((select actor_is_staff()) and not permit_blind(permit_id)));
create policy permit_applicant_write on permit_applicant for insert
	with check (person_id = (select actor_person()) or (select actor_is_system() or actor_has_role('window_clerk')));

create policy permit_read on permit for select
	using ((select actor_is_system() or actor_is_staff())
		or exists (select from permit_applicant a where a.permit_id = id and a.person_id = (select actor_person())));
create policy permit_open on permit for insert
	with check ((select actor_is_system() or actor_kind() = 'person'));
create policy permit_write on permit for update
	using ((select actor_is_system() or actor_is_staff())
		or exists (select from permit_applicant a where a.permit_id = id and a.person_id = (select actor_person())));

-- Whoever asks never learns who decides.
create policy permit_hand_read on permit_hand for select
	using ((select actor_is_system() or actor_is_staff()));
create policy permit_hand_take on permit_hand for insert with check (
	case duty
		when 'reviewer' then person_id = (select d.picked from permit_draw d
			where d.permit_id = permit_hand.permit_id order by d.n desc limit 1)
		when 'agency' then person_id = (select actor_person()) and exists (
			select from permit_consultation c where c.permit_id = permit_hand.permit_id
				and actor_holds('agency_focal_point', c.unit_id))
		else person_id = (select actor_person())
			and actor_holds(case duty when 'clerk' then 'window_clerk' when 'approver' then 'head_of_engineering'
				else duty end, (select p.unit_id from permit p where p.id = permit_hand.permit_id))
			and not exists (select from permit_applicant a where a.permit_id = permit_hand.permit_id
				and a.person_id = permit_hand.person_id)
	end);
create policy permit_hand_end on permit_hand for update
	using (duty = 'reviewer' and (person_id = (select actor_person()) or (select actor_has_role('auditor'))));

create policy permit_event_read on permit_event for select
	using ((select actor_is_system() or actor_is_staff())
		or exists (select from permit_applicant a where a.permit_id = permit_event.permit_id));
create policy permit_event_write on permit_event for insert with check (
	case duty
		when 'applicant' then (select actor_is_system()) or exists (select from permit_applicant a
			where a.permit_id = permit_event.permit_id and a.person_id = (select actor_person()))
		when 'system' then (select actor_is_system())
			or (action = 'assign' and exists (select from permit_draw d where d.permit_id = permit_event.permit_id))
			or action = 'hear'
		else person_id = (select actor_person())
	end);

create policy permit_party_read on permit_party for select
	using (((select actor_is_system()) or exists (select from permit_applicant a
			where a.permit_id = permit_party.permit_id and a.person_id = (select actor_person()))
		or ((select actor_is_staff()) and not permit_blind(permit_id)))
		and exists (select from permit_access a where a.permit_id = permit_party.permit_id
			and a.xact = pg_current_xact_id()::text and a.what = 'parties'));
create policy permit_party_write on permit_party for insert
	with check ((select actor_is_system() or actor_has_role('window_clerk')) or exists (select from permit_applicant a
		where a.permit_id = permit_party.permit_id and a.person_id = (select actor_person())));
create policy permit_party_change on permit_party for update
	using ((select actor_is_system() or actor_has_role('window_clerk')) or exists (select from permit_applicant a
		where a.permit_id = permit_party.permit_id and a.person_id = (select actor_person())));
create policy permit_party_drop on permit_party for delete
	using ((select actor_is_system() or actor_has_role('window_clerk')) or exists (select from permit_applicant a
		where a.permit_id = permit_party.permit_id and a.person_id = (select actor_person())));

create policy permit_access_read on permit_access for select
	using ((select actor_is_system() or actor_is_staff()) or person_id = (select actor_person())
		or exists (select from permit_applicant a where a.permit_id = permit_access.permit_id));
create policy permit_access_write on permit_access for insert
	with check ((select actor_is_system() or actor_kind() = 'person'));

create policy permit_recommendation_write on permit_recommendation for insert
	with check (person_id = (select actor_person()));
create policy permit_waiver_write on permit_waiver for insert with check (person_id = (select actor_person()));
create policy permit_consultation_change on permit_consultation for update
	using ((select actor_is_system()) or actor_holds('agency_focal_point', unit_id));

do $$
declare
	relation text;
begin
	-- Of a case: those who may see it see it.
	foreach relation in array array['permit_check', 'permit_recommendation', 'permit_waiver', 'permit_request',
		'permit_consultation'] loop
		execute format('create policy %I on %I for select using (exists (select from permit p where p.id = permit_id))',
			relation || '_read', relation);
	end loop;
	foreach relation in array array['permit_check', 'permit_request', 'permit_consultation'] loop
		execute format('create policy %I on %I for insert with check (exists (select from permit p where p.id = permit_id))',
			relation || '_insert', relation);
	end loop;
	-- Of the house: no case, no name.
	foreach relation in array array['permit_setting', 'permit_transition', 'permit_reference'] loop
		execute format('create policy %I on %I for select using ((select actor_kind() <> ''nobody''))',
			relation || '_read', relation);
	end loop;
	foreach relation in array array['permit_party_key', 'permit_draw', 'permit_seed', 'person_key',
		'reviewer_discipline'] loop
		execute format('create policy %I on %I for select using ((select actor_is_system() or actor_kind() = ''person''))',
			relation || '_read', relation);
		execute format('create policy %I on %I for insert with check ((select actor_is_system() or actor_kind() = ''person''))',
			relation || '_insert', relation);
	end loop;
	foreach relation in array array['permit_party_key', 'person_key', 'reviewer_discipline'] loop
		execute format('create policy %I on %I for delete using ((select actor_is_system() or actor_kind() = ''person''))',
			relation || '_delete', relation);
	end loop;
end $$;
create policy permit_request_answer on permit_request for update
	using (exists (select from permit p where p.id = permit_id));
create policy permit_reference_count on permit_reference for insert with check ((select actor_kind() <> 'nobody'));
create policy permit_reference_next on permit_reference for update using ((select actor_kind() <> 'nobody'));
create policy permit_setting_write on permit_setting for insert
	with check ((select actor_is_system() or actor_has_role('head_of_engineering')));
