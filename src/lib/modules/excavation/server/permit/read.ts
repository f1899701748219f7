import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Tx } from '#lib/server/context.ts';
import type {
	ApprovalStep,
	Category,
	DailyHours,
	DigContractor,
	DigState,
	Method,
	Surface,
	TrafficEffect
} from '../../rules/index.ts';
import { DIG_HOURS } from '../calendar/columns.ts';
import { DIG_CONTRACTOR } from '../contractors/columns.ts';
import { tidyReference } from '../reference.ts';
import { STREETS_OF_WORK } from '../street-reach.ts';

/** Everything a permit tells of a work. */
export interface PermitRow {
	id: string;
	reference: string;
	title: string;
	public_title: string;
	organisation: Bilingual;
	contractor: DigContractor | null;
	state: DigState;
	category: Category;
	method: Method;
	surface: Surface | null;
	traffic_effect: TrafficEffect;
	/** Traffic is led round it. */
	detours: boolean;
	length_m: number;
	depth_m: number | null;
	width_m: number | null;
	starts_on: string;
	/** The last day that was granted. */
	ends_on: string;
	version: number;
	granted_at: Date | null;
	hours: DailyHours | null;
	/** Hex EWKB in EPSG:22992. */
	geom: string;
	streets: Bilingual[];
	approvals: {
		step: ApprovalStep;
		unit: Bilingual | null;
		decided_at: string | null;
		conditions: string[];
	}[];
}

/** The work of a permit; undefined when there is none of that reference. */
export async function permitRow(db: Tx['db'], reference: string): Promise<PermitRow | undefined> {
	const { rows } =
		await sql<PermitRow>`select d.id::text, d.reference, d.title, public_text(d.title) as public_title,
		jsonb_build_object('ar', coalesce(u.name_ar, d.promoter), 'en', coalesce(u.name_en, d.promoter)) as organisation,
		${DIG_CONTRACTOR} as contractor,
		d.state, d.category, d.method, d.surface, d.traffic_effect,
		exists (select from dig_detour t where t.dig_id = d.id) as detours, d.length_m, d.depth_m::float8, d.width_m::float8,
		d.starts_on, coalesce(d.permitted_ends_on, d.ends_on) as ends_on, d.version, d.granted_at,
		${DIG_HOURS} as hours, d.geom::text as geom,
		${STREETS_OF_WORK} as streets,
		(select coalesce(jsonb_agg(jsonb_build_object('step', a.step, 'decided_at', a.decided_at,
			'conditions', to_jsonb(a.conditions),
			'unit', case when v.id is not null then jsonb_build_object('ar', v.name_ar, 'en', v.name_en) end)
			order by a.position), '[]')
		from dig_approval a left join unit v on v.id = a.unit_id
		where a.dig_id = d.id and a.round = d.round and a.state = 'approved') as approvals
	from dig d
	left join unit u on u.id = d.unit_id
	left join dig_hours o on o.dig_id = d.id
	where d.reference = ${tidyReference(reference)}`.execute(db);
	return rows[0];
}
