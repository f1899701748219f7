import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDig, HERE } from '../../../../../../tests/builders/digs.ts';
import { inState } from '../../../../../../tests/builders/dig-state.ts';
import { aFeature } from '../../../../../../tests/builders/features.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import { publishedCard, publishedWorks, registerDig, worksFeed } from '../index.ts';

let p: TestPlatform;
let telecom: Holder;
let citizen: Ctx;
// A Sunday, 08:10 in Cairo.
let moment = new Date('2026-12-13T06:10:00Z');

beforeAll(async () => {
	p = await testPlatform();
	telecom = await aHolder(p, 'telecom', { now: () => new Date('2026-11-22T09:00:00Z') });
	citizen = makeCtx(p, { now: () => moment });
	const [x, y] = HERE;
	const wkt = `MULTILINESTRING((${x - 500} ${y}, ${x + 500} ${y}))`;
	await aFeature(p, 'streets', { nameAr: 'شارع أبو قير', nameEn: 'Abu Qir Street', kind: 'primary', wkt });
});
afterAll(() => p.close());

async function aWork(
	state: 'planned' | 'submitted' | 'granted' | 'running' | 'finished',
	more: Record<string, unknown> = {}
) {
	const dig = aDig().along([0, 3], [120, 3]).days('2026-12-10', '2026-12-20').with(more);
	const { answer } = await registerDig(telecom.ctx, dig.input());
	await inState(p, answer.reference, state);
	return answer.reference;
}
const shown = async (query: object = {}) =>
	(await publishedWorks(citizen, query)).items.map((w) => w.reference);

describe('what everybody sees of works', () => {
	it('is the granted and the running ones of the days asked for, and no plans', async () => {
		for (const state of ['planned', 'submitted', 'finished'] as const) {
			const reference = await aWork(state);
			expect(await shown()).not.toContain(reference);
			await expect(publishedCard(citizen, reference)).rejects.toMatchObject({ code: 'not_found' });
		}
		const granted = await aWork('granted');
		const closing = await aWork('running', { traffic_effect: 'closed' });
		expect(await shown()).toEqual([closing, granted]);
		expect(await shown({ from: '2026-12-21' })).toEqual([]);
		expect(await shown({ from: '2026-12-01', to: '2026-12-10' })).toEqual([closing, granted]);
		expect(await shown({ bbox: '10,10,11,11' })).toEqual([]);
		await expect(publishedWorks(citizen, { from: '2026-12-21', to: '2026-12-20' })).rejects.toMatchObject({
			code: 'invalid_input'
		});
	});

	it('is a running work also after its last day', async () => {
		const late = await aWork('running', { window: { start: '2026-12-01', end: '2026-12-05' } });
		expect(await shown()).toContain(late);
		expect(await shown({ from: '2026-12-15' })).not.toContain(late);
	});

	it('names no telephone, no e-mail and no detail', async () => {
		const title = 'إصلاح خط، 01001234567 - office@example.com';
		const reference = await aWork('granted', { title, details: 'اتصل بالمهندس أحمد 03-4561234' });
		const card = await publishedCard(citizen, reference);
		expect(card.title).toBe('إصلاح خط، … - …');
		expect(JSON.stringify(card)).not.toMatch(/أحمد|4561234|office/);
		const { rows } = await p.pool.query('select w::text as told from public_works w where source_id = $1', [
			reference
		]);
		expect(rows[0].told).not.toMatch(/أحمد|4561234|01001234567|office/);
	});

	it('tells who, where, what it does to traffic and when work is allowed', async () => {
		const reference = await aWork('granted', { traffic_effect: 'lane_closed' });
		const card = await publishedCard(citizen, reference.toLowerCase());
		expect(card).toMatchObject({
			organisation: { en: 'Company telecom' },
			streets: [{ ar: 'شارع أبو قير' }],
			traffic_effect: 'lane_closed',
			reason: 'network',
			// A Sunday: the night that began on Saturday, and the next.
			today_hours: [
				{ from: '00:00', to: '05:00' },
				{ from: '22:00', to: '24:00' }
			],
			call_number: null,
			allowed_now: false,
			changes_at: '2026-12-13T20:00:00.000Z'
		});
		const root = `insert into unit (code, kind, name_ar, name_en, call_number, path)
			values ('gov', 'governorate', 'المحافظة', 'Governorate', '16528', '')`;
		await p.pool.query(root);
		expect(await publishedCard(citizen, reference)).toMatchObject({ call_number: '16528' });
		const link = await aWork('granted', { connection: true });
		expect(await publishedCard(citizen, link)).toMatchObject({ reason: 'connection' });
		expect(card.patterns[0]!.words.en).toBe('Saturday to Thursday: 22:00 to 05:00');
		moment = new Date('2026-12-13T20:10:00Z');
		expect(await publishedCard(citizen, reference)).toMatchObject({
			allowed_now: true,
			changes_at: '2026-12-14T03:00:00.000Z'
		});
		const emergency = await aWork('running', { category: 'emergency', category_reason: 'كسر خط' });
		moment = new Date('2026-12-13T06:10:00Z');
		expect(await publishedCard(citizen, emergency)).toMatchObject({
			...{ allowed_now: true, patterns: [], reason: 'emergency' },
			today_hours: [{ from: '00:00', to: '24:00' }]
		});
	});

	it('is a feed, of a place or of everywhere', async () => {
		const reference = await aWork('granted', { title: 'خط <مياه> & غاز' });
		const feed = (bbox?: string) => worksFeed(citizen, { bbox, origin: 'https://diwan.example' });
		const whole = await feed();
		expect(whole).toContain(`<id>https://diwan.example/portal/works?work=${reference}</id>`);
		expect(whole).toContain('<title>خط &lt;مياه&gt; &amp; غاز</title>');
		expect(whole).toMatch(/<updated>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<\/updated>/);
		expect(await feed('10,10,11,11')).not.toContain('<entry>');
		await expect(feed('1,2,3')).rejects.toMatchObject({ code: 'invalid_input' });
	});

	it('makes itself known only where something public changed', async () => {
		const heard = async () => {
			const { rows } = await p.pool.query(
				`select count(*)::int as n from change_event where topic = 'layer:public_works'`
			);
			return rows[0].n as number;
		};
		const before = await heard();
		const planned = await aWork('planned');
		await inState(p, planned, 'submitted');
		expect(await heard()).toBe(before);
		await inState(p, planned, 'granted');
		expect(await heard()).toBe(before + 1);
		await inState(p, planned, 'cancelled');
		expect(await heard()).toBe(before + 2);
	});
});
