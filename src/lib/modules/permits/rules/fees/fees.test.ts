import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/kernel/dates.ts';
import { feeCaseOf, feesOfCase, QuoteFees, SetFeeFormula, type FeeFormula, type Formula } from './index.ts';
import { aCase, aRow, cost, dated } from './fees.fixture.ts';

const one = (formula: Formula, more: Partial<FeeFormula> = {}) => [
	aRow(formula, more),
	cost('residential', 100_000)
];
const paid = (rows: FeeFormula[], asked = aCase()) =>
	feesOfCase(asked, rows).lines.map((l) => [l.figures, l.amount]);

describe('the kind of works', () => {
	const civil = aRow({
		kind: 'per_unit',
		of: 'ground_area',
		rate: 100,
		when: [{ of: 'height', over: 1600 }]
	});

	it('does not ask a fence how high its building is', () => {
		const fence = { floors: [], basements: [], fence_length: 50_00, height: null, units: null };
		const rows = [civil, cost('fence', 1_500_00), aRow({ kind: 'percent', rate: 2_000 }, { fee: 'b' })];
		const { gaps, lines } = feesOfCase(aCase({ permit_type: 'fence', ...fence }), rows);
		expect(gaps).toEqual([]);
		expect(lines.map((l) => l.figures)).toEqual(['75000.00 × 0.2%']);
		expect(feesOfCase(aCase({ height: null }), rows).gaps).toMatchObject([{ of: 'height' }, { fee: 'b' }]);
	});

	it('takes the greater of the declared and the reckoned value, and of a demolition what is declared', () => {
		const rate: Formula = { kind: 'percent', rate: 2_000, when: [{ of: 'works_value', from: 1_000_000_00 }] };
		const worth = (declared_value: number | null, more: object = {}) => {
			const { works_value, lines } = feesOfCase(aCase({ declared_value, ...more }), [
				aRow(rate),
				cost('residential', 2_500_00)
			]);
			return [works_value?.amount, works_value?.reckoned, lines[0]?.amount, lines[0]?.unit_cost_ids.length];
		};
		// 482 m² at 2500 pounds.
		expect(worth(300_000_00)).toEqual([1_205_000_00, 1_205_000_00, 2_410_00, 1]);
		expect(worth(2_000_000_00)).toEqual([2_000_000_00, 1_205_000_00, 4_000_00, 0]);
		expect(worth(300_000_00, { permit_type: 'demolition' })).toEqual([
			300_000_00,
			null,
			undefined,
			undefined
		]);
		expect(worth(null, { permit_type: 'demolition' })[0]).toBe(1_205_000_00);
	});
});

