-- An appeal (تظلم) against a refusal: filed once for each refusal within the days of its paper, decided by the governor, who
-- has no other duty in the case. One that is granted begins the examination anew: another reviewer is drawn, nobody who
-- judged before judges again, and the law counts from that day.

alter table permit_transition no force row level security;
insert into permit_transition (action, from_state, to_state, duty) values
	('file_appeal', 'refused', 'refused', 'applicant'),
	('file_appeal', 'refused', 'refused', 'clerk'),
	('dismiss_appeal', 'refused', 'refused', 'governor'),
	('grant_appeal', 'refused', 'accepted', 'governor');
alter table permit_transition force row level security;

create table permit_appeal (
	permit_id bigint not null references permit,
	-- The step that refused, the one that filed and the one that decided.
	refused_version integer not null default 0,
	filed_version integer not null default 0,
	filed_at timestamptz not null,
	grounds text not null check (btrim(grounds) <> '' and length(grounds) <= 4000),
	outcome text check (outcome in ('dismissed', 'granted')),
	decided_version integer,
	decided_at timestamptz,
	primary key (permit_id, refused_version),
	check ((outcome is null) = (decided_at is null) and (outcome is null) = (decided_version is null))
);
create index permit_appeal_open on permit_appeal (permit_id) where outcome is null;
grant select, insert (permit_id, filed_at, grounds), update (outcome, decided_at) on permit_appeal to diwan_app;

-- Of the last refusal of a case: until which day it can be appealed, by the setting of its own day, and the appeal.
create function permit_appeal_of(of bigint) returns jsonb stable language plpgsql as $$
begin
	return (select jsonb_build_object('refused_at', r.at, 'until', (r.at at time zone 'Africa/Cairo')::date + s.value::integer,
			'unverified', s.unverified, 'filed_at', a.filed_at, 'outcome', a.outcome, 'decided_at', a.decided_at)
		from (select e.version, e.at from permit_event e where e.permit_id = of and e.action = 'refuse'
				order by e.version desc limit 1) r
			cross join lateral (select x.value, x.unverified from permit_setting x where x.name = 'appeal_days'
				and x.valid_from <= (r.at at time zone 'Africa/Cairo')::date order by x.valid_from desc limit 1) s
			left join permit_appeal a on a.permit_id = of and a.refused_version = r.version);
end $$;
-- Whether the step of this transaction granted one.
create function permit_appeal_granted(of bigint) returns boolean stable language plpgsql as $$
begin
	return exists (select from permit_event e where e.permit_id = of and e.action = 'grant_appeal'
		and e.xact = pg_current_xact_id_if_assigned()::text);
end $$;
-- One draw belongs to such a step, as every other draw to one of its own.
create function permit_appeal_draws(of bigint) returns boolean stable language plpgsql as $$
begin
	return exists (select from permit_event g where g.permit_id = of and g.action = 'grant_appeal'
			and g.xact = pg_current_xact_id_if_assigned()::text
			and not exists (select from permit_event e where e.permit_id = of and e.version > g.version))
		and (select count(*) from permit_draw d where d.permit_id = of)
			= (select count(*) from permit_event e where e.permit_id = of and e.action in ('assign', 'redraw'));
end $$;

create function permit_appeal_filed() returns trigger language plpgsql as $$
declare
	stands permit;
begin
	select * into stands from permit where id = new.permit_id;
	if stands.state is distinct from 'refused' or abs(extract(epoch from new.filed_at - actor_now())) > 3600 then
		raise exception 'what is refused is appealed, now' using errcode = 'insufficient_privilege';
	end if;
	if (new.filed_at at time zone 'Africa/Cairo')::date > (permit_appeal_of(new.permit_id) ->> 'until')::date then
		raise exception 'the days of an appeal are over' using errcode = 'check_violation', constraint = 'permit_appeal_late';
	end if;
	new.filed_version := stands.version + 1;
	select max(version) into new.refused_version from permit_event
	where permit_id = new.permit_id and action = 'refuse';
	return new;
end $$;
create trigger permit_appeal_filed before insert on permit_appeal
	for each row execute function permit_appeal_filed();
create function permit_appeal_decided() returns trigger language plpgsql as $$
begin
	if old.outcome is not null or new.outcome is null or abs(extract(epoch from new.decided_at - actor_now())) > 3600 then
		raise exception 'an appeal is decided once' using errcode = 'insufficient_privilege';
	end if;
	select version + 1 into strict new.decided_version from permit where id = new.permit_id;
	return new;
end $$;
create trigger permit_appeal_decided before update on permit_appeal
	for each row execute function permit_appeal_decided();
create trigger permit_appeal_kept before delete on permit_appeal for each row execute function permit_is_kept();
create constraint trigger permit_appeal_comes_with_insert after insert on permit_appeal deferrable initially deferred
	for each row when (current_user = 'diwan_app') execute function permit_comes_with_step('file_appeal');
create constraint trigger permit_appeal_comes_with_update after update on permit_appeal deferrable initially deferred
	for each row when (current_user = 'diwan_app') execute function permit_comes_with_step('dismiss_appeal', 'grant_appeal');

