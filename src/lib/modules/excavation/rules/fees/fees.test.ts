import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, diffDays } from '#lib/kernel/dates.ts';
import { slowFees } from '../../../../../../tests/builders/slow-fees.ts';
import { roundHalfUp } from '#lib/kernel/exact.ts';
import {
	depositBalance,
	feesOf,
	overrunOf,
	releaseObstacle,
	ROAD_GRADES,
	type FeeWork,
	type TariffItem,
	type TariffRow
} from './index.ts';

let made = 0;
function row(item: TariffItem, value: number, more: Partial<TariffRow> = {}): TariffRow {
	const valid = { valid_from: '2000-01-01', valid_to: null };
	return {
		id: String(++made),
		item,
		grade: null,
		surface: null,
		value,
		...valid,
		origin: 'test',
		verified: true,
		...more
	};
}
const asphalt = (value: number, more: Partial<TariffRow> = {}) =>
	row('restoration', value, { grade: 'first', surface: 'asphalt', ...more });
const until = (day: string) => ({ valid_to: day });
const since = (day: string) => ({ valid_from: day });

/** 12.50 m² of a first-grade road in asphalt, nine days. */
function work(more: Partial<FeeWork> = {}): FeeWork {
	return {
		window: { start: '2026-12-28', end: '2027-01-05' },
		category: 'standard',
		parts: [{ grade: 'first', surface: 'asphalt', protected: false, area: 1250 }],
		...more
	};
}

describe('what a work pays', () => {
	it('is area by price, supervision and deposit as percentages of it', () => {
		const tariff = [asphalt(450_00), row('supervision_rate', 1000), row('deposit_rate', 2500)];
		const fees = feesOf(work(), tariff);
		expect(fees).toMatchObject({
			restoration: 562_500,
			minimum: 0,
			supervision: 56_250,
			total: 618_750,
			deposit: 140_625,
			gaps: [],
			verified: true
		});
		expect(fees.lines.map((l) => [l.item, l.formula, l.amount])).toEqual([
			['restoration', '12.50 × 450.00', 562_500],
			['supervision_rate', '5625.00 × 10%', 56_250],
			['deposit_rate', '5625.00 × 25%', 140_625]
		]);
	});

	it('splits by days where the tariff changes: four days of the old price, five of the new', () => {
		const tariff = [asphalt(100_00, until('2026-12-31')), asphalt(200_01, since('2027-01-01'))];
		const fees = feesOf(work(), tariff);
		// 12.5 x 10000 x 4/9 = 55 555.5…; 12.5 x 20001 x 5/9 = 138 895.8…; together 194 451.388…
		expect(fees.lines.map((l) => [l.days, l.formula, l.amount, l.tariff_from])).toEqual([
			[4, '12.50 × 100.00 × 4/9', 55_556, '2000-01-01'],
			[5, '12.50 × 200.01 × 5/9', 138_895, '2027-01-01']
		]);
		expect(fees.total).toBe(194_451);
	});

	it('does not split where a change is of something else', () => {
		const other = row('restoration', 5, { grade: 'third', surface: 'tiles', ...since('2027-01-01') });
		expect(feesOf(work(), [asphalt(450_00), other]).lines).toHaveLength(1);
	});

	it('doubles for an emergency on a protected pavement, only there, and only if the table says so', () => {
		const protectedPart = { ...work().parts[0]!, protected: true };
		const parts = [...work().parts, protectedPart];
		const tariff = [asphalt(450_00), row('emergency_factor', 200)];
		expect(feesOf(work({ parts, category: 'emergency' }), tariff).restoration).toBe(3 * 562_500);
		expect(feesOf(work({ parts, category: 'urgent' }), tariff).restoration).toBe(2 * 562_500);
		expect(feesOf(work({ parts, category: 'emergency' }), [asphalt(450_00)]).restoration).toBe(2 * 562_500);
	});

	it('is never less than the least, by the tariff of the first day', () => {
		const tariff = [
			asphalt(10_00),
			row('minimum', 500_00, until('2026-12-28')),
			row('minimum', 900_00, since('2026-12-29'))
		];
		const fees = feesOf(work(), tariff);
		expect(fees).toMatchObject({ restoration: 12_500, minimum: 37_500, total: 50_000 });
		expect(fees.lines.at(-1)).toMatchObject({ item: 'minimum', formula: '500.00 − 125.00' });
		expect(feesOf(work({ parts: [] }), tariff).total).toBe(0);
	});

	it('names the days without a price instead of charging nothing in silence', () => {
		const fees = feesOf(work(), [asphalt(100_00, since('2027-01-01'))]);
		expect(fees.gaps).toEqual([
			{
				item: 'restoration',
				grade: 'first',
				surface: 'asphalt',
				window: { start: '2026-12-28', end: '2026-12-31' }
			}
		]);
	});

	it('is unverified while one price is', () => {
		expect(feesOf(work(), [asphalt(1), row('deposit_rate', 1, { verified: false })]).verified).toBe(false);
	});

	it('rounds a half up, and only there', () => {
		expect([roundHalfUp(5n, 10n), roundHalfUp(49n, 100n), roundHalfUp(15n, 10n)]).toEqual([1n, 0n, 2n]);
	});
});

describe('days after the permitted end', () => {
	const tariff = [
		row('overrun_day', 3000_00, { grade: 'first', ...until('2027-01-07') }),
		row('overrun_day', 4000_00, { grade: 'first', ...since('2027-01-08') }),
		row('overrun_day', 1000_00, { grade: 'third' })
	];
	const run = (last: string) =>
		overrunOf({ permitted_end: '2027-01-05', last, grades: ['third', 'first'] }, tariff);

	it('are charged by the day, each at its own price, by the best road', () => {
		expect(run('2027-01-05')).toBeNull();
		expect(run('2027-01-09')).toMatchObject({
			days: 4,
			amount: 2 * 3000_00 + 2 * 4000_00,
			lines: [{ formula: '2 × 3000.00' }, { formula: '2 × 4000.00' }]
		});
	});
});

