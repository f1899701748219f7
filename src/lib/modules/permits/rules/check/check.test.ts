import { describe, expect, test } from 'vitest';
import { codeOf, ruleSetOn } from '../code/code.ts';
import { RULE_SETS } from '../code/sets.ts';
import type { Place } from '../code/types.ts';
import { kindRules } from '../kinds/kinds.ts';
import type { PermitKind } from '../life/vocabulary.ts';
import { box, caseA, ZONE } from './case-a.fixture.ts';
import { checkProposal, verdictOfCheck } from './check.ts';
import type { Proposal, RuleResult } from './types.ts';

const of = (results: RuleResult[], rule: string, subject?: string) =>
	results.find((r) => r.rule === rule && (subject === undefined || r.subject === subject))!;
const failing = (p: Proposal) =>
	checkProposal(p)
		.filter((r) => r.status === 'fail')
		.map((r) => `${r.rule} ${r.subject}`);

describe('the plot of 400 square metres', () => {
	test('a building at every limit passes', () => {
		const results = checkProposal(caseA());
		expect(failing(caseA())).toEqual([]);
		expect(verdictOfCheck(results)).toBe('pass');
		expect(of(results, 'R03', 'front')).toMatchObject({ actual: 3, limit: 3, bound: 'min' });
		expect(of(results, 'R03', 'rear').actual).toBe(2);
		expect(of(results, 'R03', 'side').actual).toBe(2);
		expect(of(results, 'R04').actual).toBeCloseTo(60, 9);
		expect(of(results, 'R05').actual).toBeCloseTo(1.2, 9);
		expect(of(results, 'R06').actual).toBeCloseTo(10, 6);
		expect(of(results, 'R07', 'height')).toMatchObject({ actual: 15, limit: 15 });
	});

	test('what nothing could check is no pass', () => {
		expect(verdictOfCheck([])).toBe('not_checked');
		const verdict = (over: Partial<Proposal>) => verdictOfCheck(checkProposal(caseA(over)));
		expect(verdict({ streets: null })).toBe('not_checked');
		expect(verdict({ footprint: null })).toBe('not_checked');
		expect(verdict({ height_m: null })).toBe('not_checked');
		expect(verdict({ height_m: null, violations: [{ id: 'V', kind: 'removal_order' }] })).toBe('block');
		expect(verdict({ code: codeOf(null, { place: 'city', values: {} }) })).toBe('not_checked');
		// What nobody limits asks for nothing, and what the map does not know is not of the building.
		expect(verdict({ code: codeOf(null, { place: 'city', values: { max_height_m: 15 } }) })).toBe('pass');
		const village = codeOf(ruleSetOn(RULE_SETS, 'village', '2026-11-22'), { place: 'village', values: {} });
		const lane = [{ id: 's', name: null, right_of_way: box(499900, 799996.1, 220, 3.9) }];
		expect(verdict({ code: village, streets: lane, height_m: 3, floors: 1 })).toBe('not_checked');
	});

	test('half a metre out, a floor more and 16 m high fails in exactly four', () => {
		const p = caseA({ floors: 3, height_m: 16 }, 2.5);
		expect(failing(p)).toEqual(['R03 front', 'R04 footprint', 'R05 floors', 'R07 height']);
		const results = checkProposal(p);
		expect(of(results, 'R03', 'front')).toMatchObject({ actual: 2.5, limit: 3 });
		expect(of(results, 'R04').actual).toBeCloseTo(62, 9);
		expect(of(results, 'R05').actual).toBeCloseTo(1.86, 9);
		expect(of(results, 'R03', 'front').witness).toMatchObject({ type: 'LineString' });
		const [from, to] = (of(results, 'R03', 'front').witness as GeoJSON.LineString).coordinates;
		expect(from![1]).toBeCloseTo(800002.5, 6);
		expect(to![1]).toBeCloseTo(800000, 6);
	});

	test('a wall over the building line is a setback below nothing', () => {
		const results = checkProposal(caseA({}, -0.75));
		expect(of(results, 'R03', 'front').actual).toBeCloseTo(-0.75, 6);
		expect(of(results, 'R01', 'parcel')).toMatchObject({ status: 'fail', unit: 'm2' });
		expect(of(results, 'R01', 'parcel').actual).toBeCloseTo(12, 6);
		expect(of(results, 'R02').actual).toBeCloseTo(12, 6);
	});

	test('what has no layer, number or drawing is not checked, never passed', () => {
		const results = checkProposal(caseA({ streets: null, footprint: null }));
		for (const rule of ['R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R10', 'R15', 'R16', 'R18', 'R20', 'R21'])
			expect(of(results, rule), rule).toMatchObject({ status: 'not_checked' });
		expect(of(results, 'R07')).toMatchObject({ status: 'not_checked', reason: 'no_layer' });
		expect(of(results, 'R09').status).toBe('not_checked');
		expect(of(results, 'R13')).toMatchObject({ status: 'not_checked', reason: 'no_value' });
		const shops = checkProposal(caseA({ shop_floor: 3 }));
		expect(of(shops, 'R01', 'neighbour')).toMatchObject({ status: 'not_checked', reason: 'no_layer' });
		expect(of(shops, 'R14', 'shop_floor')).toMatchObject({ status: 'not_checked', reason: 'no_value' });
	});

	test('the area that was declared against the one that was drawn', () => {
		const declared = { parcel_m2: 370, footprint_m2: 241 };
		const results = checkProposal(caseA({ declared }));
		expect(of(results, 'R00', 'parcel')).toMatchObject({ status: 'fail', unit: 'pct' });
		expect(of(results, 'R00', 'parcel').actual).toBeCloseTo((30 / 370) * 100, 6);
		expect(of(results, 'R00', 'footprint').status).toBe('pass');
	});
});