-- What is said in it is not for whoever reviews without knowing whose the case is.
alter table permit_appeal enable row level security;
alter table permit_appeal force row level security;
create policy permit_appeal_read on permit_appeal for select using ((select actor_is_system()) or permit_own(permit_id)
	or ((select actor_is_staff()) and ((select actor_has_role('governor')) or not permit_blind(permit_id))));
create policy permit_appeal_file on permit_appeal for insert with check (permit_asks(permit_id));
create policy permit_appeal_decide on permit_appeal for update using (permit_serving(permit_id, array['governor']));

-- The step has brought what it says. Granted: nobody who decided has a duty any more, the refusal is taken back, what its
-- licence would have cost is owed no more, and the next step is the draw's, which never picks who had a duty.
create function permit_appeal_grounded() returns trigger language plpgsql as $$
declare
	grounded boolean;
begin
	if actor_is_system() then return null; end if;
	grounded := case new.action
		when 'file_appeal' then exists (select from permit_appeal a where a.permit_id = new.permit_id
			and a.filed_version = new.version)
		else exists (select from permit_appeal a where a.permit_id = new.permit_id and a.decided_version = new.version
				and a.outcome = case new.action when 'grant_appeal' then 'granted' else 'dismissed' end)
			and new.reason is not null and (new.action = 'grant_appeal' or btrim(new.detail ->> 'article') <> '') end
	and (new.action <> 'grant_appeal' or (
		not exists (select from permit_hand h where h.permit_id = new.permit_id and h.ended_at is null
			and h.duty in ('approver', 'authority'))
		and not exists (select from permit_certificate c where c.permit_id = new.permit_id and c.kind = 'refusal'
			and not exists (select from permit_certificate_revocation r where r.certificate_id = c.id))
		and not exists (select from permit_account a where a.permit_id = new.permit_id and a.stage = 'issue'
			and a.superseded_at is null)
		and exists (select from permit_event e where e.permit_id = new.permit_id and e.version = new.version + 1
			and e.action = 'assign' and e.xact = new.xact)));
	if grounded is not true then
		raise exception 'a step without what it says' using errcode = 'insufficient_privilege';
	end if;
	return null;
end $$;
create constraint trigger permit_appeal_grounded after insert on permit_event deferrable initially deferred
	for each row when (current_user = 'diwan_app' and new.action in ('file_appeal', 'dismiss_appeal', 'grant_appeal'))
	execute function permit_appeal_grounded();

-- What that step alone may: end duties, draw, take the refusal back, let an account go.
drop policy permit_hand_end on permit_hand;
create policy permit_hand_end on permit_hand for update using (
	(duty = 'reviewer' and (person_id = (select actor_person()) or (select actor_has_role('auditor'))))
	or (duty in ('reviewer', 'approver', 'authority') and permit_appeal_granted(permit_id)));
drop trigger permit_hand_comes_with_update on permit_hand;
create constraint trigger permit_hand_comes_with_update after update on permit_hand deferrable initially deferred
	for each row when (current_user = 'diwan_app')
	execute function permit_comes_with_step('recuse', 'redraw', 'grant_appeal');
drop policy permit_draw_insert on permit_draw;
create policy permit_draw_insert on permit_draw for insert with check ((select actor_is_system())
	or ((permit_serving(permit_id, array['clerk', 'auditor'])
			or (permit_serving(permit_id, array['governor']) and permit_appeal_granted(permit_id)))
		and exists (select from permit p where p.id = permit_id and p.state in ('accepted', 'assigned', 'technical_review'))));
drop policy permit_certificate_revocation_write on permit_certificate_revocation;
create policy permit_certificate_revocation_write on permit_certificate_revocation for insert
	with check (person_id = (select actor_person()) and exists (select from permit_certificate c
		where c.id = certificate_id
			and (actor_holds('authority', c.unit_id) or actor_holds('head_of_engineering', c.unit_id)
				or (c.kind = 'refusal' and permit_serving(c.permit_id, array['governor'])
					and permit_appeal_granted(c.permit_id)))));
drop policy permit_account_supersede on permit_account;
create policy permit_account_supersede on permit_account for update using (permit_asks(permit_id)
	or permit_serving(permit_id, array['clerk', 'cashier', 'approver', 'authority', 'governor']));

-- One word of each function changes, whatever else it has come to say.
do $$
declare
	change record;
	body text;