describe('a line of every kind', () => {
	it.each<[string, Formula, [string, number][]]>([
		['flat', { kind: 'flat', amount: 114_00 }, [['114.00', 114_00]]],
		['per unit', { kind: 'per_unit', of: 'floors', rate: 50_00 }, [['4 × 50.00', 200_00]]],
		['per square metre', { kind: 'per_unit', of: 'ground_area', rate: 4_00 }, [['120.5 × 4.00', 482_00]]],
		// 4 x 120.5 m² at 1000 pounds = 482 000 pounds
		['percent', { kind: 'percent', rate: 2_000 }, [['482000.00 × 0.2%', 964_00]]],
		[
			'slices',
			{
				kind: 'tiered',
				of: 'plot_area',
				by: 'slices',
				tiers: [
					{ up_to: 100_00, rate: 1_00 },
					{ up_to: 200_00, rate: 2_00 },
					{ up_to: null, rate: 3_00 }
				]
			},
			[['100 × 1.00 + 100 × 2.00 + 50 × 3.00', 450_00]]
		],
		[
			'steps',
			{
				kind: 'tiered',
				of: 'works_value',
				by: 'steps',
				tiers: [
					{ up_to: 482_000_00, rate: 125_00 },
					{ up_to: null, rate: 300_00 }
				]
			},
			[['482000.00', 125_00]]
		],
		['least', { kind: 'flat', amount: 5_00, min: 10_00 }, [['5.00', 10_00]]],
		['most', { kind: 'per_unit', of: 'floors', rate: 500_00, max: 1_000_00 }, [['4 × 500.00', 1_000_00]]],
		['a condition that fails', { kind: 'flat', amount: 5_00, when: [{ of: 'plot_area', over: 250_00 }] }, []],
		[
			'one of two conditions',
			{
				kind: 'flat',
				amount: 5_00,
				when: [
					{ of: 'plot_area', over: 250_00 },
					{ of: 'floors', from: 400 }
				]
			},
			[['5.00', 5_00]]
		]
	])('%s', (_, formula, lines) => expect(paid(one(formula))).toEqual(lines));

	it('grows by compound years, each on its anniversary, with its bounds where they grow', () => {
		const index = { rate: 30_000, since: '2009-02-01', bounds: true };
		const rows = one({ kind: 'per_unit', of: 'floors', rate: 200_00, max: 1_000_00, index });
		const on = (day: string) => feesOfCase(aCase({ on: day }), rows).lines[0];
		// 800 x 1.03^16 = 1283.765…; x 1.03^17 = 1322.278…
		expect(on('2026-01-31')).toMatchObject({
			amount: 1_283_77,
			figures: '4 × 200.00 × 1.03^16',
			max: 1_604_71
		});
		expect(on('2026-02-01')).toMatchObject({
			amount: 1_322_28,
			figures: '4 × 200.00 × 1.03^17',
			bound: null
		});
		const many = aCase({ floors: Array.from({ length: 9 }, () => ({ use: 'residential', area: 100_00 })) });
		expect(feesOfCase(many, rows).lines[0]).toMatchObject({ bound: 'max', amount: 1_652_85, max: 1_652_85 });
	});

	it('carries the row it stands on, and is unverified where a unit cost under it is', () => {
		const rows = [
			aRow({ kind: 'percent', rate: 2_000 }, { unverified: false }),
			cost('residential', 100_000)
		];
		const [row, under] = rows as [FeeFormula, FeeFormula];
		expect(feesOfCase(aCase(), rows)).toMatchObject({
			unverified: true,
			lines: [
				{
					formula_id: row.id,
					version: row.version,
					source: 'test',
					unit_cost_ids: [under.id],
					unverified: true
				}
			]
		});
	});
});

describe('the row of the day', () => {
	it('is the old one before a change, the new one from its day on', () => {
		const rows = dated(['2000-01-01', 100], ['2026-07-01', 300]);
		const on = (day: string) => feesOfCase(aCase({ on: day }), rows).total;
		expect([on('2026-06-30'), on('2026-07-01'), on('1999-12-31')]).toEqual([100, 300, 0]);
	});

	it('is the most particular one, and none where that one has ended', () => {
		const general = aRow({ kind: 'flat', amount: 1 });
		const village = aRow({ kind: 'flat', amount: 2 }, { place: 'village' });
		const type = aRow({ kind: 'flat', amount: 3 }, { permit_type: 'new' });
		const ended = aRow({ kind: 'ended' }, { permit_type: 'new', place: 'village' });
		const total = (...rows: FeeFormula[]) => feesOfCase(aCase({ place: 'village' }), rows).total;
		expect([total(general), total(general, village), total(village, type, general)]).toEqual([1, 2, 3]);
		expect(total(general, village, type, ended)).toBe(0);
	});
});

describe('what is not known', () => {
	it('is a gap, not nothing', () => {
		const rows = [
			aRow({ kind: 'percent', rate: 2_000 }),
			aRow({ kind: 'per_unit', of: 'units', rate: 5 }, { fee: 'b' })
		];
		const { gaps, lines } = feesOfCase(aCase({ units: null, exemptions: ['nobody'] }), rows);
		expect(lines).toEqual([]);
		expect(gaps.map((g) => [g.fee, g.reason, g.of])).toEqual([
			['every_fee', 'no_exemption', 'nobody'],
			['a', 'no_unit_cost', 'residential'],
			['b', 'no_quantity', 'units']
		]);
	});
});