describe('floor areas that are declared', () => {
	/** An outline of 570 square metres on a plot of 40 m by 40 m, by a limit of 1.35. */
	const ratio = (floors: number | null, floor_areas_m2: number[] | null, over: Partial<Proposal> = {}) =>
		of(
			checkProposal(
				caseA({
					code: codeOf(null, { place: 'city', values: { ...ZONE, floor_area_ratio: 1.35 } }),
					...{ parcel: box(500000, 800000, 40, 40), footprint: box(500002, 800003, 30, 19) },
					...{ floors, floor_areas_m2, ...over }
				})
			),
			'R05'
		);

	test('are no pass where the largest is far under the outline', () => {
		const told = ratio(6, [1, 1, 1, 1, 1, 1]);
		expect(told).toMatchObject({ status: 'not_checked', reason: 'areas_small', actual: null });
		expect(verdictOfCheck([told])).toBe('not_checked');
		expect(ratio(3, [512, 512, 512])).toMatchObject({ status: 'not_checked', reason: 'areas_small' });
		expect(ratio(3, [513, 513, 513]).status).toBe('pass');
		// What a drawn well takes of the outline is on no floor.
		expect(ratio(3, [490, 490, 490], { light_wells: [box(500010, 800010, 5, 6)] }).status).toBe('pass');
	});

	test('are no pass where one is smaller than any floor over such an outline', () => {
		for (const told of [
			[570, 1, 1],
			[570, 56, 57],
			[9, 570, 570],
			[570, 570, 9],
			[284, 284, 284]
		])
			expect(ratio(3, told).status, told.join()).toBe('not_checked');
		expect(ratio(3, [570, 1, 1])).toMatchObject({ reason: 'area_tiny', actual: null });
		// An entrance between columns, a room on the roof, a tower that stands back.
		for (const told of [
			[10, 570, 10],
			[570, 57, 57]
		])
			expect(ratio(3, told).status, told.join()).toBe('pass');
		expect(ratio(3, [570, 1, 1], { parcel: box(500000, 800000, 40, 10) }).status).toBe('fail');
	});

	test('are no pass where there are not as many as floors', () => {
		expect(ratio(5, [570, 570])).toMatchObject({ status: 'not_checked', reason: 'areas_count' });
		expect(ratio(1, [570, 570])).toMatchObject({ status: 'not_checked', reason: 'areas_count' });
		expect(ratio(1, [])).toMatchObject({ status: 'not_checked', reason: 'areas_count' });
		expect(ratio(null, [570])).toMatchObject({ status: 'not_checked', reason: 'no_number' });
		expect(ratio(0, null)).toMatchObject({ status: 'not_checked', reason: 'no_number' });
		expect(ratio(1, [570], { footprint: null })).toMatchObject({
			reason: 'no_footprint',
			status: 'not_checked'
		});
	});

	test('pass or fail as they are where the drawing bears them out', () => {
		expect(ratio(3, [570, 570, 570])).toMatchObject({ status: 'pass', actual: 1710 / 1600, reason: null });
		expect(ratio(5, [570, 570, 400, 300, 200])).toMatchObject({ status: 'pass', actual: 2040 / 1600 });
		// The ground floor may stand back beneath upper ones.
		expect(ratio(3, [400, 600, 600]).status).toBe('pass');
		expect(ratio(4, [570, 570, 570, 570])).toMatchObject({ status: 'fail', actual: 2280 / 1600 });
	});

	test('fail where the least that is built is too much already', () => {
		const parcel = box(500000, 800000, 40, 10.5);
		expect(ratio(6, [1, 1, 1, 1, 1, 1], { parcel })).toMatchObject({
			...{ status: 'fail', reason: 'areas_small', unit: 'ratio' }
		});
		expect(ratio(6, [1, 1, 1, 1, 1, 1], { parcel }).actual).toBeCloseTo(570 / 420, 9);
		expect(ratio(5, [1200, 1200])).toMatchObject({ status: 'fail', reason: 'areas_count', actual: 1.5 });
	});
});

