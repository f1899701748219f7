import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { PermitKind, PublicPermit, PublicState, PublicUse } from '../../rules/index.ts';

/** Of `public_permits r`. */
export const PUBLISHED = sql`r.id::text, r.source_id as reference, r.type, r.kind, r.name_ar, r.name_en, r.district,
	r.district_ar, r.district_en, r.parcel_no, r.plot_m2::float8, r.floors, r.basements, r.height_m::float8,
	r.area_m2::float8, r.units, r.use, r.applied_on, r.accepted_on, r.decided_on, r.issued_on, r.expires_on,
	r.completed_on, r.amends, r.amends_since, r.amended_by, r.amended_on, r.updated_at, jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as department,
	(select array[round(st_x(c)::numeric, 6), round(st_y(c)::numeric, 6)]::float8[]
		from st_transform(st_pointonsurface(r.geom), 4326) c) as at`;
export const OF_DEPARTMENT = sql`join unit u on u.id = r.unit_id`;

export interface PublishedRow {
	id: string;
	reference: string;
	type: PermitKind;
	kind: PublicState;
	name_ar: string;
	name_en: string;
	district: string | null;
	district_ar: string | null;
	district_en: string | null;
	parcel_no: string | null;
	plot_m2: number;
	floors: number | null;
	basements: number | null;
	height_m: number | null;
	area_m2: number | null;
	units: number | null;
	use: PublicUse | null;
	applied_on: string;
	accepted_on: string;
	decided_on: string | null;
	issued_on: string | null;
	expires_on: string | null;
	completed_on: string | null;
	amends: string | null;
	amends_since: string | null;
	amended_by: string | null;
	amended_on: string | null;
	updated_at: Date;
	department: Bilingual;
	at: [number, number];
}

export function toPublished(row: PublishedRow): PublicPermit {
	const { reference, department, plot_m2, floors, basements, height_m, area_m2, units, use, at } = row;
	const { applied_on, accepted_on, decided_on, issued_on, expires_on, completed_on } = row;
	return {
		reference,
		kind: row.type,
		state: row.kind,
		place: { ar: row.name_ar, en: row.name_en },
		district:
			row.district === null
				? null
				: { code: row.district, name: { ar: row.district_ar ?? '', en: row.district_en ?? '' } },
		parcel: row.parcel_no,
		...{ department, plot_m2, floors, basements, height_m, area_m2, units, use },
		...{ applied_on, accepted_on, decided_on, issued_on, expires_on, completed_on, at },
		amends: row.amends === null ? null : { reference: row.amends, since: row.amends_since },
		amended_by:
			row.amended_by === null || row.amended_on === null
				? null
				: { reference: row.amended_by, since: row.amended_on },
		updated_at: row.updated_at.toISOString()
	};
}
