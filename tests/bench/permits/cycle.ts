import {
	actOnPermit,
	attachDocuments,
	openPermit,
	permitDocuments
} from '#lib/modules/permits/server/index.ts';
import type { PermitStep } from '#lib/modules/permits/rules/index.ts';
import type { Ctx } from '#lib/server/context.ts';
import type pg from 'pg';
import { aPaper, HOUSE } from '../../builders/permit-file.ts';
import type { House } from './house.ts';

/** A plot that nothing forbids to build on, with the district it lies in. */
export interface BenchPlot {
	id: string;
	district: number;
	x: number;
	y: number;
}

/** Milliseconds of each step, by its name. */
export type Times = Map<string, number[]>;

/** So many plots that no constraint and no violation touches and that nobody has a licence for, all over the city. */
export async function freePlots(pool: pg.Pool, count: number, districts: number): Promise<BenchPlot[]> {
	const { rows } = await pool.query<BenchPlot>(
		`select p.id::text, least($2 - 1, floor($2 * (st_xmin(p.geom) - e.west) / (e.east - e.west)))::int as district,
			st_xmin(p.geom) as x, st_ymin(p.geom) as y
		from parcels p, (select min(st_xmin(geom)) as west, max(st_xmax(geom)) as east from parcels) e
		where not exists (select from constraints c where c.kind <> 'cordon' and st_intersects(c.geom, st_expand(p.geom, 5)))
			and not exists (select from violations v where st_intersects(v.geom, st_expand(p.geom, 1)))
			and not exists (select from permit l where l.parcel_id = p.id and l.state in ('issued', 'suspended'))
		order by md5(p.id::text) limit $1`,
		[count, districts]
	);
	return rows;
}

const EXAMINED = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`);
/** Papers of a new building of this size, as its checklist asks for them. */
let kinds: string[] | undefined;

/** One step of a case by whoever it belongs to. */
interface Stage {
	name: string;
	take: () => Promise<unknown>;
}

/**
 * One case from the draft to the licence, each step by whoever it belongs to: opened (at the window or by an engineer),
 * every paper brought, handed in and judged by the rules, paid, taken in, accepted and drawn, reviewed, recommended,
 * approved, paid, issued; the paper of the licence is set when somebody asks for it.
 */
function aCase(house: House, plot: BenchPlot, n: number): { stages: Stage[]; reference: () => string } {
	const { district: d } = plot;
	const clerk = house.officer(d, 'window_clerk', n);
	const asker = n % 2 === 0 ? clerk : house.engineer(n);
	const cashier = house.officer(d, 'cashier', n);
	const head = house.officer(d, 'head_of_engineering', n);
	let [ref, applied_on, due]: [string, string, PermitStep['due']] = ['', '', undefined];
	const open = async () => {
		const { answer } = await openPermit(asker, question(plot, n));
		[ref, applied_on] = [answer.reference, answer.applied_on];
		kinds ??= (await permitDocuments(asker, ref)).missing.map((line) => line.kind);
	};
	const attach = () =>
		attachDocuments(
			asker,
			ref,
			kinds!.map((kind) => ({ kind, bytes: aPaper(`${ref} ${kind}`), name: `${kind}.pdf` }))
		);
	const act = async (ctx: Ctx, action: string, input: unknown = {}) => {
		const { answer } = await actOnPermit(ctx, ref, action, input);
		due = answer.due;
		return answer;
	};
	let picked: string | undefined;
	const reviewer = async () => house.byId((picked ??= await pickedOf(clerk, ref)));
	const recommendation = {
		...{ outcome: 'grant', reason: 'مستوفٍ للاشتراطات', conditions: ['الالتزام بالردود'], examined: EXAMINED }
	};
	const issue = async () => {
		const licence = await act(house.officer(d, 'authority', n), 'issue');
		if (licence.state !== 'issued') throw new Error(`${ref} is ${licence.state}`);
	};
	const stages = [
		{ name: 'open', take: open },
		{ name: 'attach', take: attach },
		{ name: 'submit', take: () => act(asker, 'submit') },
		{ name: 'pay_fees', take: () => act(cashier, 'pay_fees', due) },
		{ name: 'take_in', take: () => act(clerk, 'take_in') },
		{ name: 'accept', take: () => act(clerk, 'accept', { certificate_on: applied_on }) },
		{ name: 'begin', take: async () => act(await reviewer(), 'begin') },
		{ name: 'recommend', take: async () => act(await reviewer(), 'recommend', recommendation) },
		{ name: 'take_up', take: () => act(head, 'take_up') },
		{ name: 'approve', take: () => act(head, 'approve') },
		{ name: 'pay_fees', take: () => act(cashier, 'pay_fees', due) },
		{ name: 'issue', take: issue }
	];
	return { stages, reference: () => ref };
}

/** Leads one case from the draft to the licence. @returns the reference. */
export async function wholeCycle(house: House, plot: BenchPlot, n: number, times: Times): Promise<string> {
	const { stages, reference } = aCase(house, plot, n);
	for (const { name, take } of stages) {
		const began = performance.now();
		await take();
		const took = performance.now() - began;
		const list = times.get(name);
		if (list) list.push(took);
		else times.set(name, [took]);
	}
	return reference();
}

/**
 * Leads so many cases side by side, all of them through a step before the next step begins.
 * @returns seconds that all callers together took for each step, by its name.
 */
export async function stepByStep(
	house: House,
	{ plots, n, callers }: { plots: readonly BenchPlot[]; n: number; callers: number }
): Promise<Record<string, number>> {
	const cases = plots.map((plot, i) => aCase(house, plot, n + i).stages);
	const seconds: Record<string, number> = {};
	for (const [i, { name }] of cases[0]!.entries()) {
		const waiting = cases.values();
		const began = performance.now();
		await Promise.all(
			Array.from({ length: callers }, async () => {
				for (const stages of waiting) await stages[i]!.take();
			})
		);
		seconds[name] = (seconds[name] ?? 0) + (performance.now() - began) / 1000;
	}
	return seconds;
}
async function pickedOf({ platform }: Ctx, ref: string): Promise<string> {
	const { rows } = await platform.pool.query<{ picked: string }>(
		`select d.picked::text from permit_draw d join permit p on p.id = d.permit_id
		where p.reference = $1 order by d.n desc limit 1`,
		[ref]
	);
	return rows[0]!.picked;
}

/** A house of three floors that keeps three metres from every side and more. */
function question({ id, x, y }: BenchPlot, n: number): Record<string, unknown> {
	const ring = [[3, 3], [17, 3], [17, 9], [3, 9], [3, 3]].map(([dx, dy]) => [x + dx!, y + dy!]); // prettier-ignore
	return {
		...{ kind: 'new', parcel_id: id, footprint: { type: 'Polygon', coordinates: [ring] } },
		...{ facts: HOUSE, address: `شارع ${n % 300} قطعة ${id}` },
		parties: {
			owner: { name: `مالك ${n}`, national_id: nationalId(n) },
			engineer: { name: `مهندس ${n % 1000}`, syndicate_no: String(n % 1000), office: `مكتب ${n % 300}` }
		}
	};
}

/** Half a million owners. */
const nationalId = (n: number) =>
	`2${50 + (n % 50)}010102${String(Math.floor(n / 50) % 10_000).padStart(4, '0')}5`;