describe('heights', () => {
	const height = (place: Place, day: string, width: number, over: Partial<Proposal> = {}) => {
		const code = codeOf(ruleSetOn(RULE_SETS, place, day), { place, values: {} });
		const right_of_way = box(499900, 800000 - width, 220, width);
		const streets = [{ id: 's', name: null, right_of_way }];
		return of(checkProposal(caseA({ code, streets, ...over })), place === 'city' ? 'R07' : 'R08', 'height');
	};

	test('a village builds by the table of 4, 6 and 8 metres', () => {
		expect(height('village', '2026-11-22', 4).limit).toBe(10);
		expect(height('village', '2026-11-22', 6).limit).toBe(13);
		expect(height('village', '2026-11-22', 8).limit).toBeCloseTo(16, 9);
		expect(height('village', '2026-11-22', 3.9)).toMatchObject({
			status: 'not_checked',
			reason: 'street_below_table'
		});
		expect(height('village', '2026-11-22', 8)).toMatchObject({
			rule_set: { id: 'village-2025' },
			unverified: false
		});
	});

	test('a town builds one and a half times the street, and says that nobody read the article', () => {
		expect(height('city', '2026-11-22', 10)).toMatchObject({ limit: 15, unverified: true });
		expect(height('city', '2026-11-22', 40)).toMatchObject({ limit: 36, unverified: true });
	});

	test('a case of 2022 is judged by the set of 2022', () => {
		expect(height('city', '2022-06-01', 7).limit).toBe(10);
		expect(height('city', '2022-06-01', 12).limit).toBe(13);
		expect(height('city', '2022-06-01', 12.5)).toMatchObject({ limit: 16, rule_set: { id: 'city-2021' } });
	});

	test('the plan of the zone wins over the street', () => {
		const code = codeOf(ruleSetOn(RULE_SETS, 'city', '2026-11-22'), {
			place: 'city',
			values: { max_height_m: 22 }
		});
		expect(height('city', '2026-11-22', 10, { code, height_m: 21 })).toMatchObject({
			status: 'pass',
			limit: 22,
			reason: 'plan_decides'
		});
	});

	test('the wider of two streets governs a corner, and each is listed', () => {
		const streets = [
			{ id: 'lane', name: null, right_of_way: box(499994, 799900, 6, 300) },
			{ id: 'road', name: null, right_of_way: box(499900, 799988, 220, 12) }
		];
		const results = checkProposal(caseA({ streets, height_m: 18 }));
		expect(of(results, 'R07', 'height')).toMatchObject({ status: 'pass', limit: 18 });
		expect(of(results, 'R09', 'governing')).toMatchObject({ of: 'road', limit: 18 });
		expect(of(results, 'R09', 'other').of).toBe('lane');
		expect(of(results, 'R09', 'other').limit).toBeCloseTo(9, 9);
		// The lane's side asks for the front's setback: two metres are not enough.
		expect(results.find((r) => r.rule === 'R03' && r.of === 'lane')).toMatchObject({
			status: 'fail',
			actual: 2
		});
	});
});

