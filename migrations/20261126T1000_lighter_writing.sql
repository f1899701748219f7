-- A step writes a handful of rows. The text of each trigger's condition and of each check is read and planned anew with
-- every statement, and costs more than what it guards; functions keep their plans. So conditions that seldom hold are
-- asked within functions, one for each moment, and geometry is judged when it is given.

-- Geometry: valid and not empty, whenever it is written.
create function permit_outlines_whole() returns trigger language plpgsql as $$
begin
	if not st_isvalid(new.geom) or st_isempty(new.geom) then
		raise exception 'a plot that is no ground' using errcode = 'check_violation', constraint = 'permit_geom_check';
	end if;
	if not st_isvalid(new.footprint) or st_isempty(new.footprint) then
		raise exception 'an outline that is none' using errcode = 'check_violation', constraint = 'permit_footprint_check';
	end if;
	return new;
end $$;
create trigger permit_outlines_whole before insert or update of geom, footprint on permit
	for each row execute function permit_outlines_whole();
alter table permit drop constraint permit_geom_check, drop constraint permit_footprint_check;

-- What a case says changes while who asks has it, and for the application with its step alone.
create or replace function permit_follows_step() returns trigger language plpgsql as $$
declare
	edited constant boolean := row(new.kind, new.unit_id, new.address, new.parcel_id, new.parcel_name, new.facts,
			st_asbinary(new.geom), st_asbinary(new.footprint))
		is distinct from row(old.kind, old.unit_id, old.address, old.parcel_id, old.parcel_name, old.facts,
			st_asbinary(old.geom), st_asbinary(old.footprint));
	step record;
begin
	if edited and old.state not in ('draft', 'returned_incomplete', 'info_requested', 'statement_draft', 'statement_returned') then
		raise exception 'a permit that is being judged does not change' using errcode = 'insufficient_privilege';
	end if;
	if current_user <> 'diwan_app' then return new; end if;
	select e.action, e.from_state, e.to_state, e.at, e.detail into step from permit_event e
	where e.permit_id = new.id and e.version = new.version and e.xact = pg_current_xact_id()::text;
	if not found or new.version <> old.version + 1 or step.from_state is distinct from old.state
		or step.to_state <> new.state
		or (step.action <> 'edit' and edited)
		or (new.unit_id <> old.unit_id and old.state not in ('draft', 'statement_draft'))
		or (step.action <> 'submit' and row(new.submitted_at, new.applied_on)
			is distinct from row(old.submitted_at, old.applied_on))
		or (step.action = 'submit' and new.applied_on <> (step.at at time zone 'Africa/Cairo')::date)
		or (step.action not in ('accept', 'grant_appeal') and row(new.accepted_at, new.certificate_on)
			is distinct from row(old.accepted_at, old.certificate_on))
		or (step.action not in ('refuse', 'issue', 'issue_deemed', 'grant_appeal') and new.decided_at is distinct from old.decided_at)
		or (step.action not in ('issue', 'issue_deemed') and row(new.issued_at, new.expires_on)
			is distinct from row(old.issued_at, old.expires_on))
		or (step.action not in ('deem', 'grant_appeal') and new.deemed_at is distinct from old.deemed_at)
		or (step.action = 'accept' and new.certificate_on is distinct from (step.detail ->> 'certificate_on')::date)
		or (step.action in ('issue', 'issue_deemed') and new.expires_on is distinct from (step.detail ->> 'expires_on')::date)
	then
		raise exception 'a case changes with its step alone' using errcode = 'insufficient_privilege';
	end if;
	case step.action
		when 'submit' then new.submitted_at := step.at;
		when 'accept' then new.accepted_at := step.at;
		when 'refuse' then new.decided_at := step.at;
		when 'issue', 'issue_deemed' then
			new.issued_at := step.at;
			new.decided_at := step.at;
		when 'deem' then new.deemed_at := step.at;
		-- Not decided any more, and the law counts from now.
		when 'grant_appeal' then
			new.decided_at := null;
			new.deemed_at := null;
			new.accepted_at := old.accepted_at;
			new.certificate_on := (step.at at time zone 'Africa/Cairo')::date;
		else null;
	end case;
	return new;
end $$;
drop trigger permit_content_kept on permit;
drop function permit_content_kept();
drop trigger permit_follows_step on permit;
create trigger permit_follows_step before update on permit for each row execute function permit_follows_step();

