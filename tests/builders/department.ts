import type { Role } from '#lib/kernel/roles.ts';
import { ensurePeople, ensureUnits } from '#lib/modules/people/server/index.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import type { Platform } from '#lib/server/platform.ts';
import { SYSTEM, type Actor } from '#lib/server/policy/index.ts';

/** Somebody of an engineering department, as their context. */
export interface Officer {
	ctx: Ctx;
	id: string;
}

/** A district with a technology centre, an agency, and whoever works in them. */
export interface Department {
	officer: (name: string) => Officer;
	/** What the clock of every context shows. */
	clock: { now: Date };
	unitId: string;
}

const UNITS = [
	{ code: 'gov', kind: 'governorate', nameAr: 'محافظة', nameEn: 'Governorate' },
	{ code: 'district', kind: 'district', nameAr: 'حي', nameEn: 'District', parent: 'gov' },
	{ code: 'window', kind: 'centre', nameAr: 'مركز', nameEn: 'Centre', parent: 'district' },
	{ code: 'other', kind: 'district', nameAr: 'حي آخر', nameEn: 'Other district', parent: 'gov' },
	{ code: 'antiquities', kind: 'agency', nameAr: 'الآثار', nameEn: 'Antiquities', parent: 'gov' }
] as const;

const PEOPLE: Record<string, { role: Role; unit: string }[]> = {
	clerk: [{ role: 'window_clerk', unit: 'window' }],
	clerk2: [{ role: 'window_clerk', unit: 'window' }],
	cashier: [{ role: 'cashier', unit: 'window' }],
	reviewer1: [{ role: 'reviewer', unit: 'district' }],
	reviewer2: [{ role: 'reviewer', unit: 'district' }],
	reviewer3: [{ role: 'reviewer', unit: 'gov' }],
	// Holds everything, as in a small office.
	all: [
		{ role: 'window_clerk', unit: 'district' },
		{ role: 'head_of_engineering', unit: 'district' },
		{ role: 'authority', unit: 'district' }
	],
	head: [{ role: 'head_of_engineering', unit: 'district' }],
	head2: [{ role: 'head_of_engineering', unit: 'district' }],
	authority: [{ role: 'authority', unit: 'district' }],
	inspector: [{ role: 'inspector', unit: 'district' }],
	engineer: [{ role: 'applicant_engineer', unit: 'gov' }],
	engineer2: [{ role: 'applicant_engineer', unit: 'gov' }],
	auditor: [{ role: 'auditor', unit: 'gov' }],
	governor: [{ role: 'governor', unit: 'gov' }],
	focal: [{ role: 'agency_focal_point', unit: 'antiquities' }],
	hr: [{ role: 'hr_officer', unit: 'gov' }],
	admin: [{ role: 'admin', unit: 'gov' }],
	stranger: [
		{ role: 'window_clerk', unit: 'other' },
		{ role: 'head_of_engineering', unit: 'other' },
		{ role: 'authority', unit: 'other' }
	]
};

/** A department with everybody a permit needs, and one who works elsewhere. */
export async function aDepartment(p: Platform, now = new Date('2026-11-19T09:00:00Z')): Promise<Department> {
	const system = makeCtx(p, { actor: SYSTEM });
	const units = await ensureUnits(system, [...UNITS]);
	const ids = await ensurePeople(
		system,
		Object.entries(PEOPLE).map(([username, roles]) => ({
			username,
			nameAr: `شخص ${username}`,
			nameEn: `Person ${username}`,
			roles: roles.map((r) => ({ ...r, from: '2020-01-01' }))
		}))
	);
	const clock = { now };
	const paths = await p.pool.query<{ id: string; path: string }>('select id::text, path from unit');
	const pathOf = (id: string) => paths.rows.find((r) => r.id === id)!.path;
	const officer = (name: string): Officer => {
		const assignments = PEOPLE[name]!.map(({ role, unit }) => {
			const unitId = units.get(unit)!;
			return { role, unitId, unitPath: pathOf(unitId), delegatedBy: null };
		});
		const [first] = assignments;
		const actor: Actor = {
			kind: 'person',
			personId: ids.get(name)!,
			username: name,
			nameAr: name,
			nameEn: name,
			unitId: first!.unitId,
			unitPath: first!.unitPath,
			assignments,
			sessionId: null
		};
		return { ctx: makeCtx(p, { actor, locale: 'ar', now: () => clock.now }), id: ids.get(name)! };
	};
	await p.pool
		.query(`insert into districts (source, source_id, name_ar, geom) values ('test', 'district', 'حي',
		st_multi(st_makeenvelope(505000, 937000, 520000, 950000, 22992)))`);
	return { officer, clock, unitId: units.get('district')! };
}

/** A plot of 20 by 20 metres and a building of 80 square metres that keeps every distance, beside plot number `i`. */
export function aPlot(i = 0, { front = 3 } = {}): { parcel: GeoJSON.Polygon; footprint: GeoJSON.Polygon } {
	const [x, y] = [511000 + 30 * (i % 100), 943000 + 40 * Math.floor(i / 100)];
	const box = (x1: number, y1: number, w: number, h: number): GeoJSON.Polygon => ({
		type: 'Polygon',
		coordinates: [
			[
				[x1, y1],
				[x1 + w, y1],
				[x1 + w, y1 + h],
				[x1, y1 + h],
				[x1, y1]
			]
		]
	});
	return { parcel: box(x, y, 20, 20), footprint: box(x + 2, y + front, 16, 8 - front) };
}