describe('the width of a street', () => {
	const surface = (...ring: [number, number][]): GeoJSON.Polygon => ({
		type: 'Polygon',
		coordinates: [[...ring, ring[0]!].map(([x, y]) => [500000 + x, 800000 + y])]
	});
	const widths = (parcel: GeoJSON.Polygon, streets: Record<string, GeoJSON.Polygon>) =>
		Object.fromEntries(
			checkProposal(
				caseA({
					parcel,
					footprint: null,
					streets: Object.entries(streets).map(([id, right_of_way]) => ({ id, name: null, right_of_way }))
				})
			)
				.filter((r) => r.rule === 'R06')
				.map((r) => [r.of, r.actual === null ? r.reason : Number(r.actual.toFixed(3))])
		);
	/** A road of 40 m to the south; a lane of 6 m to the west that takes half of the junction, corners cut by 3 m. */
	const road = surface([-3, -20], [3, 0], [80, 0], [80, -40], [-90, -40], [-90, 0], [-9, 0]);
	const lane = surface([-6, 3], [-9, 0], [-3, -20], [3, 0], [0, 3], [0, 90], [-6, 90]);

	test('is not measured from a cut corner, whichever street has it', () => {
		const plot = (front: number) => surface([3, 0], [20, 0], [20, 30], [0, 30], [0, front], [0, 3]);
		expect(widths(plot(20), { road, lane })).toEqual({ road: 40, lane: 6 });
		// Hardly more of the lane than the cut corner.
		const narrow = surface([3, 0], [20, 0], [20, 5.5], [0, 5.5], [0, 3]);
		expect(widths(narrow, { road, lane })).toEqual({ road: 40, lane: 6 });
		const corner = surface([3, 0], [20, 0], [20, 3.2], [0, 3.2], [0, 3]);
		expect(widths(corner, { road, lane })).toEqual({ road: 40, lane: 'no_width' });
	});

	test('is not that of the street whose mouth lies opposite', () => {
		// Opposite of the mouth and on both sides of it.
		const wide = surface([-20, -40], [-20, -60], [20, -60], [20, -40]);
		expect(widths(wide, { road, lane })).toEqual({ road: 40 });
		const before = surface([-5, -40], [-5, -60], [-1, -60], [-1, -40]);
		expect(widths(before, { road, lane })).toEqual({ road: 'no_width' });
	});

	test('is not how far one sees down a street from its end', () => {
		const end = surface([0, 0], [6, 0], [6, 20], [0, 20]);
		expect(widths(end, { blind: surface([0, 0], [0, -70], [6, -70], [6, 0]) })).toEqual({
			blind: 'no_width'
		});
	});

	test('that nobody could measure on one side of a corner says nothing against a height, and of the narrower nothing for it', () => {
		const streets = Object.entries({ road, lane }).map(([id, right_of_way]) => ({
			id,
			name: null,
			right_of_way
		}));
		const parcel = surface([-5, -40], [-5, -60], [-1, -60], [-1, -40]);
		const side = { id: 'side', name: null, right_of_way: surface([-1, -40], [-1, -90], [7, -90], [7, -40]) };
		const height = (height_m: number, corner_rule: 'widest' | 'narrowest') =>
			of(
				checkProposal(
					caseA({
						code: codeOf(null, { place: 'city', values: { ...ZONE, corner_rule } }),
						...{ parcel, footprint: null, streets: [...streets, side], height_m }
					})
				),
				'R07',
				'height'
			);
		expect(height(12, 'widest')).toMatchObject({ status: 'pass', limit: 12 });
		expect(height(13, 'widest')).toMatchObject({ status: 'not_checked', reason: 'no_width' });
		expect(height(11, 'narrowest')).toMatchObject({ status: 'not_checked', reason: 'no_width' });
	});
});

