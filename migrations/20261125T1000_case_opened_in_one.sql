-- A case is opened in one statement: the counter of its year stays locked no longer than that and the commit, so that
-- two windows hardly wait for each other.

-- Owner, engineer and representative of a case, and the keys by which a conflict is found.
create function permit_keep_parties(of bigint, given jsonb) returns void language plpgsql as $$
begin
	insert into permit_party (permit_id, part, name, national_id_sealed, phone, address, syndicate_no, office)
	select of, r.part, r.name, r.national_id_sealed, r.phone, r.address, r.syndicate_no, r.office
	from jsonb_populate_recordset(null::permit_party, given -> 'parties') r;
	insert into permit_party_key (permit_id, part, key)
	select of, k.part, k.key from jsonb_populate_recordset(null::permit_party_key, given -> 'keys') k
	on conflict do nothing;
end $$;

create function permit_keep_open(given jsonb) returns void language plpgsql as $$
declare
	p permit := jsonb_populate_record(null::permit, given -> 'permit');
	e permit_event := jsonb_populate_record(null::permit_event, given -> 'event');
	taken integer;
begin
	insert into permit_reference as r (prefix, year, last) values (given ->> 'prefix', (given ->> 'year')::integer, 1)
	on conflict (prefix, year) do update set last = r.last + 1 returning last into taken;
	-- As `formatReference` writes it.
	p.reference := format('%s-%s-%s', given ->> 'prefix', given ->> 'year', lpad(taken::text, greatest(6, length(taken::text)), '0'));
	insert into permit (id, reference, life, kind, state, unit_id, channel, applied_on, address, parcel_id, parcel_name,
		geom, footprint, facts, created_at, updated_at)
	overriding system value
	values (p.id, p.reference, p.life, p.kind, p.state, p.unit_id, p.channel, p.applied_on, p.address, p.parcel_id,
		p.parcel_name, p.geom, p.footprint, p.facts, e.at, e.at);
	-- What follows is allowed to whoever keeps the draft: a clerk, or who asks for it.
	if e.duty = 'applicant' then
		insert into permit_applicant (permit_id, person_id) values (p.id, actor_person());
	else
		insert into permit_hand (permit_id, person_id, duty, since) values (p.id, e.person_id, e.duty, e.at);
	end if;
	insert into permit_event (permit_id, version, action, to_state, duty, person_id, at)
	values (p.id, 1, e.action, p.state, e.duty, e.person_id, e.at);
	perform permit_keep_parties(p.id, given);
	insert into audit_log (actor_person_id, actor_unit_id, actor_kind, action, subject_type, subject_id, detail, request_id)
	select l.actor_person_id, l.actor_unit_id, l.actor_kind, l.action, l.subject_type, l.subject_id,
		l.detail || jsonb_build_object('reference', p.reference), l.request_id
	from jsonb_populate_record(null::audit_log, given -> 'entry') l;
	insert into change_event (topic, keys, payload) values ('permit', array[p.id::text], '{}');
end $$;
