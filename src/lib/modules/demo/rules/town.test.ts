import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ROLES } from '#lib/kernel/roles.ts';
import { bufferOf, DIG_STATES, RULE_DEFAULTS, c1 } from '#lib/modules/excavation/rules/index.ts';
import { area, contains, isSimple, signedArea, type Ring } from './geometry/ring.ts';
import { distanceToLine } from './geometry/line.ts';
import { distance, type Pt } from './geometry/vector.ts';
import { linesDistance } from './lines-distance.fixture.ts';
import {
	DEMO_SEED,
	generateTown,
	TOWN_LAYERS,
	type Geometry,
	type TownFeature,
	type TownLayer
} from './index.ts';

const TODAY = '2026-11-22';
const town = generateTown(DEMO_SEED, TODAY);
const all = TOWN_LAYERS.flatMap((layer) => town.layers[layer].map((feature) => ({ layer, feature })));
const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

const ringsOf = (g: Geometry): Pt[][] => (g.type === 'Polygon' ? g.coordinates : []);
const linesOf = (g: Geometry): Pt[][] =>
	g.type === 'LineString' ? [g.coordinates] : g.type === 'MultiLineString' ? g.coordinates : [];
const outline = (f: TownFeature): Ring => ringsOf(f.geometry)[0]?.slice(0, -1) ?? [];
const net = (f: TownFeature) => ringsOf(f.geometry).reduce((sum, r) => sum + signedArea(r.slice(0, -1)), 0);
const find = (layer: TownLayer, id: unknown) => town.layers[layer].find((f) => f.source_id === id);

describe('the model town', () => {
	test('is the same every time, and only its works follow the day', () => {
		const later = generateTown(DEMO_SEED, '2027-03-01');
		for (const layer of TOWN_LAYERS.filter((l) => l !== 'paving'))
			expect(hash(later.layers[layer]), layer).toBe(hash(town.layers[layer]));
		expect(later.digs.map((d) => d.geometry)).toEqual(town.digs.map((d) => d.geometry));
		expect(later.digs.map((d) => d.starts_on)).not.toEqual(town.digs.map((d) => d.starts_on));
		expect(later.layers.paving.map((p) => p.source_id)).toEqual(town.layers.paving.map((p) => p.source_id));
	}, 60_000);

	test('is another one for another seed', () => {
		const other = generateTown(DEMO_SEED + 1, TODAY);
		expect(hash(other.layers.parcels)).not.toBe(hash(town.layers.parcels));
		expect(other.layers.parcels.length).toBeGreaterThan(2500);
		// What the plan lays out stays.
		expect(hash(other.layers.districts.map((d) => d.geometry))).toBe(
			hash(town.layers.districts.map((d) => d.geometry))
		);
	}, 60_000);

	test('has the size of a town', () => {
		const count = (layer: TownLayer) => town.layers[layer].length;
		const between = (layer: TownLayer, low: number, high: number) => {
			expect(count(layer), layer).toBeGreaterThanOrEqual(low);
			expect(count(layer), layer).toBeLessThanOrEqual(high);
		};
		between('parcels', 2600, 3300);
		between('buildings', 2200, 2700);
		between('street_sections', 600, 720);
		between('streets', 180, 260);
		between('zones', 200, 300);
		between('schools', 12, 20);
		between('hospitals', 4, 8);
		between('places', 45, 80);
		between('demand', 180, 260);
		between('districts', 3, 3);
		between('villages', 6, 8);
		between('depots', 3, 3);
		between('paving', 3, 6);
		for (const name of ['water', 'sewage', 'gas', 'power', 'telecom'] as const)
			between(`utilities_${name}`, 500, 720);
		expect(town.digs.length).toBeGreaterThanOrEqual(12);
	});

	test('names every row by itself', () => {
		for (const layer of TOWN_LAYERS) {
			const ids = town.layers[layer].map((f) => f.source_id);
			expect(new Set(ids).size, layer).toBe(ids.length);
		}
	});

	test('is drawn in valid shapes to the millimetre', () => {
		for (const { layer, feature } of all) {
			const where = `${layer} ${feature.source_id}`;
			for (const [i, ring] of ringsOf(feature.geometry).entries()) {
				expect(ring[0], where).toEqual(ring.at(-1));
				expect(isSimple(ring.slice(0, -1)), where).toBe(true);
				expect(Math.sign(signedArea(ring.slice(0, -1))), where).toBe(i === 0 ? 1 : -1);
			}
			for (const line of linesOf(feature.geometry)) {
				expect(line.length, where).toBeGreaterThan(1);
				expect(
					line.every((p, i) => i === 0 || distance(p, line[i - 1] as Pt) > 0.001),
					where
				).toBe(true);
			}
			expect(JSON.stringify(feature.geometry), where).not.toMatch(/\.\d{4}/);
		}
	});
});

