import { describe, expect, it } from 'vitest';
import { cwzErrors, wzdxRuleErrors } from '../../../../../../tests/conformance/wzdx-rules.ts';
import { workZoneFeed } from './feed.ts';
import type { PublicWork } from './types.ts';

const NOW = new Date('2026-12-10T09:00:00Z');
const publisher = { key: 'unit:gov', name: 'محافظة الإسكندرية' };
const id = (name: string) => `id of ${name}`;
const at = (iso: string) => Date.parse(iso);
const night = (day: number) => ({
	start: at(`2026-12-${day}T20:00:00Z`),
	end: at(`2026-12-${day + 1}T03:00:00Z`)
});

function aWork(more: Partial<PublicWork> = {}): PublicWork {
	return {
		reference: 'EX-2026-000001',
		title: 'مد كابل ألياف',
		organisation: { key: 'unit:telecom', name: 'المصرية للاتصالات' },
		category: 'standard',
		traffic_effect: 'lane_closed',
		road_works: false,
		state: 'granted',
		window: { start: '2026-12-10', end: '2026-12-13' },
		finished_at: null,
		created_at: new Date('2026-11-20T08:00:00Z'),
		updated_at: new Date('2026-12-01T08:00:00Z'),
		roads: [
			{
				key: 'ابو قير',
				names: ['شارع أبو قير', 'Abu Qir Street'],
				oneway: false,
				line: {
					type: 'LineString',
					coordinates: [
						[29.92, 31.2],
						[29.93, 31.21]
					]
				}
			}
		],
		detours: [],
		spans: null,
		...more
	};
}
const feedOf = (works: PublicWork[], now = NOW) => workZoneFeed(works, { publisher, now, id });
const events = (more: Partial<PublicWork>, now = NOW) => feedOf([aWork(more)], now).features;
const times = (more: Partial<PublicWork>, now = NOW) =>
	events(more, now).map(({ properties: p }) => `${p.start_date} ${p.end_date}`);
const related = (event: ReturnType<typeof events>[number]) =>
	(event.properties.core_details.related_road_events ?? []).map((r) => `${r.type} ${r.id.slice(-10)}`);