describe('a deposit', () => {
	const after = { state: 'restored' as const, guarantee_until: '2027-06-30' };

	it('goes back when the surface is restored and the guarantee has ended', () => {
		expect(releaseObstacle(after, 100, '2027-07-01')).toBeNull();
		expect(releaseObstacle(after, 100, '2027-06-30')).toBe('guarantee_running');
		expect(releaseObstacle({ ...after, guarantee_until: null }, 100, '2027-07-01')).toBe('guarantee_unknown');
		expect(releaseObstacle({ ...after, state: 'finished' }, 100, '2027-07-01')).toBe('not_restored');
		expect(releaseObstacle({ ...after, open_defects: 1 }, 100, '2027-07-01')).toBe('defects_open');
		expect(releaseObstacle(after, 0, '2027-07-01')).toBe('nothing_held');
	});

	it('is what was held less what went', () => {
		const moves = [
			{ kind: 'held', amount: 100 },
			{ kind: 'cancelled', amount: 100 },
			{ kind: 'held', amount: 90 },
			{ kind: 'forfeited', amount: 20 },
			{ kind: 'released', amount: 70 }
		] as const;
		expect(depositBalance(moves)).toBe(0);
	});
});

describe('any work under any tariff', () => {
	const START = '2026-12-01';
	const SURFACES = ['asphalt', 'tiles'] as const;
	const day = (at: number) => addDays(START, at);
	/** The rows of one thing, one after the other, with a gap now and then. */
	const dated = (item: TariffItem, keys: Partial<TariffRow>, most: number) =>
		fc
			.array(
				fc.record({
					days: fc.integer({ min: 1, max: 9 }),
					value: fc.integer({ min: 0, max: most }),
					gap: fc.boolean()
				}),
				{ maxLength: 5 }
			)
			.map((parts) => {
				let from = -3;
				return parts.flatMap(({ days, value, gap }) => {
					const valid = { valid_from: day(from), valid_to: day(from + days - 1) };
					from += days;
					return gap ? [] : [row(item, value, { ...keys, ...valid, verified: value % 2 === 0 })];
				});
			});
	const tariffs = fc
		.tuple(
			...ROAD_GRADES.slice(0, 2).flatMap((grade) =>
				SURFACES.map((surface) => dated('restoration', { grade, surface }, 200_000))
			),
			dated('supervision_rate', {}, 3000),
			dated('supervision_flat', {}, 100_000),
			dated('deposit_rate', {}, 5000),
			dated('minimum', {}, 500_000),
			dated('emergency_factor', {}, 300)
		)
		.map((lists) => lists.flat());
	const works = fc
		.record({
			start: fc.integer({ min: 0, max: 20 }),
			length: fc.integer({ min: 0, max: 30 }),
			category: fc.constantFrom('emergency' as const, 'standard' as const),
			parts: fc.array(
				fc.record({
					grade: fc.constantFrom(...ROAD_GRADES.slice(0, 2)),
					surface: fc.constantFrom(...SURFACES),
					protected: fc.boolean(),
					area: fc.integer({ min: 0, max: 500_000 })
				}),
				{ maxLength: 4 }
			)
		})
		.map(({ start, length, ...w }) => ({ ...w, window: { start: day(start), end: day(start + length) } }));

	it('pays exactly what a slow reckoning day by day with fractions says, and its lines add up', () => {
		fc.assert(
			fc.property(works, tariffs, (w, tariff) => {
				const fees = feesOf(w, tariff);
				const { missing, ...slow } = slowFees(w, tariff);
				expect(fees).toMatchObject(slow);
				const of = (...items: string[]) =>
					fees.lines.filter((l) => items.includes(l.item)).reduce((sum, l) => sum + l.amount, 0);
				expect(of('restoration')).toBe(slow.restoration);
				expect(of('supervision_rate', 'supervision_flat')).toBe(slow.supervision);
				expect(of('restoration', 'minimum', 'supervision_rate', 'supervision_flat')).toBe(fees.total);
				expect(of('deposit_rate')).toBe(slow.deposit);
				const unpriced = fees.gaps.reduce((n, g) => n + diffDays(g.window.start, g.window.end) + 1, 0);
				expect(unpriced).toBe(missing);
			}),
			{ numRuns: 400 }
		);
	});

	it('costs the same however its prices are cut into rows of the same price', () => {
		fc.assert(
			fc.property(
				works,
				fc.integer({ min: 1, max: 99_999 }),
				fc.integer({ min: 1, max: 40 }),
				(w, price, at) => {
					const keys = { surface: 'asphalt' as const, grade: 'first' as const };
					const parts = w.parts.map((p) => ({ ...p, ...keys }));
					const whole = [row('restoration', price, keys), row('deposit_rate', 1234)];
					const cut = [
						row('restoration', price, { ...keys, valid_to: day(at) }),
						row('restoration', price, { ...keys, valid_from: day(at + 1) }),
						row('deposit_rate', 1234, { valid_to: day(at + 2) }),
						row('deposit_rate', 1234, { valid_from: day(at + 3) })
					];
					const [a, b] = [feesOf({ ...w, parts }, whole), feesOf({ ...w, parts }, cut)];
					expect([b.total, b.deposit]).toEqual([a.total, a.deposit]);
				}
			)
		);
	});
});
