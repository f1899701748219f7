import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aDig, HERE } from '../../../../../../tests/builders/digs.ts';
import { inState } from '../../../../../../tests/builders/dig-state.ts';
import { aFeature } from '../../../../../../tests/builders/features.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { cwzErrors, wzdxRuleErrors, type Feed } from '../../../../../../tests/conformance/wzdx-rules.ts';
import {
	hasWzdxSchemas,
	wzdxExamples,
	wzdxValidator
} from '../../../../../../tests/conformance/wzdx-schema.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import type { WorkZoneFeed } from '../../rules/index.ts';
import { registerDig, setDigHours, workZones } from '../index.ts';

let p: TestPlatform;
let telecom: Holder;
let moment = new Date('2026-12-10T09:00:00Z');

const line = (...points: [number, number][]) =>
	`MULTILINESTRING((${points.map(([x, y]) => `${HERE[0] + x} ${HERE[1] + y}`).join(', ')}))`;

beforeAll(async () => {
	p = await testPlatform({ now: () => moment });
	const now = () => new Date('2026-11-22T09:00:00Z');
	telecom = await aHolder(p, 'telecom', { now });
	const main = { nameAr: 'شارع أبو قير', nameEn: 'Abu Qir Street', kind: 'primary' };
	await aFeature(p, 'streets', { ...main, wkt: line([-500, 0], [0, 0]) });
	await aFeature(p, 'streets', { ...main, wkt: line([0, 0], [500, 0]) });
	const side = { nameAr: 'شارع هادئ', kind: 'residential' };
	await aFeature(p, 'streets', { ...side, wkt: line([0, 2000], [500, 2000]) });
	await aFeature(p, 'streets', { ...side, wkt: line([0, 2050], [500, 2050]), props: { oneway: 'yes' } });
});
afterAll(() => p.close());

async function granted(
	dig: ReturnType<typeof aDig>,
	state: 'granted' | 'running' = 'granted'
): Promise<string> {
	const { answer } = await registerDig(telecom.ctx, dig.input());
	await inState(p, answer.reference, state);
	return answer.reference;
}
const feedNow = async (): Promise<WorkZoneFeed> =>
	JSON.parse(Buffer.from((await workZones(p)).body).toString());
const of = (feed: WorkZoneFeed, reference: string) =>
	feed.features.filter((f) => f.properties.core_details.name === reference);
/** The feed once the change has been heard of. */
const feedWith = (reference: string, many: number) =>
	vi.waitFor(
		async () => {
			const found = of(await feedNow(), reference);
			expect(found).toHaveLength(many);
			return found;
		},
		{ timeout: 20_000 }
	);