describe('an exemption', () => {
	const off = (share: number, fee: string, variant: string) =>
		aRow({ kind: 'exemption', share }, { fee, variant, stage: null, article: 'art. 1' });

	it('is a line of its own with its article; of several the best counts', () => {
		const rows = [
			...one({ kind: 'flat', amount: 333 }),
			off(500_000, 'every_fee', 'worship'),
			off(250_000, 'a', 'state')
		];
		const fees = feesOfCase(aCase({ exemptions: ['worship', 'state'] }), rows);
		expect(fees.lines.map((l) => [l.exemption, l.amount, l.article])).toEqual([
			[null, 333, null],
			['worship', -167, 'art. 1']
		]);
		expect(fees.total).toBe(166);
		expect(feesOfCase(aCase(), rows).total).toBe(333);
	});
});

describe('for all cases', () => {
	const amount = fc.integer({ min: 0, max: 1_000_000 });
	const quantity = fc.constantFrom('floors', 'floor_area', 'plot_area', 'fence_length', 'units');
	const share = fc.integer({ min: 0, max: 1_000_000 });
	const tiered = (of: fc.Arbitrary<string>, rate: fc.Arbitrary<number>) =>
		fc.record({
			kind: fc.constant('tiered'),
			of,
			by: fc.constant('slices'),
			tiers: fc
				.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 50_000 }), rate, rate, rate)
				.map(([a, b, x, y, z]) => [
					{ up_to: a, rate: x },
					{ up_to: a + b, rate: y },
					{ up_to: null, rate: z }
				])
		});
	const formula = fc.oneof(
		fc.record({ kind: fc.constant('flat'), amount }),
		fc.record({ kind: fc.constant('per_unit'), of: quantity, rate: amount }),
		fc.record({ kind: fc.constant('percent'), rate: share }),
		tiered(quantity, amount),
		tiered(fc.constant('works_value'), share)
	);
	const around = fc.record(
		{
			bounds: fc.tuple(amount, amount),
			index: fc.record({
				rate: fc.integer({ min: 0, max: 100_000 }),
				since: fc.integer({ min: 0, max: 20_000 }).map((d) => addDays('1990-01-01', d)),
				bounds: fc.boolean()
			})
		},
		{ requiredKeys: [] }
	);
	const aFormula = fc.tuple(formula, around).map(([f, { bounds, index }]) => {
		const [min, max] = bounds ? [...bounds].sort((a, b) => a - b) : [];
		return { ...f, ...(bounds ? { min, max } : {}), ...(index ? { index } : {}) } as Formula;
	});
	const sizes = fc.record({
		on: fc.integer({ min: 0, max: 20_000 }).map((d) => addDays('1990-01-01', d)),
		areas: fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 12 }),
		plot_area: fc.integer({ min: 0, max: 1_000_000 }),
		fence_length: fc.integer({ min: 0, max: 100_000 }),
		units: fc.integer({ min: 0, max: 500 })
	});
	type Sizes = typeof sizes extends fc.Arbitrary<infer T> ? T : never;
	const sized = ({ areas, ...more }: Sizes) =>
		aCase({ ...more, floors: areas.map((area) => ({ use: 'residential', area })) });
	const EVER = { valid_from: '1900-01-01' };
	const costs = [cost('residential', 123_457), cost('fence', 77_777)];

	it('the lines add up to the total, the stages too; each is whole piastres between its bounds', () => {
		fc.assert(
			fc.property(
				fc.array(aFormula, { minLength: 1, maxLength: 6 }),
				sizes,
				amount,
				(formulas, size, share) => {
					const rows = formulas.map((f, i) => aRow(f, { ...EVER, fee: `fee_${i}` }));
					const off = aRow(
						{ kind: 'exemption', share: share % 1_000_001 },
						{ ...EVER, fee: 'every_fee', variant: 'x', stage: null }
					);
					const fees = feesOfCase({ ...sized(size), exemptions: ['x'] }, [...rows, ...costs, off]);
					expect(fees.lines.reduce((sum, l) => sum + l.amount, 0)).toBe(fees.total);
					expect(fees.by_stage.reduce((sum, s) => sum + s.amount, 0)).toBe(fees.total);
					expect(fees.total).toBeGreaterThanOrEqual(0);
					for (const line of fees.lines) {
						expect(Number.isSafeInteger(line.amount)).toBe(true);
						if (line.min !== null) expect(line.amount).toBeGreaterThanOrEqual(line.min);
						if (line.max !== null) expect(line.amount).toBeLessThanOrEqual(line.max);
					}
				}
			),
			{ numRuns: 150 }
		);
	});

	it('more is never cheaper', () => {
		fc.assert(
			fc.property(aFormula, sizes, sizes, (f, a, b) => {
				const rows = [aRow(f, EVER), ...costs];
				const more: Sizes = {
					on: a.on,
					areas: a.areas.map((x, i) => x + (b.areas[i] ?? 0)).concat(b.areas.slice(a.areas.length)),
					plot_area: a.plot_area + b.plot_area,
					fence_length: a.fence_length + b.fence_length,
					units: a.units + b.units
				};
				expect(feesOfCase(sized(more), rows).total).toBeGreaterThanOrEqual(feesOfCase(sized(a), rows).total);
			}),
			{ numRuns: 150 }
		);
	});

	it('an index of n years is the rate n times over', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 40 }),
				fc.integer({ min: 0, max: 200_000 }),
				fc.integer({ min: 1, max: 10_000_000 }),
				(years, rate, flat) => {
					const index = { rate, since: '1990-03-01', bounds: false };
					const rows = [aRow({ kind: 'flat', amount: flat, index }, EVER)];
					const { total } = feesOfCase(aCase({ on: `${1990 + years}-03-01` }), rows);
					let expected = flat;
					for (let i = 0; i < years; i++) expected *= 1 + rate / 1e6;
					expect(Math.abs(total - expected)).toBeLessThan(0.51 + expected * 1e-12);
					// The day before the anniversary the last year has not been added.
					const before = feesOfCase(aCase({ on: addDays(`${1990 + years}-03-01`, -1) }), rows).total;
					expect(before).toBeLessThanOrEqual(total);
				}
			),
			{ numRuns: 150 }
		);
	});
});

