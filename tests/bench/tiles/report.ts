import type { Uncached } from '../tiles.ts';
import type { Measured } from './measure.ts';
import type { Swept } from './sweep.ts';

const BASELINE = 'Node + ST_AsMVT';
const OURS = 'Diwan, whole stack';
const cpu = (m: Measured) => m.serverMs + m.databaseMs;

export function printUncached(results: Uncached): void {
	for (const [z, servers] of Object.entries(results)) {
		const base = servers[BASELINE];
		console.log(`\nuncached tiles, z${z}`);
		console.table(
			Object.fromEntries(
				Object.entries(servers).map(([name, m]) => [
					name,
					{
						...columns(m),
						'CPU ms/tile': round(cpu(m), 2),
						'db + server': `${round(m.databaseMs, 2)} + ${round(m.serverMs, 2)}`,
						...(base
							? { 'CPU x': round(cpu(m) / cpu(base), 2), 'req/s x': round(m.perSecond / base.perSecond, 2) }
							: {})
					}
				])
			)
		);
	}
}

export function printCached(results: Record<string, Measured>): void {
	console.log('\ntiles in memory');
	console.table(
		Object.fromEntries(
			Object.entries(results).map(([name, m]) => [name, { ...columns(m), 'CPU ms': round(m.serverMs, 3) }])
		)
	);
}

export function printSweep(swept: Swept[]): void {
	console.log('\nlargest and slowest tile of each zoom, one after another');
	console.table(swept.map((s) => ({ ...s, largestBytes: s.largestBytes, slowestMs: round(s.slowestMs, 0) })));
}

/** Says of each goal whether this run met it. */
export function printTargets(
	uncached: Uncached,
	cached: Record<string, Measured>,
	swept: Swept[],
	megabytes: number
): unknown[] {
	const goals: { goal: string; value: number; wanted: string; met: boolean }[] = [];
	const goal = (name: string, value: number, wanted: string, met: boolean) =>
		goals.push({ goal: name, value: round(value, 2), wanted, met });
	for (const [zoom, servers] of Object.entries(uncached)) {
		const z = Number(zoom);
		const [base, ours] = [servers[BASELINE], servers[OURS]];
		if (!base || !ours || z < 14 || z > 17) continue;
		const ratio = cpu(ours) / cpu(base);
		goal(`z${z} processor time against ${BASELINE}`, ratio, '<= 0.6', ratio <= 0.6);
		const faster = ours.perSecond / base.perSecond;
		if (z <= 16) goal(`z${z} requests/s against ${BASELINE}`, faster, '>= 1.4', faster >= 1.4);
	}
	// Of z16: the tiles of z14 are so large that moving the bytes is what takes the time.
	for (const [name, m] of Object.entries(cached).filter(([n]) => n.startsWith('z16'))) {
		const wanted = name.includes('304') ? 20_000 : 10_000;
		goal(`${name} requests/s`, m.perSecond, `>= ${wanted}`, m.perSecond >= wanted);
		goal(`${name} p95 ms`, m.p95, '<= 2', m.p95 <= 2);
	}
	const largest = Math.max(...swept.map((s) => s.largestBytes));
	const slowest = Math.max(...swept.map((s) => s.slowestMs));
	goal('largest tile, bytes', largest, '<= 500000', largest <= 500_000);
	goal('slowest tile, ms', slowest, '<= 1000', slowest <= 1000);
	goal('memory of the application after the sweep, MB', megabytes, '<= 400', megabytes <= 400);
	console.log('\ngoals');
	console.table(goals);
	return goals;
}

function columns(m: Measured) {
	const odd = Object.entries(m.statuses).filter(([status]) => status !== '200');
	return {
		requests: m.requests,
		'req/s': round(m.perSecond, 0),
		'p50 ms': round(m.p50, 2),
		'p95 ms': round(m.p95, 2),
		'KB/tile': round(m.kilobytes, 1),
		'others %': round(m.othersPercent, 0),
		...(odd.length ? { 'other answers': odd.map(([status, n]) => `${status} x${n}`).join(', ') } : {})
	};
}

function round(value: number, digits: number): number {
	return Number(value.toFixed(digits));
}