describe('the feed of works', () => {
	it('has no works, but a source, while nothing is granted', async () => {
		await registerDig(telecom.ctx, aDig().along([0, 0], [50, 0]).input());
		const feed = await feedNow();
		expect(feed.features).toEqual([]);
		expect(feed.feed_info.data_sources).toHaveLength(1);
	});

	it('tells a granted trench as the piece of its street, at night on a main road, with both closed directions', async () => {
		const dig = aDig().along([-120, 4], [180, 4]).days('2026-12-13', '2026-12-15');
		const found = await feedWith(await granted(dig.with({ traffic_effect: 'closed' })), 8);
		const [there, back] = found;
		expect(there!.properties.core_details.road_names).toEqual(['شارع أبو قير', 'Abu Qir Street']);
		expect(there!.geometry.coordinates).toEqual([...back!.geometry.coordinates].reverse());
		expect(found.map((f) => f.properties.start_date.slice(5, 16)).filter((_, i) => i % 2 === 0)).toEqual([
			'12-12T22:00',
			'12-13T20:00',
			'12-14T20:00',
			'12-15T20:00'
		]);
	});

	it('tells works off the main roads throughout, unless they keep hours of their own', async () => {
		const dig = aDig().along([20, 2003], [220, 2003]).days('2026-12-13', '2026-12-14');
		const { answer } = await registerDig(telecom.ctx, dig.input());
		await setDigHours(telecom.ctx, answer.reference, { from: '09:00', to: '14:00', days: [0, 1, 2, 3, 4] });
		await inState(p, answer.reference, 'granted');
		const kept = await feedWith(answer.reference, 2);
		expect(kept[0]!.properties).toMatchObject({
			start_date: '2026-12-13T07:00:00Z',
			end_date: '2026-12-13T12:00:00Z'
		});
		const whole = aDig().along([20, 2047], [220, 2047]).days('2026-12-13', '2026-12-14');
		const [only] = await feedWith(await granted(whole.with({ traffic_effect: 'closed' })), 1);
		expect(only!.properties.start_date).toBe('2026-12-12T22:00:00Z');
	});

	it('tells the detour of a closure with the streets it leads through, related to its zones both ways', async () => {
		const way = [
			[10, 2000],
			[10, 2050],
			[300, 2050],
			[300, 2000]
		].map(([x, y]) => [HERE[0] + x!, HERE[1] + y!]);
		const dig = aDig().along([20, 2003], [220, 2003]).days('2026-12-13', '2026-12-14');
		const geometry = { type: 'LineString', coordinates: way };
		const reference = await granted(dig.with({ traffic_effect: 'closed', detours: [{ geometry }] }));
		const zones = await feedWith(reference, 2);
		const [detour, ...others] = of(await feedNow(), `${reference} detour 1`);
		expect(others).toEqual([]);
		expect(detour!.properties.core_details).toMatchObject({
			event_type: 'detour',
			road_names: ['شارع هادئ'],
			related_road_events: zones.map(({ id }) => ({ type: 'related-work-zone', id }))
		});
		expect(detour!.geometry.coordinates).toHaveLength(4);
		expect(detour!.properties.start_date).toBe(zones[0]!.properties.start_date);
		for (const zone of zones)
			expect(zone.properties.core_details.related_road_events).toContainEqual({
				type: 'related-detour',
				id: detour!.id
			});
	});

	it('tells a work away from every street by its own line, and no telephone', async () => {
		const title = 'حفر طارئ، للاتصال ٠١٠٠ ١٢٣ ٤٥٦٧ أو a.b@example.com';
		const dig = aDig()
			.along([0, 5000], [0, 5080])
			.with({ title, category: 'emergency', category_reason: 'كسر خط' });
		const [own] = await feedWith(await granted(dig, 'running'), 1);
		expect(own!.properties.core_details.description).toBe('حفر طارئ، للاتصال … أو …');
		expect(own!.properties.core_details.road_names).toEqual(['طريق بلا اسم', 'Unnamed road']);
		expect(own!.properties.is_start_date_verified).toBe(true);
		expect(own!.geometry.coordinates).toHaveLength(2);
	});

	it('is the same for whoever asks until something changes, and forgets a cancelled work at once', async () => {
		const reference = await granted(aDig().along([0, 7000], [80, 7000]).days('2026-12-09', '2026-12-12'));
		await feedWith(reference, 1);
		const first = await workZones(p);
		expect(await workZones(p)).toBe(first);
		expect(gunzipSync(first.packed)).toEqual(Buffer.from(first.body));
		moment = new Date(moment.getTime() + 61_000);
		const later = await workZones(p);
		expect(later).not.toBe(first);
		expect(later.etag).toBe(first.etag);
		await inState(p, reference, 'cancelled');
		await feedWith(reference, 0);
		expect((await workZones(p)).etag).not.toBe(first.etag);
	});

	it('keeps a finished work for two hours', async () => {
		const dig = aDig().along([0, 8000], [80, 8000]).days('2026-12-01', '2026-12-30');
		const reference = await granted(dig, 'running');
		await inState(p, reference, 'finished', moment);
		const [event] = await feedWith(reference, 1);
		expect(event!.properties.is_end_date_verified).toBe(true);
		expect(Date.parse(event!.properties.end_date)).toBe(Math.floor(moment.getTime() / 1000) * 1000);
		moment = new Date(moment.getTime() + 2 * 3_600_000 + 1000);
		await feedWith(reference, 0);
	});

	it('fulfils the five rules, and CWZ 1.0 where both agree', async () => {
		const feed = await feedNow();
		expect(feed.features.length).toBeGreaterThan(8);
		expect(wzdxRuleErrors(feed as unknown as Feed)).toEqual([]);
		expect(cwzErrors(feed as unknown as Feed)).toEqual([]);
	});

	it.skipIf(!hasWzdxSchemas)('is valid by the official schema, which refuses a broken one', async () => {
		const errors = wzdxValidator();
		const feed = await feedNow();
		expect(errors(feed)).toEqual([]);
		const broken = structuredClone(feed) as { features: { properties: Record<string, unknown> }[] };
		broken.features[0]!.properties.vehicle_impact = 'somewhat';
		expect(errors(broken)).not.toEqual([]);
		for (const example of wzdxExamples()) expect(errors(example.feed), example.name).toEqual([]);
	});
});

if (!hasWzdxSchemas)
	console.log('skipped: the official WZDx schemas are not beside the project (../shared/schemas/wzdx)');
