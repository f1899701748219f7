-- Whether a plot has a statement in force is asked when a licence for it is handed in, by whoever hands it in.
drop policy permit_certificate_read on permit_certificate;
create policy permit_certificate_read on permit_certificate for select
	using ((select actor_is_system() or actor_is_staff()) or exists (select from permit p
		join permit_applicant a on a.permit_id = p.root_id
		where p.id = permit_certificate.permit_id and a.person_id = (select actor_person()))
		or (permit_id is null and (select actor_has_role('applicant_engineer') or actor_has_role('citizen'))));
create index permit_certificate_place on permit_certificate using gist (geom) where kind = 'statement';