-- The layer of the permits. Where the place and the numbers stand, nothing is placed, drawn or indexed again.
create function permit_put_on_map(l permit, stands boolean) returns void language plpgsql as $$
declare
	said jsonb := jsonb_strip_nulls(jsonb_build_object('type', l.kind, 'parcel', public_parcel_no(l.parcel_name),
		'floors', l.facts -> 'floors', 'applied_on', l.applied_on, 'expires_on', l.expires_on));
	called record;
begin
	if stands then
		update permits set kind = l.state, props = said, updated_at = l.updated_at
		where source = 'diwan' and source_id = l.reference;
		if found then return; end if;
	end if;
	select c.ar, c.en into called from permit_plot_called(l.parcel_name, l.parcel_id) c;
	insert into permits (source, source_id, name_ar, name_en, kind, props, geom, updated_at)
	values ('diwan', l.reference, called.ar, called.en, l.state, said, l.geom, l.updated_at)
	on conflict (source, source_id) do update set name_ar = excluded.name_ar, name_en = excluded.name_en,
		kind = excluded.kind, props = excluded.props, geom = excluded.geom, updated_at = excluded.updated_at;
end $$;

-- The public register. Where the content stands, only what was decided is written.
create function permit_put_in_register(l permit, stands boolean) returns void language plpgsql as $$
declare
	known boolean := exists (select from public_permits r where r.permit_id = l.root_id);
begin
	if known and stands then
		update public_permits r set kind = public_permit_state(l.state,
				(select state from permit where parent_id = l.id and life = 'execution'),
				(select state from permit where parent_id = l.id and life = 'completion')),
			decided_on = (l.decided_at at time zone 'Africa/Cairo')::date,
			issued_on = (l.issued_at at time zone 'Africa/Cairo')::date, expires_on = l.expires_on,
			version = r.version + 1, updated_at = now()
		where r.permit_id = l.id;
		return;
	end if;
	perform publish_permit(l.root_id);
	if not known then perform log_public_permit(l.root_id); end if;
end $$;

-- What follows from a case that is new or has changed.
create function permit_changed() returns trigger language plpgsql as $$
declare
	fresh constant boolean := tg_op = 'INSERT';
	turned constant boolean := fresh or old.state <> new.state;
	stands boolean;
begin
	if new.life = 'licence' then
		stands := not fresh and row(old.kind, old.unit_id, old.parcel_id, old.parcel_name, old.facts, old.applied_on,
				st_asbinary(old.geom), st_asbinary(old.footprint))
			is not distinct from row(new.kind, new.unit_id, new.parcel_id, new.parcel_name, new.facts, new.applied_on,
				st_asbinary(new.geom), st_asbinary(new.footprint));
		if not fresh and turned and new.state in ('issued', 'suspended', 'revoked') then
			perform building_site_put(p.id) from permit p
			where p.parent_id = permit_works_root(new.id) and p.life = 'execution';
		end if;
		if new.state <> 'draft' and (turned or not stands or old.expires_on is distinct from new.expires_on) then
			perform permit_put_on_map(new, stands);
		end if;
		if new.accepted_at is null then return null; end if;
		if not stands
			or public_permit_state(old.state, null, null) is distinct from public_permit_state(new.state, null, null)
			or row(old.submitted_at, old.accepted_at, old.decided_at, old.issued_at, old.expires_on)
				is distinct from row(new.submitted_at, new.accepted_at, new.decided_at, new.issued_at, new.expires_on) then
			perform permit_put_in_register(new,
				stands and old.submitted_at is not distinct from new.submitted_at and old.accepted_at = new.accepted_at);
		end if;
		if not fresh and new.kind in ('added_floors', 'amendment') and (turned or old.accepted_at is null) then
			perform publish_permit_tie(new.id);
		end if;
	elsif new.life = 'violation' then
		perform permit_put_violation(new);
	else
		if not fresh and new.life = 'execution' then perform building_site_put(new.id); end if;
		if turned and new.life <> 'statement' then perform permit_put_in_register(new, false); end if;
	end if;
	return null;
end $$;

create function permit_put_violation(v permit) returns void language plpgsql as $$
declare
	called record;
