import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDig, HERE } from '../../../../../../tests/builders/digs.ts';
import { aFeature } from '../../../../../../tests/builders/features.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { digRecord, registerDig, streetCard } from '../index.ts';

let p: TestPlatform;
let planner: Holder;
let east: string;
let west: string;
const now = () => new Date('2026-11-22T09:00:00Z');
const at = (x: number, y: number) => `${HERE[0] + x} ${HERE[1] + y}`;

beforeAll(async () => {
	p = await testPlatform();
	planner = await aHolder(p, 'telecom', { now });
	const street = { nameAr: 'شارع أبو قير', nameEn: 'Abu Qir Street', kind: 'secondary' };
	west = await aFeature(p, 'streets', { ...street, wkt: `MULTILINESTRING((${at(-300, 0)}, ${at(0, 0)}))` });
	east = await aFeature(p, 'streets', { ...street, wkt: `MULTILINESTRING((${at(0, 0)}, ${at(300, 0)}))` });
	// Its namesake in another place is another street.
	await aFeature(p, 'streets', { ...street, wkt: `MULTILINESTRING((${at(0, 9000)}, ${at(300, 9000)}))` });
	await aFeature(p, 'paving', {
		sourceId: 'P-1',
		nameAr: 'رصف 2025',
		props: { paved_on: '2025-06-01', protected_until: '2027-05-31' },
		wkt: `MULTIPOLYGON(((${at(-50, -10)}, ${at(50, -10)}, ${at(50, 10)}, ${at(-50, 10)}, ${at(-50, -10)})))`
	});
});
afterAll(() => p.close());

async function dug(
	x: number,
	starts: string,
	state: string,
	more: Record<string, string> = {}
): Promise<string> {
	return dugAlong([x, -20], [x, 80], starts, state, more);
}

async function dugAlong(
	from: [number, number],
	to: [number, number],
	starts: string,
	state: string,
	more: Record<string, string> = {}
): Promise<string> {
	const input = aDig().along(from, to).input();
	const { answer } = await registerDig(planner.ctx, input);
	const set = { state, starts_on: starts, ends_on: starts, ...more };
	const names = Object.keys(set);
	await p.pool.query(
		`update dig set ${names.map((name, i) => `${name} = $${i + 2}`).join(', ')} where id = $1`,
		[answer.id, ...Object.values(set)]
	);
	return answer.reference;
}

describe('the card of a street', () => {
	it('tells every opening, whether it is restored, what protects the street, and what is to come', async () => {
		const old = await dug(-100, '2023-03-01', 'finished');
		const restored = await dug(10, '2025-09-01', 'closed', { guarantee_until: '2026-09-01' });
		const waiting = await dug(60, '2026-02-01', 'finished', {
			started_at: '2026-02-01T06:00:00Z',
			round: '1',
			submitted_at: '2026-01-01T06:00:00Z'
		});
		const coming = await dug(120, '2027-01-01', 'planned');
		await dug(200, '2026-03-01', 'cancelled');
		const card = await streetCard(planner.ctx, west);
		expect(card).toMatchObject({
			name: { ar: 'شارع أبو قير' },
			length_m: 600,
			last_paved: '2025-06-01',
			paving: [{ source_id: 'P-1', metres: 100, days_left: 191 }],
			totals: { openings: 3, since_paving: 1, open: 0, not_restored: 1 },
			per_year: [
				{ year: 2023, count: 1 },
				{ year: 2024, count: 0 },
				{ year: 2025, count: 1 },
				{ year: 2026, count: 1 }
			]
		});
		expect(card.openings.map((o) => [o.reference, o.restored, o.guarantee_until, o.since_paving])).toEqual([
			// Beside what was paved.
			[waiting, 'waiting', null, false],
			[restored, 'restored', '2026-09-01', true],
			[old, 'unknown', null, false]
		]);
		// Fifteen metres either side of the centre line; the trench comes from twenty.
		expect(card.openings[0]!.metres).toBeCloseTo(30, 0);
		expect(card.planned.map((o) => o.reference)).toEqual([coming]);
		expect(await streetCard(planner.ctx, east)).toMatchObject({ length_m: 600, totals: card.totals });
		const { streets } = await digRecord(planner.ctx, coming);
		expect([west, east]).toContain(streets[0]!.id);
		await expect(streetCard(planner.ctx, '0')).rejects.toMatchObject({ code: 'not_found' });
		await expect(streetCard(planner.ctx, 'x')).rejects.toMatchObject({ code: 'not_found' });
	});

	it('counts an opening since the paving of the very part it opened, until that is laid anew', async () => {
		const id = await aFeature(p, 'streets', {
			nameAr: 'شارع يرصف على أجزاء',
			kind: 'secondary',
			wkt: `MULTILINESTRING((${at(-300, 6000)}, ${at(300, 6000)}))`
		});
		const paved = (sourceId: string, paved_on: string, [west, east]: [number, number]) =>
			aFeature(p, 'paving', {
				sourceId,
				props: { paved_on },
				wkt: `MULTIPOLYGON(((${at(west, 5990)}, ${at(east, 5990)}, ${at(east, 6010)}, ${at(west, 6010)}, ${at(west, 5990)})))`
			});
		await paved('west 2022', '2022-01-01', [-300, 0]);
		await paved('east 2025', '2025-01-01', [0, 300]);
		await paved('far west 2026', '2026-01-01', [-300, -200]);
		await paved('to come', '2030-01-01', [-300, 300]);
		const across = (x: number, day: string) => dugAlong([x, 5980], [x, 6020], day, 'finished');
		const works = [
			await across(-100, '2024-03-01'),
			await across(-250, '2024-02-01'),
			await dugAlong([-250, 6000], [-150, 6000], '2024-01-01', 'finished'),
			await across(100, '2023-03-01')
		];
		const { openings, totals } = await streetCard(planner.ctx, id);
		expect(openings.map((o) => [works.indexOf(o.reference), o.since_paving])).toEqual([
			[0, true],
			[1, false],
			[2, true],
			[3, false]
		]);
		expect(totals.since_paving).toBe(2);
	});

	it('knows the cables of a wide road, which lie beside its carriageway', async () => {
		const ring = { nameAr: 'الطريق الدائري', nameEn: 'Ring Road', kind: 'trunk' };
		const id = await aFeature(p, 'streets', {
			...ring,
			props: { width_m: 44 },
			wkt: `MULTILINESTRING((${at(-400, 3000)}, ${at(400, 3000)}))`
		});
		await aFeature(p, 'streets', {
			nameAr: 'حارة جانبية',
			kind: 'residential',
			wkt: `MULTILINESTRING((${at(-400, 3036)}, ${at(400, 3036)}))`
		});
		const cable = await dugAlong([-100, 3016], [100, 3016], '2026-05-01', 'finished');
		const edge = await dugAlong([150, 3021], [250, 3021], '2026-06-01', 'finished');
		await dugAlong([-300, 3036], [-200, 3036], '2026-07-01', 'finished');
		const card = await streetCard(planner.ctx, id);
		expect(card.openings.map((o) => [o.reference, o.metres])).toEqual([
			[edge, 100],
			[cable, 200]
		]);
		const { streets } = await digRecord(planner.ctx, cable);
		expect(streets.map((s) => s.name.en)).toEqual(['Ring Road']);
	});
});