describe('its streets', () => {
	test('bear a name of their own in both languages', () => {
		for (const street of town.layers.streets) {
			expect(street.name_ar, street.source_id).toMatch(
				/^(شارع|حارة|طريق|الطريق|ميدان|كورنيش) ?[\u0621-\u064a0-9 ]*$/
			);
			expect(street.name_en, street.source_id).toMatch(/^[A-Z][A-Za-z0-9 -]+$/);
		}
		for (const key of ['name_ar', 'name_en'] as const)
			expect(new Set(town.layers.streets.map((s) => s[key])).size).toBe(town.layers.streets.length);
	});

	test('are cut into sections that meet at junctions; only four roads leave the governorate', () => {
		const ends = town.layers.street_sections.flatMap((s) =>
			linesOf(s.geometry).flatMap((l) => [l[0], l.at(-1)].map(String))
		);
		const open = ends.filter((e) => ends.indexOf(e) === ends.lastIndexOf(e));
		expect(open).toHaveLength(4);
		const border = ringsOf(town.layers.governorates[0]?.geometry as Geometry)[0] as Pt[];
		for (const end of open) {
			const [x = 0, y = 0] = end.split(',').map(Number);
			expect(distanceToLine([x, y], border)).toBeLessThan(0.1);
		}
	});

	test('are as long as their sections together, and every section knows its street', () => {
		const sums = new Map<unknown, number>();
		for (const { props } of town.layers.street_sections)
			sums.set(props.street_source_id, (sums.get(props.street_source_id) ?? 0) + Number(props.length_m));
		for (const { source_id, props } of town.layers.streets)
			expect(Math.abs((sums.get(source_id) ?? 0) - Number(props.length_m)), source_id).toBeLessThan(2);
		expect(sums.size).toBe(town.layers.streets.length);
	});

	test('stay between the building lines: every right of way holds its section', () => {
		for (const row of town.layers.right_of_way) {
			const section = find('street_sections', row.props.section_source_id);
			const line = linesOf(section?.geometry as Geometry)[0] as Pt[];
			const middle = line[line.length >> 1] as Pt;
			expect(
				contains(outline(row), middle) || distanceToLine(middle, outline(row)) < 0.01,
				row.source_id
			).toBe(true);
		}
	});
});

describe('its ground', () => {
	test('is divided among districts, and districts among villages, without gap or overlap', () => {
		const sum = (layer: TownLayer) => town.layers[layer].reduce((total, f) => total + net(f), 0);
		expect(sum('districts')).toBeCloseTo(sum('governorates'), -1);
		expect(sum('villages')).toBeCloseTo(sum('governorates'), -1);
	});

	test('plots lie in their block and fill it, so that none overlaps another', () => {
		const byBlock = Map.groupBy(
			town.layers.parcels,
			(p) => `zone-${String(p.props.square_no).padStart(3, '0')}`
		);
		for (const [id, parcels] of byBlock) {
			const block = outline(find('zones', id) as TownFeature);
			for (const p of parcels)
				for (const corner of outline(p))
					expect(
						contains(block, corner) || distanceToLine(corner, [...block, block[0] as Pt]) < 0.05,
						p.source_id
					).toBe(true);
			expect(Math.abs(parcels.reduce((sum, p) => sum + net(p), 0) - area(block)), id).toBeLessThan(1);
		}
		expect(byBlock.size).toBeGreaterThan(200);
	});

	test('parcels say their true area and their number', () => {
		for (const p of town.layers.parcels) {
			expect(Number(p.props.area_m2)).toBeCloseTo(net(p), 1);
			expect(p.props.parcel_no).toMatch(/^\d+$/);
			expect(p.props.block_no).toMatch(/^حوض /);
		}
	});

	test('houses stand on their plot', () => {
		const plots = new Map(town.layers.parcels.map((p) => [p.source_id, outline(p)]));
		for (const b of town.layers.buildings) {
			const plot = plots.get(String(b.props.parcel_source_id)) as Ring;
			for (const corner of outline(b))
				expect(
					contains(plot, corner) || distanceToLine(corner, [...plot, plot[0] as Pt]) < 0.01,
					b.source_id
				).toBe(true);
			expect(net(b), b.source_id).toBeGreaterThan(20);
		}
	});
});