begin
	select c.ar, c.en into called from permit_plot_called(v.parcel_name, v.parcel_id) c;
	insert into violations (source, source_id, name_ar, name_en, kind, props, geom, updated_at)
	values ('diwan', v.reference, called.ar, called.en,
		case when v.state = 'removal_ordered' then 'removal_order' when v.parent_id is null then 'no_licence'
			else 'beyond_licence' end,
		jsonb_strip_nulls(jsonb_build_object('parcel', (select f.source_id from parcels f where f.id = v.parcel_id),
			'on', v.applied_on, 'state', case when v.state in ('violation_removed', 'violation_reconciled',
				'violation_dismissed') then 'closed' when v.state like 'reconciliation%' then 'reconciliation' else 'open' end)),
		v.geom, v.updated_at)
	on conflict (source, source_id) do update set kind = excluded.kind, props = excluded.props, geom = excluded.geom,
		updated_at = excluded.updated_at;
end $$;

drop trigger building_site_changes on permit;
drop trigger building_site_of_licence on permit;
drop trigger permit_on_map on permit;
drop trigger permit_changed_on_map on permit;
drop trigger permit_published on permit;
drop trigger permit_published_anew on permit;
drop trigger permit_tie_published on permit;
drop trigger permit_violation_on_map on permit;
drop function building_site_of_licence();
drop function permit_on_map();
drop function permit_published();
drop function permit_tie_published();
drop function permit_violation_on_map();
create trigger permit_changed after insert or update on permit for each row execute function permit_changed();

-- Before a step is kept: when its state was entered, by whom its file may be changed, and that it is taken now.
create or replace function permit_event_marked() returns trigger language plpgsql as $$
begin
	new.xact := pg_current_xact_id()::text;
	new.entered_at := null;
	if new.from_state <> new.to_state then
		select e.at into new.entered_at from permit_event e
		where e.permit_id = new.permit_id and e.version < new.version and e.from_state is distinct from e.to_state
		order by e.version desc limit 1;
	end if;
	if new.duty = 'clerk' and new.action in ('edit', 'attach', 'submit', 'resubmit', 'inform', 'withdraw', 'file_appeal')
		and exists (select from permit p where p.id = new.permit_id and p.channel = 'portal') then
		raise exception 'a file of the portal is changed by who asks' using errcode = 'insufficient_privilege';
	end if;
	if current_user = 'diwan_app' and abs(extract(epoch from new.at - actor_now())) > 3600 then
		raise exception 'a step is taken now' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
drop trigger permit_event_entered on permit_event;
drop function permit_event_entered();
drop trigger permit_event_asked on permit_event;
drop function permit_event_asked();
alter table permit_event drop constraint permit_event_draft, add constraint permit_event_draft check (version > 1
	or action || ' ' || to_state = any (array['open draft', 'open statement_draft', 'notify_start start_notified',
		'deposit certificate_deposited', 'record_violation violation_open']));

-- When the transaction ends: nobody takes a step without what it says.
drop trigger permit_amends_grounded on permit_event;
drop function permit_amends_grounded();
drop trigger permit_appeal_grounded on permit_event;
drop function permit_appeal_grounded();
drop trigger permit_decided_impartially on permit_event;
drop function permit_decided_impartially();
drop trigger permit_statement_grounded on permit_event;
drop function permit_statement_grounded();
drop trigger permit_event_grounded on permit_event;

create function permit_amends_grounded(step permit_event) returns void language plpgsql as $$
declare
	fault text;
begin
	if not exists (select from permit p where p.id = step.permit_id and p.kind in ('added_floors', 'amendment')) then
		return;
	end if;
	if step.action = 'accept' then
		if coalesce(step.detail ->> 'licence_seen', '') <> 'true' and exists (select from permit_amends t
			where t.permit_id = step.permit_id and t.licence_id is null) then
			fault := 'unseen';
		end if;
	else
		fault := permit_amends_fault(step.permit_id, step.action in ('issue', 'issue_deemed'));
		if fault is null and step.action in ('issue', 'issue_deemed') and not exists (select from permit_amends t
			where t.permit_id = step.permit_id and t.since is not null) then
			fault := 'not begun';
		end if;
	end if;
	if fault is not null then
		raise exception 'a step without the licence it changes: %', fault
			using errcode = 'insufficient_privilege', constraint = 'permit_amends_grounded';
	end if;
end $$;

create function permit_appeal_grounded(step permit_event) returns void language plpgsql as $$
declare
	grounded boolean;
