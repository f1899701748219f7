import {
	actOnPermit,
	attachDocuments,
	openPermit,
	permitDocuments
} from '#lib/modules/permits/server/index.ts';
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

/**
 * One case from the draft to the licence, each step by whoever it belongs to: opened (at the window or by an engineer),
 * every paper brought, handed in and judged by the rules, paid, taken in, accepted and drawn, reviewed, recommended,
 * approved, paid, issued; the paper of the licence is set when somebody asks for it.
 * @returns the reference.
 */
export async function wholeCycle(house: House, plot: BenchPlot, n: number, times: Times): Promise<string> {
	const { district: d } = plot;
	const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
		const began = performance.now();
		const result = await work();
		const list = times.get(name);
		if (list) list.push(performance.now() - began);
		else times.set(name, [performance.now() - began]);
		return result;
	};
	const clerk = house.officer(d, 'window_clerk', n);
	const asker = n % 2 === 0 ? clerk : house.engineer(n);
	const cashier = house.officer(d, 'cashier', n);
	const head = house.officer(d, 'head_of_engineering', n);
	const { answer } = await timed('open', () => openPermit(asker, question(plot, n)));
	const ref = answer.reference;
	const act = (ctx: Ctx, action: string, input: unknown = {}) =>
		timed(action, () => actOnPermit(ctx, ref, action, input));
	kinds ??= (await permitDocuments(asker, ref)).missing.map((line) => line.kind);
	const papers = kinds.map((kind) => ({ kind, bytes: aPaper(`${ref} ${kind}`), name: `${kind}.pdf` }));
	await timed('attach', () => attachDocuments(asker, ref, papers));
	const submitted = await act(asker, 'submit');
	await act(cashier, 'pay_fees', submitted.answer.due);
	await act(clerk, 'take_in');
	await act(clerk, 'accept', { certificate_on: answer.applied_on });
	const reviewer = house.byId(await pickedOf(clerk, ref));
	await act(reviewer, 'begin');
	await act(reviewer, 'recommend', {
		...{ outcome: 'grant', reason: 'مستوفٍ للاشتراطات', conditions: ['الالتزام بالردود'], examined: EXAMINED }
	});
	await act(head, 'take_up');
	const approved = await act(head, 'approve');
	await act(cashier, 'pay_fees', approved.answer.due);
	const { answer: licence } = await act(house.officer(d, 'authority', n), 'issue');
	if (licence.state !== 'issued') throw new Error(`${ref} is ${licence.state}`);
	return ref;
}

async function pickedOf({ platform }: Ctx, ref: string): Promise<string> {
	const { rows } = await platform.pool.query<{ picked: string }>(
		`select d.picked::text from permit_draw d join permit p on p.id = d.permit_id
		where p.reference = $1 order by d.n desc limit 1`,
		[ref]
	);
	return rows[0]!.picked;
}

/** A house of three floors that keeps three metres from every side. */
function question({ id, x, y }: BenchPlot, n: number): Record<string, unknown> {
	const ring = [[3, 3], [17, 3], [17, 17], [3, 17], [3, 3]].map(([dx, dy]) => [x + dx!, y + dy!]); // prettier-ignore
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
