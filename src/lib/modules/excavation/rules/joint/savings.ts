import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Piastres } from '#lib/kernel/money.ts';

/** A line of the ledger: what a party saved by one trench, or gives back when it is given up. */
export interface SavingRow {
	id: string;
	at: string;
	reference: string;
	title: string;
	lead: string;
	organisation: { code: string; name: Bilingual };
	piastres: Piastres;
	metres: number;
	days: number;
}

export interface SavingSum {
	piastres: Piastres;
	/** Metres of street not opened. */
	metres: number;
	days: number;
}

export interface SavingsOf extends SavingSum {
	code: string;
	name: Bilingual;
}

/** The state of the ledger at the end of a month (`YYYY-MM`): of the whole and of each organisation. */
export interface SavingPoint {
	month: string;
	total: Piastres;
	by: Record<string, Piastres>;
}

export interface Savings {
	total: SavingSum;
	organisations: SavingsOf[];
	points: SavingPoint[];
	/** Newest first. */
	rows: SavingRow[];
}

/** Sums the ledger: the whole, by organisation (the most first), and running by month without gaps. */
export function sumSavings(rows: readonly SavingRow[]): Savings {
	const inOrder = rows.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
	const organisations = new Map<string, SavingsOf>();
	for (const row of inOrder) {
		const { code, name } = row.organisation;
		const sum = organisations.get(code) ?? { code, name, ...NOTHING };
		organisations.set(code, { ...sum, ...plus(sum, row) });
	}
	return {
		total: inOrder.reduce<SavingSum>(plus, NOTHING),
		organisations: [...organisations.values()].sort((a, b) => b.piastres - a.piastres),
		points: running(inOrder),
		rows: inOrder.toReversed()
	};
}

const NOTHING: SavingSum = { piastres: 0, metres: 0, days: 0 };

function plus(sum: SavingSum, { piastres, metres, days }: SavingSum): SavingSum {
	return {
		piastres: sum.piastres + piastres,
		metres: Math.round((sum.metres + metres) * 100) / 100,
		days: sum.days + days
	};
}

function running(rows: readonly SavingRow[]): SavingPoint[] {
	const points: SavingPoint[] = [];
	for (const row of rows) {
		const month = row.at.slice(0, 7);
		for (let last = points.at(-1); last && last.month < month; last = points.at(-1))
			points.push({ ...last, by: { ...last.by }, month: after(last.month) });
		const point = points.at(-1) ?? { month, total: 0, by: {} };
		if (points.length === 0) points.push(point);
		point.total += row.piastres;
		point.by[row.organisation.code] = (point.by[row.organisation.code] ?? 0) + row.piastres;
	}
	return points;
}

function after(month: string): string {
	const [year, number] = month.split('-').map(Number) as [number, number];
	return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
