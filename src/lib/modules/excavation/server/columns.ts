import { sql } from 'kysely';
import type {
	Category,
	ClashParty,
	Dig,
	DigContractor,
	DigLife,
	DigState,
	DetourLine,
	DigSummary,
	Method,
	Promoter,
	Severity,
	Surface,
	TrafficEffect
} from '../rules/index.ts';
import { DIG_CONTRACTOR } from './contractors/columns.ts';

/** What is selected of `dig d left join unit u`, and how it becomes the module's types. */

export interface PartyRow {
	id: string;
	reference: string;
	source: string;
	source_id: string | null;
	title: string;
	unit_id: string | null;
	unit_code: string | null;
	promoter_ar: string;
	promoter_en: string;
	state: DigState;
	starts_on: string;
	ends_on: string;
}

export interface SummaryRow extends PartyRow {
	category: Category;
	length_m: number;
	clashes: number;
	severity: Severity | null;
	nuisance: number | null;
	bbox: [number, number, number, number];
	updated_at: Date;
}

export interface DigRow extends SummaryRow {
	details: string | null;
	contractor: DigContractor | null;
	method: Method;
	surface: Surface | null;
	traffic_effect: TrafficEffect;
	connection: boolean;
	category_reason: string | null;
	carriageway: boolean;
	area_m2: number;
	depth_m: number | null;
	width_m: number | null;
	buffer_m: number;
	version: number;
	life: DigLife;
	created_at: Date;
	geometry: GeoJSON.Geometry;
	zone: GeoJSON.MultiPolygon;
	detours: DetourLine[];
}

export const PARTY = sql`d.id::text, d.reference, d.source, d.source_id, d.title, d.unit_id::text, u.code as unit_code,
	coalesce(u.name_ar, d.promoter) as promoter_ar, coalesce(u.name_en, d.promoter) as promoter_en,
	d.state, d.starts_on, d.ends_on`;

export const SUMMARY = sql`${PARTY}, d.category, d.length_m, c.clashes, c.severity, nuisance.index::float8 as nuisance, d.updated_at,
	(select array[st_xmin(b), st_ymin(b), st_xmax(b), st_ymax(b)] from st_transform(d.geom, 4326) b) as bbox`;

/** A moment as it is told, also inside an object. */
const moment = (column: string) =>
	sql`to_char(${sql.ref(`d.${column}`)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Where traffic is led for the sake of `dig d`, as `DetourLine`s in their order. */
export const DETOURS = sql`(select coalesce(jsonb_agg(jsonb_build_object('origin', t.origin,
		'length_m', round(t.length_m::numeric, 1), 'geometry', st_asgeojson(st_transform(t.geom, 4326), 8)::jsonb)
		order by t.position), '[]') from dig_detour t where t.dig_id = d.id)`;

export const WHOLE = sql`${SUMMARY}, d.details, ${DIG_CONTRACTOR} as contractor, d.method, d.surface, d.traffic_effect, d.connection, d.category_reason, d.carriageway,
	st_area(d.geom) as area_m2, d.depth_m::float8, d.width_m::float8, d.buffer_m, d.version, d.created_at,
	st_asgeojson(st_transform(d.geom, 4326), 8)::jsonb as geometry,
	st_asgeojson(st_transform(d.zone, 4326), 7)::jsonb as zone, ${DETOURS} as detours,
	jsonb_build_object('round', d.round, 'submitted_at', ${moment('submitted_at')}, 'granted_at', ${moment('granted_at')},
		'permitted_ends_on', d.permitted_ends_on, 'started_at', ${moment('started_at')},
		'finished_at', ${moment('finished_at')}, 'file_due_at', ${moment('file_due_at')},
		'open_approvals', (select count(*) from dig_approval a
			where a.dig_id = d.id and a.round = d.round and a.state in ('waiting', 'asked')),
		'guarantee_until', d.guarantee_until,
		'open_defects', (select count(*) from dig_defect f where f.dig_id = d.id and f.fixed_at is null)) as life`;

/** The open clashes of each dig, counted by their two indexes. */
export const WITH_UNIT_AND_CLASHES = sql`left join unit u on u.id = d.unit_id
	left join dig_nuisance nuisance on nuisance.dig_id = d.id
	left join lateral (
		select count(distinct (o.dig_a, o.dig_b))::int as clashes,
			min(o.severity) as severity
		from dig_clash o
		where o.closed_at is null and o.severity <> 'info' and (o.dig_a = d.id or o.dig_b = d.id)
	) c on true`;

export function toPromoter(row: PartyRow): Promoter {
	return {
		unit_id: row.unit_id,
		code: row.unit_code,
		name: { ar: row.promoter_ar, en: row.promoter_en }
	};
}

export function toParty(row: PartyRow): ClashParty {
	return {
		id: row.id,
		reference: row.reference,
		source: row.source,
		source_id: row.source_id,
		title: row.title,
		promoter: toPromoter(row),
		state: row.state,
		window: { start: row.starts_on, end: row.ends_on }
	};
}

export function toSummary(row: SummaryRow): DigSummary {
	return {
		id: row.id,
		reference: row.reference,
		title: row.title,
		promoter: toPromoter(row),
		category: row.category,
		state: row.state,
		window: { start: row.starts_on, end: row.ends_on },
		length_m: round(row.length_m),
		clashes: row.clashes,
		severity: row.severity,
		nuisance: row.nuisance,
		bbox: row.bbox,
		updated_at: row.updated_at.toISOString()
	};
}

export function toDig(row: DigRow): Dig {
	return {
		...toSummary(row),
		source: row.source,
		source_id: row.source_id,
		details: row.details,
		contractor: row.contractor,
		method: row.method,
		surface: row.surface,
		traffic_effect: row.traffic_effect,
		connection: row.connection,
		category_reason: row.category_reason,
		carriageway: row.carriageway,
		area_m2: round(row.area_m2),
		depth_m: row.depth_m,
		width_m: row.width_m,
		buffer_m: row.buffer_m,
		version: row.version,
		life: row.life,
		created_at: row.created_at.toISOString(),
		geometry: row.geometry,
		zone: row.zone,
		detours: row.detours
	};
}

/** Centimetres are as fine as a length is told. */
const round = (metres: number) => Math.round(metres * 100) / 100;