describe('under its streets', () => {
	test('every line stays within its right of way or the junction it leads to', () => {
		for (const name of ['water', 'sewage', 'gas', 'power', 'telecom'] as const)
			for (const line of town.layers[`utilities_${name}`]) {
				const section = find('street_sections', line.props.section_source_id) as TownFeature;
				const axis = linesOf(section.geometry)[0] as Pt[];
				for (const p of linesOf(line.geometry)[0] as Pt[])
					expect(distanceToLine(p, axis), line.source_id).toBeLessThan(30);
			}
	});
});

describe('its works', () => {
	test('hold exactly three clashes by rule C1, all between companies', () => {
		const works = town.digs
			.filter((d) => d.state !== 'cancelled' && d.state !== 'refused')
			.map((d) => ({
				...d,
				organisation: d.unit,
				window: { start: d.starts_on, end: d.ends_on },
				buffer_m: bufferOf(RULE_DEFAULTS, d.carriageway),
				line: linesOf(d.geometry)[0] as Pt[]
			}));
		const found = works.flatMap((a, i) =>
			works.slice(i + 1).flatMap((b) => {
				const meeting = c1(a, b, linesDistance(a.line, b.line));
				return meeting ? [{ pair: [a.unit, b.unit], ...meeting }] : [];
			})
		);
		expect(found.map((f) => f.pair)).toEqual([
			['demo-telecom', 'demo-gas'],
			['demo-water', 'demo-power'],
			['demo-sewage', 'demo-water']
		]);
		expect(found.every((f) => f.severity === 'block' && f.days > 3)).toBe(true);
	});

	test('are in a state that fits the day', () => {
		for (const d of town.digs) {
			expect(d.starts_on <= d.ends_on).toBe(true);
			if (['finished', 'restored', 'closed'].includes(d.state)) expect(d.ends_on < TODAY).toBe(true);
			if (d.state === 'running') expect(d.starts_on <= TODAY).toBe(true);
			if (['planned', 'submitted', 'granted'].includes(d.state)) expect(d.starts_on > TODAY).toBe(true);
		}
		expect(new Set(town.digs.map((d) => d.state))).toEqual(new Set(DIG_STATES));
		const guarantee = (state: string) =>
			town.digs.filter((d) => d.state === state).map((d) => d.guarantee_until! >= TODAY);
		// One in its guarantee, one whose file is to be closed, and those that are.
		expect(guarantee('restored').sort()).toEqual([false, true]);
		expect(guarantee('closed')).toEqual([false, false]);
		// One has run past its last day.
		expect(town.digs.filter((d) => d.state === 'running' && d.ends_on < TODAY)).toHaveLength(1);
		const known = new Map(town.contractors.map((c) => [c.register_no, c.valid_until]));
		expect(town.digs.every((d) => d.contractor === null || known.has(d.contractor))).toBe(true);
		expect([...known.values()].some((day) => day < TODAY)).toBe(true);
		expect(new Set(town.digs.map((d) => d.unit)).size).toBe(5);
	});

	test('pavements are protected beyond today', () => {
		for (const { props } of town.layers.paving) {
			expect(String(props.paved_on) < TODAY).toBe(true);
			expect(String(props.protected_until) > TODAY).toBe(true);
		}
	});
});

describe('its people', () => {
	test('hold every role once, and a second planner works for another company', () => {
		for (const role of ROLES)
			expect(
				town.people.filter((p) => p.role === role && p.username === role),
				role
			).toHaveLength(1);
		const planners = town.people.filter((p) => p.role === 'utility_planner');
		expect(planners.map((p) => p.unit)).toEqual(['demo-telecom', 'demo-gas']);
		expect(new Set(town.people.map((p) => p.username)).size).toBe(town.people.length);
	});

	test('work in units that exist, whose parents stand before them', () => {
		const known = new Set<string>();
		for (const unit of town.units) {
			expect(unit.parent === null || known.has(unit.parent), unit.code).toBe(true);
			known.add(unit.code);
		}
		for (const p of town.people) expect(known.has(p.unit), p.username).toBe(true);
		for (const d of town.digs) expect(known.has(d.unit)).toBe(true);
		expect(town.units.filter((u) => u.kind === 'district')).toHaveLength(3);
		expect(town.units.filter((u) => u.kind === 'company')).toHaveLength(5);
	});
});
