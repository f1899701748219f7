-- Certificates of what hangs from a licence name the people of the licence, and whoever applied reads them.
create or replace function permit_certificate_parties(of bigint)
	returns table (part text, name text, syndicate_no text, office text) language plpgsql as $$
declare
	acting text := current_setting('diwan.kind', true);
	root bigint;
begin
	if not exists (select from permit_hand h where h.permit_id = of and h.person_id = actor_person()
		and h.duty in ('authority', 'approver', 'inspector') and h.ended_at is null) then
		return;
	end if;
	select p.root_id into root from permit p where p.id = of;
	perform set_config('diwan.kind', 'system', true);
	return query select p.part, p.name, p.syndicate_no, p.office from permit_party p where p.permit_id = root;
	perform set_config('diwan.kind', acting, true);
end $$;

drop policy permit_certificate_read on permit_certificate;
create policy permit_certificate_read on permit_certificate for select
	using ((select actor_is_system() or actor_is_staff()) or exists (select from permit p
		join permit_applicant a on a.permit_id = p.root_id
		where p.id = permit_certificate.permit_id and a.person_id = (select actor_person()))
		or (permit_id is null and (select actor_has_role('applicant_engineer'))));
