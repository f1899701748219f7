/**
 * A quarter's works of a city, scheduled: how long, how many components proved optimal, how much better than first
 * come, first served in the same run; and by a check of its own that no two placed works clash.
 *
 * `npm run bench plan [-- --works N --seed N --threads N]`. No database.
 */
import { parseArgs } from 'node:util';
import { addDays } from '#lib/kernel/dates.ts';
import {
	PLAN_DEFAULTS,
	sortCandidates,
	touching,
	usualNotice,
	type ImportDig,
	type PlanSettings
} from '#lib/modules/excavation/rules/index.ts';
import { readWorks, solvePlan } from '#lib/modules/excavation/server/index.ts';
import { bruteForcePairs } from '../builders/brute-force-pairs.ts';
import { plannedQuarter } from './plan-city.ts';

const FIRST_DAY = '2027-01-01';
const DAYS = 90;
/** Beyond these metres no two buffers reach each other. */
const REACH = 20;

export async function run(args: string[]): Promise<unknown> {
	const { values } = parseArgs({
		args,
		options: {
			works: { type: 'string', default: '18000' },
			seed: { type: 'string', default: '1' },
			threads: { type: 'string', default: '2' }
		}
	});
	const city = { works: Number(values.works), seed: Number(values.seed), firstDay: FIRST_DAY, span: DAYS };
	const rows = [...plannedQuarter(city)];
	const began = performance.now();
	const cpu = process.cpuUsage();
	const read = await readWorks(inTurn(rows), { srid: 22992, onError: 'stop' });
	const pairs = touching(read.zones);
	const period = { start: FIRST_DAY, end: addDays(FIRST_DAY, DAYS - 1) };
	const sorted = sortCandidates(read.works, pairs, { shift: 30, notice: usualNotice(period) });
	const settings: PlanSettings = { ...PLAN_DEFAULTS, period };
	const plan = await solvePlan(sorted.works, sorted.pairs, { settings, threads: Number(values.threads) });
	const seconds = (performance.now() - began) / 1000;
	const { user, system } = process.cpuUsage(cpu);
	const byId = new Map(rows.map((row) => [String(row.source_id), row]));
	const placed = plan.placed.map(({ id, window }) => ({ ...byId.get(id)!, ...window }));
	const { total, proved, largest, alone } = plan.components;
	const measured = {
		works: rows.length,
		touching: pairs.length,
		clashes_before: clashes(rows),
		clashes_after: clashes(placed),
		seconds: round(seconds),
		processor_seconds: round((user + system) / 1e6),
		components: total,
		largest,
		alone,
		proved,
		proved_percent: round((100 * proved) / total),
		placed: placed.length,
		unplaced: plan.unplaced.length,
		objective: plan.objective,
		bound: plan.bound,
		shift_days: plan.shift_days,
		greedy_placed: plan.greedy.placed,
		greedy_shift_days: plan.greedy.shift_days,
		fewer_percent: round(100 * (1 - plan.shift_days / plan.greedy.shift_days))
	};
	console.table(measured);
	return measured;
}

async function* inTurn<T>(rows: readonly T[]): AsyncGenerator<T> {
	yield* rows;
}

/** Pairs that clash by the published words, looked for day by day; nothing of the product bears on it. */
function clashes(works: readonly ImportDig[]): number {
	const boxed = works.map((work) => ({ work, box: boxOf(work.geometry as GeoJSON.LineString) }));
	boxed.sort((a, b) => (String(a.work.start) < String(b.work.start) ? -1 : 1));
	let found = 0;
	boxed.forEach(({ work, box }, i) => {
		for (const other of boxed.slice(i + 1)) {
			if (String(other.work.start) > String(work.end)) break;
			const apart = box.some((n, k) => (k < 2 ? n - other.box[k + 2]! : other.box[k - 2]! - n) > REACH);
			if (!apart) found += bruteForcePairs([work, other.work], { today: FIRST_DAY }).filter(isClash).length;
		}
	});
	return found;
}

const isClash = ({ rule }: { rule: string }) => rule === 'C1';

function boxOf({ coordinates }: GeoJSON.LineString): [number, number, number, number] {
	const [xs, ys] = [coordinates.map((p) => p[0]!), coordinates.map((p) => p[1]!)];
	return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

const round = (n: number) => Math.round(n * 100) / 100;
