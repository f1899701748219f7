import type { Platform } from '#lib/server/platform.ts';

/** Asks the database alone, so many callers at a time: which works' zones meet the trench in its days? */
export async function bareQuery(
	{ pool }: Platform,
	questions: Record<string, unknown>[],
	{ callers, seconds }: { callers: number; seconds: number }
): Promise<{ requests: number; p50: number; p95: number; p99: number; perSecond: number }> {
	const latencies: number[] = [];
	let next = 0;
	const started = performance.now();
	const until = started + seconds * 1000;
	const caller = async () => {
		while (performance.now() < until) {
			const { geometry, window, carriageway } = questions[next++ % questions.length]!;
			const { start, end } = window as { start: string; end: string };
			const began = performance.now();
			await pool.query(BARE, [JSON.stringify(geometry), start, end, carriageway ? 10 : 5]);
			latencies.push(performance.now() - began);
		}
	};
	await Promise.all(Array.from({ length: callers }, caller));
	const spent = (performance.now() - started) / 1000;
	latencies.sort((a, b) => a - b);
	const at = (share: number) =>
		latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
	return {
		requests: latencies.length,
		p50: at(0.5),
		p95: at(0.95),
		p99: at(0.99),
		perSecond: latencies.length / spent
	};
}

const BARE = `
select d.id, st_distance(d.geom, me.g)
from (select st_setsrid(st_geomfromgeojson($1), 22992) as g) me
join dig d on st_dwithin(d.geom, me.g, d.buffer_m + $4::float8) and d.zone && st_expand(me.g, $4::float8)
where d.state <> 'cancelled' and d.starts_on <= $3::date and d.ends_on >= $2::date`;