describe('the kind of permit', () => {
	const asked = (kind: PermitKind, over: Partial<Proposal> = {}) =>
		checkProposal(caseA({ scope: kindRules(kind, '2026-11-22'), ...over }));
	const rules = (results: RuleResult[]) => [...new Set(results.map((r) => r.rule))];
	const violations = [{ id: 'V-1', kind: 'removal_order' }];

	test('a demolition is held against what lies on and beside the plot, not as a new building', () => {
		const results = asked('demolition', {
			...{ floors: 12, height_m: 36, footprint: null, violations, constraints: [], digs: [] },
			utilities: [
				{
					id: 'gas',
					kind: 'gas',
					name: null,
					geometry: { type: 'Point', coordinates: [500010, 800010] }
				}
			]
		});
		expect(rules(results)).toEqual(['R00', 'R16', 'R17', 'R18', 'R19']);
		expect(of(results, 'R18')).toMatchObject({ of: 'gas', actual: 0 });
		expect(verdictOfCheck(results)).toBe('warn');
	});

	test('a fence by the building line around its plot, and by a height of its own where there is one', () => {
		const over = { footprint: null, height_m: null, floors: null };
		const results = asked('fence', over);
		expect(of(results, 'R02')).toMatchObject({ status: 'pass' });
		expect(rules(results)).not.toContain('R07');
		expect(verdictOfCheck(results)).toBe('pass');
		expect(of(asked('fence', { ...over, parcel: box(500000, 799999, 20, 21) }), 'R02')).toMatchObject({
			status: 'fail'
		});
		const code = codeOf(null, { place: 'city', values: { ...ZONE, fence_height_m: 2.5 } });
		expect(of(asked('fence', { ...over, code, height_m: 3 }), 'R07')).toMatchObject({
			status: 'fail',
			limit: 2.5
		});
		expect(verdictOfCheck(asked('fence', { ...over, code }))).toBe('not_checked');
	});

	test('finishing by constraints and violations alone, strengthening by no setback; the rest by everything', () => {
		expect(rules(asked('finishing', { constraints: [], violations }))).toEqual(['R16', 'R20']);
		expect(rules(asked('strengthening'))).not.toContain('R03');
		for (const kind of ['new', 'added_floors', 'amendment', 'completion'] as const)
			expect(rules(asked(kind))).toEqual(rules(checkProposal(caseA())));
	});
});

