import { expect, it } from 'vitest';
import { sumSavings, type SavingRow } from './index.ts';

const row = (
	id: string,
	at: string,
	code: string,
	piastres: number,
	more: Partial<SavingRow> = {}
): SavingRow => ({
	...{ id, at, piastres, reference: id, title: id, lead: 'EX-2026-000001', metres: 0, days: 0 },
	organisation: { code, name: { ar: code, en: code } },
	...more
});

it('the ledger runs on by month, month after month, by organisation', () => {
	const savings = sumSavings([
		row('3', '2027-01-20', 'gas', -300),
		row('1', '2026-10-02', 'water', 500, { metres: 40.5, days: 9 }),
		row('2', '2026-10-02', 'gas', 700)
	]);
	expect(savings.total).toEqual({ piastres: 900, metres: 40.5, days: 9 });
	expect(savings.organisations.map((o) => [o.code, o.piastres])).toEqual([
		['water', 500],
		['gas', 400]
	]);
	expect(savings.points).toEqual([
		{ month: '2026-10', total: 1200, by: { water: 500, gas: 700 } },
		{ month: '2026-11', total: 1200, by: { water: 500, gas: 700 } },
		{ month: '2026-12', total: 1200, by: { water: 500, gas: 700 } },
		{ month: '2027-01', total: 900, by: { water: 500, gas: 400 } }
	]);
	expect(savings.rows.map((r) => r.id)).toEqual(['3', '2', '1']);
});

it('an empty ledger is no error', () => {
	expect(sumSavings([])).toEqual({
		total: { piastres: 0, metres: 0, days: 0 },
		organisations: [],
		points: [],
		rows: []
	});
});