begin
	if actor_is_system() then return; end if;
	grounded := case step.action
		when 'file_appeal' then exists (select from permit_appeal a where a.permit_id = step.permit_id
			and a.filed_version = step.version)
		else exists (select from permit_appeal a where a.permit_id = step.permit_id and a.decided_version = step.version
				and a.outcome = case step.action when 'grant_appeal' then 'granted' else 'dismissed' end)
			and step.reason is not null and (step.action = 'grant_appeal' or btrim(step.detail ->> 'article') <> '') end
	and (step.action <> 'grant_appeal' or (
		not exists (select from permit_hand h where h.permit_id = step.permit_id and h.ended_at is null
			and h.duty in ('approver', 'authority'))
		and not exists (select from permit_certificate c where c.permit_id = step.permit_id and c.kind = 'refusal'
			and not exists (select from permit_certificate_revocation r where r.certificate_id = c.id))
		and not exists (select from permit_account a where a.permit_id = step.permit_id and a.stage = 'issue'
			and a.superseded_at is null)
		and exists (select from permit_event e where e.permit_id = step.permit_id and e.version = step.version + 1
			and e.action = 'assign' and e.xact = step.xact)));
	if grounded is not true then
		raise exception 'a step without what it says' using errcode = 'insufficient_privilege';
	end if;
end $$;

create function permit_statement_grounded(step permit_event) returns void language plpgsql as $$
begin
	if not exists (select from permit_account a where a.permit_id = step.permit_id and a.stage = 'statement'
			and a.superseded_at is null and a.total = coalesce((select sum(r.amount) from permit_receipt r
				where r.permit_id = step.permit_id and r.stage = 'statement' and r.cancelled_at is null), 0))
		or not exists (select from permit_certificate c where c.permit_id = step.permit_id and c.kind = 'statement') then
		raise exception 'a statement without its fee or its paper' using errcode = 'insufficient_privilege';
	end if;
end $$;

create or replace function permit_event_grounded() returns trigger language plpgsql as $$
declare
	of_root bigint;
	grounded boolean;
begin
	if new.action in ('submit', 'resubmit', 'inform', 'accept', 'issue', 'issue_deemed') then
		perform permit_amends_grounded(new);
	elsif new.action in ('approve', 'refuse') and permit_reviewer_tied(new.permit_id) then
		raise exception 'the reviewer is tied to the case' using errcode = 'insufficient_privilege';
	elsif new.action = 'issue_statement' then
		perform permit_statement_grounded(new);
	end if;
	if actor_is_system() then return null; end if;
	if new.action in ('file_appeal', 'dismiss_appeal', 'grant_appeal') then perform permit_appeal_grounded(new); end if;
	if not (new.duty = 'system' or (new.version = 1 and new.action <> 'open') or new.action in ('recommend', 'waive',
		'approve', 'hear', 'assign', 'redraw', 'issue', 'issue_deemed', 'settle_payment')) then return null; end if;
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
				when 'assign' then array['accept', 'grant_appeal'] when 'hear' then array['answer'] when 'deviate' then array['inspect']
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
create constraint trigger permit_event_grounded after insert on permit_event deferrable initially deferred
	for each row when (current_user = 'diwan_app') execute function permit_event_grounded();

create or replace function permit_step_published() returns trigger language plpgsql as $$
begin
	if new.to_state = 'works_complete' or new.action in ('submit', 'accept', 'approve', 'refuse', 'file_appeal',
		'dismiss_appeal', 'grant_appeal', 'issue', 'issue_deemed', 'suspend', 'resume', 'revoke', 'withdraw', 'expire',
		'notify_start', 'deposit', 'certify') then
		insert into public_permit_log (reference, case_id, version, status, happened_on)
		select r.source_id, p.id, new.version, public_permit_status(p.life, new.action, new.to_state),
			(new.at at time zone 'Africa/Cairo')::date
		from permit p join public_permits r on r.permit_id = p.root_id
		where p.id = new.permit_id and public_permit_status(p.life, new.action, new.to_state) is not null
		on conflict do nothing;
	end if;
	return null;
end $$;
drop trigger permit_step_published on permit_event;
create trigger permit_step_published after insert on permit_event
	for each row execute function permit_step_published();

-- What the rules say is kept once, until they say something else.
alter table permit_check add column digest bytea;