describe('what is sent', () => {
	const quote = { place: 'city', permit_type: 'new', floors: [{ use: 'residential', area_m2: 1.005 }] };

	it('is taken to the hundredth as it is written', () => {
		expect(feeCaseOf(QuoteFees.parse(quote), '2026-11-22')).toMatchObject({
			on: '2026-11-22',
			floors: [{ area: 101 }]
		});
		expect(
			feeCaseOf(QuoteFees.parse({ ...quote, floors: null, permit_type: 'fence' }), '2026-11-22').floors
		).toEqual([]);
	});

	it.each([
		['a charge without its stage', { stage: null }],
		[
			'an exemption without an article',
			{ stage: null, variant: 'x', formula: { kind: 'exemption', share: 1 } }
		],
		['a least above the most', { formula: { kind: 'flat', amount: 1, min: 2, max: 1 } }],
		['pounds for a pound of value', { formula: { kind: 'per_unit', of: 'works_value', rate: 1 } }],
		['a part of a piastre', { formula: { kind: 'flat', amount: 1.5 } }],
		[
			'tiers that end too early',
			{ formula: { kind: 'tiered', of: 'units', by: 'steps', tiers: [{ up_to: 1, rate: 1 }] } }
		],
		['a unit cost of another fee', { stage: null, variant: 'x', formula: { kind: 'unit_cost', rate: 1 } }]
	])('refuses %s', (_, more) => {
		const row = {
			fee: 'a',
			title: { ar: 'أ', en: 'a' },
			stage: 'issue',
			formula: { kind: 'flat', amount: 1 },
			valid_from: '2026-01-01',
			source: 'test'
		};
		expect(SetFeeFormula.safeParse(row).success).toBe(true);
		expect(SetFeeFormula.safeParse({ ...row, ...more }).success).toBe(false);
	});
});
