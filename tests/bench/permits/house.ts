import { ensurePeople, ensureUnits } from '#lib/modules/people/server/index.ts';
import type { Role } from '#lib/kernel/roles.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import type { Platform } from '#lib/server/platform.ts';
import { SYSTEM, type Actor } from '#lib/server/policy/index.ts';

/** Districts of the governorate, each with a department of its own. */
export const DISTRICTS = 10;
/** How many of each role a district has. */
const STAFF = {
	window_clerk: 3,
	cashier: 2,
	reviewer: 10,
	head_of_engineering: 2,
	authority: 2
} as const satisfies Partial<Record<Role, number>>;
const ENGINEERS = 200;

type Staffed = keyof typeof STAFF;

/** Who works where, and as whom they ask. */
export interface House {
	/** One of a district, by a number. */
	officer(district: number, role: Staffed, n: number): Ctx;
	engineer(n: number): Ctx;
	/** Whoever has this id. */
	byId(id: string): Ctx;
	/** Ids of units and of people, for statements. */
	units: string[];
	people: Record<Staffed, string[][]>;
	engineers: string[];
}

/** A governorate with its districts, their people, and the engineers who ask; made when it is not there. */
export async function aHouse(platform: Platform): Promise<House> {
	const system = makeCtx(platform, { actor: SYSTEM });
	const every = Array.from({ length: DISTRICTS }, (_, d) => d);
	const ids = await ensureUnits(system, [
		{ code: 'bench', kind: 'governorate', nameAr: 'محافظة القياس', nameEn: 'Benchmark' },
		...every.flatMap((d) => [
			{
				code: `d${d}`,
				kind: 'district' as const,
				nameAr: `حي ${d}`,
				nameEn: `District ${d}`,
				parent: 'bench'
			},
			{ code: `w${d}`, kind: 'centre' as const, nameAr: `مركز ${d}`, nameEn: `Centre ${d}`, parent: `d${d}` }
		])
	]);
	const named = [
		...every.flatMap((d) =>
			Object.entries(STAFF).flatMap(([role, count]) =>
				Array.from({ length: count }, (_, n) => ({
					username: `d${d}.${role.replaceAll('_', '-')}.${n}`,
					role: role as Role,
					unit: `${role === 'window_clerk' || role === 'cashier' ? 'w' : 'd'}${d}`
				}))
			)
		),
		...Array.from({ length: ENGINEERS }, (_, n) => ({
			...{ username: `engineer.${n}`, role: 'applicant_engineer' as Role, unit: 'bench' }
		}))
	];
	const people = await ensurePeople(
		system,
		named.map(({ username, role, unit }) => ({
			...{ username, nameAr: `موظف ${username}`, nameEn: `Officer ${username}` },
			roles: [{ role, unit, from: '2010-01-01' }]
		}))
	);
	const { rows } = await platform.pool.query<{ id: string; path: string }>('select id::text, path from unit');
	const pathOf = new Map(rows.map((r) => [r.id, r.path]));
	const contexts = new Map(
		named.map(({ username, role, unit }) => {
			const [id, unitId] = [people.get(username)!, ids.get(unit)!];
			const unitPath = pathOf.get(unitId)!;
			const actor: Actor = {
				...{ kind: 'person', personId: id, username, nameAr: username, nameEn: username, unitId, unitPath },
				assignments: [{ role, unitId, unitPath, delegatedBy: null }],
				sessionId: null
			};
			return [id, makeCtx(platform, { actor, locale: 'ar' })];
		})
	);
	const idOf = (username: string) => people.get(username)!;
	const staff = Object.fromEntries(
		Object.entries(STAFF).map(([role, count]) => [
			role,
			every.map((d) =>
				Array.from({ length: count }, (_, n) => idOf(`d${d}.${role.replaceAll('_', '-')}.${n}`))
			)
		])
	) as House['people'];
	const engineers = Array.from({ length: ENGINEERS }, (_, n) => idOf(`engineer.${n}`));
	return {
		officer: (d, role, n) => contexts.get(staff[role][d]![n % STAFF[role]]!)!,
		engineer: (n) => contexts.get(engineers[n % ENGINEERS]!)!,
		byId: (id) => contexts.get(id)!,
		units: every.map((d) => ids.get(`d${d}`)!),
		...{ people: staff, engineers }
	};
}
