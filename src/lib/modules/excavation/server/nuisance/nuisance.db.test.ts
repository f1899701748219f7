import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDig, HERE } from '../../../../../../tests/builders/digs.ts';
import { aFeature } from '../../../../../../tests/builders/features.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { digNuisance, editDig, listDigs, registerDig } from '../index.ts';

let p: TestPlatform;
let planner: Holder;
const now = () => new Date('2026-11-22T09:00:00Z');
const line = (y: number) =>
	`MULTILINESTRING((${HERE[0] - 500} ${HERE[1] + y}, ${HERE[0] + 500} ${HERE[1] + y}))`;

beforeAll(async () => {
	p = await testPlatform();
	planner = await aHolder(p, 'telecom', { now });
	await aFeature(p, 'streets', { kind: 'primary', props: { bus_rush_hour: '12' }, wkt: line(0) });
	// Another carriageway of it, counted, 28 m away.
	await aFeature(p, 'streets', { kind: 'primary', props: { aadt: 6200 }, wkt: line(28) });
	await aFeature(p, 'streets', { kind: 'residential', wkt: line(2000) });
	await aFeature(p, 'streets', { kind: 'secondary', props: { aadt: 40_000 }, wkt: line(2020) });
	await aFeature(p, 'streets', { kind: 'footway', wkt: line(4000) });
	await aFeature(p, 'railways', { kind: 'tram', wkt: line(4004) });
});
afterAll(() => p.close());

async function dig(y: number, fields: Record<string, unknown> = {}) {
	const input = aDig().along([0, y], [100, y]).with(fields).input();
	return (await registerDig(planner.ctx, input)).answer;
}

describe('the nuisance of a dig', () => {
	it('follows from its street, the traffic counted nearby, its days and its lanes, and is kept with it', async () => {
		const made = await dig(0, { traffic_effect: 'lane_closed' });
		// 0.1 + 1 + 0.25 x 4 + 0.75 + 0.8 = 3.65; twelve buses in the rush hour are worth 4.
		expect(await digNuisance(planner.ctx, made.reference)).toMatchObject({
			car: 3.7,
			bus: 4,
			index: 4,
			classes: { duration: 1, street: 5, volume: 4, lanes: 3, length: 4 },
			vehicles: 6200,
			volume_assumed: false,
			unknown: ['cycle']
		});
		expect(made.nuisance).toBe(4);
		const { rows } = await p.pool.query<{ props: { nuisance: number } }>(
			'select props from map_digs where id = $1',
			[made.id]
		);
		expect(rows[0]!.props.nuisance).toBe(4);
	});

	it('supposes traffic only where nobody counted within reach, and changes with the dig', async () => {
		const made = await dig(1995);
		// The counted street lies 25 m off, too far for a street of class 2: 0.1 + 0.4 + 0.5 + 0.25 + 0.2.
		expect(await digNuisance(planner.ctx, made.reference)).toMatchObject({
			index: 1.5,
			volume_assumed: true
		});
		const window = { start: '2026-12-01', end: '2027-03-31' };
		const { answer } = await editDig(planner.ctx, made.reference, { window }, { version: made.version });
		expect(answer.nuisance).toBe(1.9);
		const { items } = await listDigs(planner.ctx, { q: made.reference });
		expect(items.map((d) => d.nuisance)).toEqual([1.9]);
	});

	it('is that of the tram whose rails it lies beside, and nothing away from streets', async () => {
		expect(await digNuisance(planner.ctx, (await dig(4000)).reference)).toMatchObject({ tram: 5, index: 5 });
		expect((await dig(6000)).nuisance).toBe(0);
	});
});