describe('the feed', () => {
	it('tells a work once, from the first midnight in Egypt to the last, in UTC', () => {
		expect(times({})).toEqual(['2026-12-09T22:00:00Z 2026-12-13T22:00:00Z']);
		expect(times({ window: { start: '2026-07-01', end: '2026-12-13' } })[0]).toMatch(/^2026-06-30T21:00:00Z/);
	});

	it('splits nights, linked to the first and the next, no further ahead than a fortnight', () => {
		const nights = Array.from({ length: 18 }, (_, i) => night(i + 10));
		const window = { start: '2026-12-10', end: '2026-12-27' };
		const found = events({ spans: nights, window });
		expect(found).toHaveLength(14);
		expect(related(found[0]!)).toEqual(['next-occurrence 2026-12-11']);
		expect(related(found[2]!)).toEqual(['first-occurrence 2026-12-10', 'next-occurrence 2026-12-13']);
		expect(related(found[13]!)).toEqual(['first-occurrence 2026-12-10']);
	});

	it('tells a closure of both ways as two, turned round, and of a one-way street as one', () => {
		const [there, back, ...more] = events({ traffic_effect: 'closed' });
		expect(more).toEqual([]);
		expect(back!.geometry.coordinates).toEqual([...there!.geometry.coordinates].reverse());
		expect(back!.properties.vehicle_impact).toBe('all-lanes-closed');
		expect(related(there!)).toEqual([`related-work-zone ${back!.id.slice(-10)}`]);
		const oneway = aWork().roads.map((r) => ({ ...r, oneway: true }));
		expect(events({ traffic_effect: 'closed', roads: oneway })).toHaveLength(1);
	});

	it('tells the detours of a closure beside it, related both ways, at every occurrence', () => {
		const line = (...coordinates: [number, number][]) => ({ type: 'LineString' as const, coordinates });
		const detours = [
			{ position: 1, names: ['شارع الجلاء'], line: line([29.92, 31.2], [29.92, 31.22]) },
			{ position: 2, names: ['شارع الجلاء'], line: line([29.92, 31.22], [29.92, 31.2]) }
		];
		const spans = [night(10), night(11)];
		const found = events({ traffic_effect: 'closed', detours, spans });
		expect(found.map((e) => e.properties.core_details.event_type)).toEqual(
			[0, 1].flatMap(() => ['work-zone', 'work-zone', 'detour', 'detour'])
		);
		for (const [zones, ways] of [
			[found.slice(0, 2), found.slice(2, 4)],
			[found.slice(4, 6), found.slice(6, 8)]
		] as const) {
			const ids = (events_: typeof found, event: (typeof found)[number], type: string) => {
				const all = event.properties.core_details.related_road_events ?? [];
				expect(all.filter((r) => r.type === type).map((r) => r.id)).toEqual(events_.map((e) => e.id));
			};
			for (const zone of zones) ids(ways, zone, 'related-detour');
			for (const way of ways) ids(zones, way, 'related-work-zone');
		}
		expect(related(found[2]!)).toContain(`next-occurrence ${found[6]!.id.slice(-10)}`);
		expect(found[2]!.properties).not.toHaveProperty('vehicle_impact');
		const feed = feedOf([aWork({ traffic_effect: 'closed', detours, spans })]);
		expect(wzdxRuleErrors(feed as never)).toEqual([]);
		expect(cwzErrors(feed as never)).toEqual([]);
	});

	it('says what traffic meets', () => {
		const impact = (traffic_effect: PublicWork['traffic_effect']) => {
			const [{ properties }] = events({ traffic_effect }) as [ReturnType<typeof events>[number]];
			return [properties.vehicle_impact, properties.restrictions?.[0]?.type];
		};
		expect(impact('none')).toEqual(['all-lanes-open', undefined]);
		expect(impact('parking')).toEqual(['all-lanes-open', 'no-parking']);
		expect(impact('narrowed')).toEqual(['all-lanes-open', 'reduced-width']);
		expect(impact('lane_closed')).toEqual(['some-lanes-closed', undefined]);
	});

	it('keeps what ended for two hours, then lets it go', () => {
		const finished_at = new Date('2026-12-12T10:30:00Z');
		const more = { state: 'finished', finished_at } as const;
		expect(times(more, new Date('2026-12-12T12:00:00Z'))).toEqual([
			'2026-12-09T22:00:00Z 2026-12-12T10:30:00Z'
		]);
		expect(times(more, new Date('2026-12-12T12:31:00Z'))).toEqual([]);
		const [event] = events(more, new Date('2026-12-12T12:00:00Z'));
		expect(event!.properties).toMatchObject({ is_start_date_verified: true, is_end_date_verified: true });
		// Reported a day late: it is still told for a while.
		const late = { ...more, window: { start: '2026-12-10', end: '2026-12-11' } };
		expect(times(late, new Date('2026-12-12T12:00:00Z'))).toEqual([
			'2026-12-09T22:00:00Z 2026-12-11T22:00:00Z'
		]);
		const nights = { ...late, spans: [night(10)] };
		expect(times(nights, new Date('2026-12-12T12:00:00Z'))).toEqual([
			'2026-12-10T20:00:00Z 2026-12-11T03:00:00Z'
		]);
	});

	it('tells a work that runs on past its end until the end of today', () => {
		const late = new Date('2026-12-20T09:00:00Z');
		expect(times({ state: 'running' }, late)).toEqual(['2026-12-09T22:00:00Z 2026-12-20T22:00:00Z']);
		expect(times({}, late)).toEqual([]);
	});

	it('names every organisation once as a source, and the publisher always', () => {
		expect(feedOf([]).feed_info.data_sources).toHaveLength(1);
		const gas = { key: 'unit:gas', name: 'غاز مصر' };
		const works = [
			aWork(),
			aWork({ reference: 'EX-2026-000002', organisation: gas }),
			aWork({ reference: 'EX-2026-000003' })
		];
		const { feed_info } = feedOf(works);
		expect(feed_info.data_sources.map((s) => s.organization_name)).toEqual([
			'محافظة الإسكندرية',
			'المصرية للاتصالات',
			'غاز مصر'
		]);
	});

	it('keeps the ids of events while time passes', () => {
		const spans = [night(10), night(11), night(12)];
		const ids = (now: string) => events({ spans }, new Date(now)).map((e) => e.id);
		expect(ids('2026-12-11T09:00:00Z')).toEqual(ids('2026-12-09T09:00:00Z').slice(1));
	});

	it('fulfils the five rules, and what CWZ 1.0 asks besides', () => {
		const works = [
			aWork({ traffic_effect: 'closed', spans: [night(10), night(11)] }),
			aWork({ reference: 'EX-2026-000002', state: 'running', road_works: true })
		];
		const feed = feedOf(works);
		expect(feed.features).toHaveLength(5);
		expect(wzdxRuleErrors(feed as never)).toEqual([]);
		expect(cwzErrors(feed as never)).toEqual([]);
	});
});

describe('the five rules', () => {
	it('find what is wrong', () => {
		const [event] = events({});
		const broken = (change: (e: Record<string, never>) => void) => {
			const feed = structuredClone(feedOf([aWork()])) as never as { features: Record<string, never>[] };
			change(feed.features[0]!);
			return wzdxRuleErrors(feed as never);
		};
		const set = (path: string[], value: unknown) => (e: Record<string, never>) => {
			const last = path.at(-1)!;
			const holder = path
				.slice(0, -1)
				.reduce<Record<string, unknown>>((o, k) => o[k] as Record<string, unknown>, e);
			holder[last] = value;
		};
		expect(broken(() => undefined)).toEqual([]);
		expect(broken(set(['properties', 'start_date'], '2026-12-10T00:00:00+02:00'))[0]).toMatch(/not UTC/);
		expect(broken(set(['properties', 'end_date'], '2026-12-01T00:00:00Z'))[0]).toMatch(/ends before/);
		expect(broken(set(['properties', 'core_details', 'data_source_id'], 'x'))[0]).toMatch(/not declared/);
		expect(broken(set(['properties', 'lanes'], [{ order: 1 }, { order: 3 }]))[0]).toMatch(/lanes 1,3/);
		const twice = feedOf([aWork(), aWork()]);
		expect(wzdxRuleErrors(twice as never)[0]).toBe(`event ${event!.id} twice`);
		const dangling = [{ type: 'next-occurrence', id: 'nowhere' }];
		expect(broken(set(['properties', 'core_details', 'related_road_events'], dangling))[0]).toMatch(
			/leads to/
		);
	});
});