describe('what else a proposal meets', () => {
	test('a light well by its area and its narrowest', () => {
		const code = codeOf(null, { place: 'city', values: { light_well_area_m2: 10, light_well_side_m: 2.5 } });
		const results = checkProposal(caseA({ code, light_wells: [box(500008, 800008, 2.4, 5)] }));
		expect(of(results, 'R11', 'well_area').status).toBe('pass');
		expect(of(results, 'R11', 'well_side').actual).toBeCloseTo(2.4, 3);
		expect(of(results, 'R11', 'well_side').status).toBe('fail');
	});

	test('a cable under the building, an agency for antiquities, a dig at the gate, a narrow street', () => {
		const line = (y: number): GeoJSON.LineString => ({
			type: 'LineString',
			coordinates: [
				[499950, y],
				[500050, y]
			]
		});
		const results = checkProposal(
			caseA({
				code: codeOf(null, { place: 'city', values: { ...ZONE, min_street_m: 12 } }),
				utilities: [
					{ id: 'under', kind: 'telecom', name: null, geometry: line(800010) },
					{ id: 'near', kind: 'gas', name: null, geometry: line(800001.5) },
					{ id: 'far', kind: 'water', name: null, geometry: line(799995) }
				],
				constraints: [
					{
						id: 'a',
						kind: 'antiquities',
						name: null,
						agency: 'antiquities',
						geometry: box(500019, 800019, 50, 50)
					},
					{ id: 'b', kind: 'canal', name: null, agency: 'irrigation', geometry: line(800500) }
				],
				digs: [
					{
						id: 'EX-1',
						kind: 'dig',
						name: null,
						geometry: line(799997),
						start: '2027-01-01',
						end: '2027-01-09'
					}
				],
				works: { start: '2027-01-05', end: '2027-06-01' },
				violations: [{ id: 'V-1', kind: 'removal_order' }],
				cordon: box(499990, 799990, 20, 100)
			})
		);
		expect(results.filter((r) => r.rule === 'R18').map((r) => [r.of, r.actual])).toEqual([
			['under', 0],
			['near', 1.5]
		]);
		expect(results.filter((r) => r.rule === 'R16')).toMatchObject([
			{ of: 'a', status: 'fail', reason: 'agency_asked' }
		]);
		expect(of(results, 'R19')).toMatchObject({ of: 'EX-1', status: 'fail', severity: 'warn', actual: 3 });
		expect(of(results, 'R20')).toMatchObject({ of: 'V-1', status: 'fail' });
		expect(of(results, 'R15').actual).toBeCloseTo(200, 6);
		// Half of the two metres that the street lacks is one; the building stands three behind.
		expect(of(results, 'R13')).toMatchObject({ status: 'pass', reason: 'set_back_enough' });
	});

	test('what was built over the licensed line', () => {
		const outline = box(500002, 800001.8, 16, 16.2);
		const results = checkProposal(caseA({ as_built: { outline, height_m: 15.05 } }));
		expect(of(results, 'R22', 'outline').actual).toBeCloseTo(19.2, 6);
		expect(of(results, 'R22', 'over_line').actual).toBeCloseTo(1.2, 6);
		expect(of(results, 'R22', 'height').status).toBe('pass');
	});

	test('four floors need the insurance of article 46, and so does a million', () => {
		const code = codeOf(ruleSetOn(RULE_SETS, 'city', '2026-11-22'), { place: 'city', values: {} });
		const insured = (over: Partial<Proposal>) => of(checkProposal(caseA({ code, ...over })), 'R17');
		expect(insured({ floors: 4 })).toMatchObject({ status: 'fail', reason: 'insurance_needed', actual: 4 });
		expect(insured({ floors: 4, insured: true }).status).toBe('pass');
		expect(insured({ works_value_egp: 1_000_000 }).status).toBe('fail');
		expect(insured({ works_value_egp: 999_999 }).status).toBe('pass');
		expect(insured({}).status).toBe('not_checked');
		expect(insured({ floors: null, works_value_egp: 999_999 }).status).toBe('not_checked');
		// Of what is declared and what unit costs come to the greater counts, and a value far below them is told.
		const low = { works_value_egp: 300_000, reckoned_value_egp: 1_200_000 };
		expect(insured(low)).toMatchObject({ status: 'fail', actual: 1_200_000, limit: 1_000_000 });
		const declared = (over: Partial<Proposal>) =>
			of(checkProposal(caseA({ code, ...over })), 'R17', 'works_value');
		expect(declared(low)).toMatchObject({
			...{ status: 'fail', severity: 'warn', reason: 'value_low', actual: 300_000, limit: 1_080_000 },
			unverified: true
		});
		expect(declared({ ...low, works_value_egp: 1_080_000 }).status).toBe('pass');
		expect(declared({ works_value_egp: 5 })).toBeUndefined();
	});
});