begin
	for change in select * from (values
		('permit_follows_step', '(step.action <> ''accept'' and row(', '(step.action not in (''accept'', ''grant_appeal'') and row('),
		('permit_follows_step', '(step.action not in (''refuse'', ''issue'', ''issue_deemed'') and',
			'(step.action not in (''refuse'', ''issue'', ''issue_deemed'', ''grant_appeal'') and'),
		('permit_follows_step', '(step.action <> ''deem'' and', '(step.action not in (''deem'', ''grant_appeal'') and'),
		('permit_follows_step', 'when ''deem'' then new.deemed_at := step.at;', 'when ''deem'' then new.deemed_at := step.at;
		-- Not decided any more, and the law counts from now.
		when ''grant_appeal'' then
			new.decided_at := null;
			new.deemed_at := null;
			new.accepted_at := old.accepted_at;
			new.certificate_on := (step.at at time zone ''Africa/Cairo'')::date;'),
		('permit_event_grounded', 'when ''assign'' then array[''accept'']', 'when ''assign'' then array[''accept'', ''grant_appeal'']'),
		('permit_event_asked', '''inform'', ''withdraw'')', '''inform'', ''withdraw'', ''file_appeal'')'),
		('permit_draw_by_seed', 'if new.reason is null or not actor_has_role(''auditor'') then',
			'if permit_appeal_draws(new.permit_id) then
			new.reason := null;
		elsif new.reason is null or not actor_has_role(''auditor'') then'),
		('permit_account_comes_with_step', 'if actor_is_system() then return null; end if;',
			'if actor_is_system() or (tg_op = ''UPDATE'' and new.stage = ''issue'' and permit_appeal_granted(new.permit_id)) then
		return null;
	end if;'),
		('public_permit_status', 'when ''refuse'' then ''refused''', 'when ''refuse'' then ''refused'' when ''file_appeal'' then ''appealed''
			when ''dismiss_appeal'' then ''appeal_dismissed'' when ''grant_appeal'' then ''appeal_granted''')) c(called, was, becomes)
	loop
		body := pg_get_functiondef(change.called::regproc);
		if length(body) - length(replace(body, change.was, '')) <> length(change.was) then
			raise exception '% does not say % once', change.called, change.was;
		end if;
		execute replace(body, change.was, change.becomes);
	end loop;
end $$;

-- Alarms are raised once for each time the law counts.
alter table permit_alarm add column counted_from date;
alter table permit_alarm_answer add column counted_from date;
alter table permit_alarm no force row level security;
alter table permit_alarm_answer no force row level security;
alter table permit no force row level security;
alter table permit_alarm disable trigger permit_alarm_kept;
alter table permit_alarm_answer disable trigger permit_alarm_answer_kept;
update permit_alarm a set counted_from = p.certificate_on from permit p where p.id = a.permit_id;
update permit_alarm_answer a set counted_from = p.certificate_on from permit p where p.id = a.permit_id;
alter table permit_alarm enable trigger permit_alarm_kept;
alter table permit_alarm_answer enable trigger permit_alarm_answer_kept;
alter table permit force row level security;
alter table permit_alarm force row level security;
alter table permit_alarm_answer force row level security;
alter table permit_alarm_answer drop constraint permit_alarm_answer_permit_id_level_fkey,
	drop constraint permit_alarm_answer_pkey;
alter table permit_alarm drop constraint permit_alarm_pkey, alter column counted_from set not null,
	add primary key (permit_id, counted_from, level);
alter table permit_alarm_answer alter column counted_from set not null, add primary key (permit_id, counted_from, level),
	add foreign key (permit_id, counted_from, level) references permit_alarm;

-- The public register: of what is refused, that it is appealed; and what became of it, by day.
alter table public_permits drop constraint public_permits_kind_check,
	add constraint public_permits_kind_check check (kind in ('in_review', 'fees_due', 'issued', 'building', 'completed',
		'suspended', 'refused', 'appealed', 'withdrawn', 'revoked', 'expired'));
alter table public_permit_log drop constraint public_permit_log_status_check,
	add constraint public_permit_log_status_check check (status in ('submitted', 'accepted', 'notified', 'approved', 'refused',
		'appealed', 'appeal_dismissed', 'appeal_granted', 'issued', 'suspended', 'resumed', 'revoked', 'withdrawn', 'expired',
		'started', 'works_complete', 'deposited', 'completed'));
create function public_permit_appealed() returns trigger language plpgsql as $$
begin
	if exists (select from permit_appeal a where a.permit_id = new.permit_id and a.outcome is null) then
		new.kind := 'appealed';
	end if;
	return new;
end $$;
create trigger public_permit_appealed before insert or update on public_permits
	for each row when (new.kind = 'refused') execute function public_permit_appealed();
create function permit_appeal_published() returns trigger language plpgsql as $$
begin
	update public_permits r set kind = 'refused', version = r.version + 1, updated_at = now()
	where r.permit_id = new.permit_id and r.kind in ('refused', 'appealed');
	return null;
end $$;
create trigger permit_appeal_published after insert or update on permit_appeal
	for each row execute function permit_appeal_published();
drop trigger permit_step_published on permit_event;
create trigger permit_step_published after insert on permit_event
	for each row when (new.to_state = 'works_complete' or new.action in ('submit', 'accept', 'approve', 'refuse',
		'file_appeal', 'dismiss_appeal', 'grant_appeal', 'issue', 'issue_deemed', 'suspend', 'resume', 'revoke', 'withdraw',
		'expire', 'notify_start', 'deposit', 'certify'))
	execute function permit_step_published();
