import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { HOUSE } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { ensurePeople, ensureUnits } from '#lib/modules/people/server/index.ts';
import type { Role } from '#lib/kernel/roles.ts';
import type { DomainError } from '#lib/kernel/errors.ts';
import { reproject } from '#lib/kernel/geometry.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { openViolation } from '../works/index.ts';
import { drawnIntake, openPermit, plotIntake } from './index.ts';

let p: TestPlatform;
let house: Department;
const as = (name: string) => house.officer(name).ctx;
/** A plot amid the second district of a city: the first is the one of the builder. */
const AWAY: [number, number] = [12_000, 0];
const away = (by: [number, number] = AWAY): GeoJSON.Polygon => {
	const { parcel } = aPlot(0);
	return {
		...parcel,
		coordinates: parcel.coordinates.map((ring) => ring.map(([x = 0, y = 0]) => [x + by[0], y + by[1]]))
	};
};
const NORTH: [number, number] = [24_000, 0];
const NAMELESS: [number, number] = [36_000, 0];
const system = () => makeCtx(p, { actor: SYSTEM });

async function serves(unit: string, roles: readonly Role[]): Promise<void> {
	await ensurePeople(
		system(),
		roles.map((role, i) => ({
			...{ username: `${unit}-${role}-${i}`, nameAr: 'موظف', nameEn: 'Officer' },
			roles: [{ role, unit, from: '2020-01-01' }]
		}))
	);
}
const asked = (by: string, geometry: GeoJSON.Polygon) => drawnIntake(as(by), { geometry });
const opens = (by: string, parcel: GeoJSON.Polygon) =>
	openPermit(as(by), { kind: 'new', parcel, facts: HOUSE, parties: { owner: { name: 'منى' } } }).then(
		({ answer }) => answer.unit.name.en,
		(error: { code: string; params?: { unit?: string } }) => [error.code, error.params?.unit].join(' ').trim()
	);

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
	await ensureUnits(system(), [
		{ code: 'city', kind: 'city', nameAr: 'مركز ومدينة', nameEn: 'City', parent: 'gov' },
		{ code: 'west', kind: 'district', nameAr: 'حي غرب', nameEn: 'West', parent: 'city' },
		{ code: 'north', kind: 'district', nameAr: 'حي شمال', nameEn: 'North', parent: 'gov' }
	]);
	const districts = [
		['west', 'حي غرب', 'West', AWAY],
		['north', 'حي شمال', 'North', NORTH],
		['nowhere', 'حي لا وحدة له', 'Nameless', NAMELESS]
	] as const;
	for (const [id, ar, en, [dx]] of districts)
		await p.pool.query(
			`insert into districts (source, source_id, name_ar, name_en, geom) values ('test', $1, $2, $3,
				st_multi(st_makeenvelope($4::float8 + 510500, 942500, $4::float8 + 511500, 943500, 22992)))`,
			[id, ar, en, dx]
		);
});
afterAll(() => p.close());

describe('the department of a plot', () => {
	test("is the district's own, where that can lead a case to the licence", async () => {
		expect(await asked('engineer', aPlot(0).parcel)).toEqual({
			district: { ar: 'حي', en: 'حي' },
			department: { code: 'district', name: { ar: 'حي', en: 'District' }, own: true },
			window: null,
			licences: []
		});
		expect((await asked('clerk', aPlot(0).parcel)).window).toBe(true);
		expect((await asked('stranger', aPlot(0).parcel)).window).toBe(false);
		expect(await opens('stranger', aPlot(0).parcel)).toBe('permit_other_window حي');
		await expect(drawnIntake(as('cashier'), { geometry: away() })).rejects.toMatchObject({
			code: 'forbidden'
		});
		await expect(plotIntake(as('clerk'), { parcel: '1' })).rejects.toMatchObject({ code: 'invalid_input' });
	});

	test('is the nearest over the district that has reviewers enough, a head of engineering and an authority', async () => {
		expect((await asked('engineer', away())).department).toBeNull();
		expect(await opens('engineer', away())).toBe('permit_no_department');
		// Two who review decide nothing without who approves and who issues; one reviewer is no draw.
		await serves('city', ['reviewer', 'head_of_engineering', 'authority']);
		await serves('west', ['reviewer']);
		const { department } = await asked('engineer', away());
		expect(department).toMatchObject({ code: 'west', own: true });
		await p.pool.query(`update assignment set valid_to = '2020-02-01'
			where unit_id = (select id from unit where code = 'west')`);
		expect((await asked('engineer', away())).department).toMatchObject({ code: 'city', own: false });
		expect(await opens('engineer', away())).toBe('City');
		// A window elsewhere does not have the case because it was asked.
		expect(await opens('clerk', away())).toBe('permit_other_window مركز ومدينة');
		await expect(
			openViolation(as('inspector'), { parcel: away(), description: 'دور بدون ترخيص' })
		).rejects.toMatchObject({ code: 'permit_other_inspectors', params: { unit: 'مركز ومدينة' } });
	});

	test("is the governorate's own where nothing is nearer", async () => {
		expect((await asked('engineer', away(NORTH))).department).toBeNull();
		await serves('gov', ['reviewer', 'head_of_engineering', 'authority']);
		expect(await asked('engineer', away(NORTH))).toMatchObject({
			...{ district: { en: 'North' }, department: { code: 'gov', own: false } }
		});
	});

	test('is not looked for where coordinates were turned round, are of another system, or are no plot', async () => {
		const { parcel } = aPlot(0);
		const turned = (g: GeoJSON.Polygon): GeoJSON.Polygon => ({
			...g,
			coordinates: g.coordinates.map((ring) => ring.map(([x = 0, y = 0]) => [y, x]))
		});
		const degrees = reproject(parcel, 22992, 4326) as GeoJSON.Polygon;
		const refused = async (crs: string, given: GeoJSON.Polygon) => {
			const asked = { kind: 'new', parcel: given, crs, parties: { owner: { name: 'منى' } } };
			const error = await openPermit(as('engineer'), asked).catch((e: DomainError) => e);
			expect(
				await drawnIntake(as('engineer'), { geometry: given, crs }).catch((e: DomainError) => e)
			).toEqual(error);
			return error;
		};
		expect(await refused('EPSG:4326', parcel)).toMatchObject({
			code: 'geometry_wrong_crs',
			params: { declared: 'EPSG:4326', likely: 'EPSG:22992' }
		});
		expect(await refused('EPSG:22992', degrees)).toMatchObject({
			code: 'geometry_wrong_crs',
			params: { declared: 'EPSG:22992', likely: 'EPSG:4326' }
		});
		expect(await refused('EPSG:4326', turned(degrees))).toMatchObject({ code: 'geometry_swapped_axes' });
		expect(await refused('EPSG:22992', turned(parcel))).toMatchObject({ code: 'geometry_swapped_axes' });
		expect(await refused('EPSG:22992', away([400_000, 0]))).toMatchObject({
			code: 'geometry_outside_governorate'
		});
		const mote = { ...parcel, coordinates: [parcel.coordinates[0]!.map(([x = 0, y = 0]) => [511_000 + (x - 511_000) / 100, 943_000 + (y - 943_000) / 100])] }; // prettier-ignore
		expect(await refused('EPSG:22992', mote)).toMatchObject({
			code: 'permit_surface_size',
			params: { area: 0.04, least: 1 }
		});
	});

	test('of a district that is no unit here is that of who asks', async () => {
		expect(await opens('clerk', away(NAMELESS))).toBe('District');
	});
});
