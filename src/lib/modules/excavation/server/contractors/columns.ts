import { sql } from 'kysely';

/** The contractor of `dig d` as `DigContractor`, one of the register or a name only; null when none is told. */
export const DIG_CONTRACTOR = sql`coalesce(
	(select jsonb_build_object('id', k.id::text, 'name', jsonb_build_object('ar', k.name_ar,
		'en', coalesce(k.name_en, k.name_ar)), 'register_no', k.register_no, 'valid_until', k.valid_until)
	from contractor k where k.id = d.contractor_id),
	case when d.contractor is not null then jsonb_build_object('id', null, 'name',
		jsonb_build_object('ar', d.contractor, 'en', d.contractor), 'register_no', null, 'valid_until', null) end)`;
