import { performance } from 'node:perf_hooks';
import { isDomainError, type DomainError } from '#lib/kernel/errors.ts';
import {
	PLAN_DEFAULTS,
	sortCandidates,
	touching,
	usualNotice,
	type Plan,
	type PlanSettings
} from '#lib/modules/excavation/rules/index.ts';
import { readWorks, solvePlan, type ReadWorks } from '#lib/modules/excavation/server/index.ts';
import { PLANNED_WORKS } from '#lib/modules/layers/rules/index.ts';
import { openRecords, refusalWords, type Records } from '#lib/modules/layers/server/index.ts';
import type { Command, Io } from './command.ts';
import { parseSolveDigs, SOLVE_DIGS_USAGE, type SolveDigs } from './solve-digs-options.ts';

export const solveDigs: Command = {
	name: 'solve digs',
	summary: 'Propose dates for a file of works so that no two clash',
	usage: SOLVE_DIGS_USAGE,
	async run(args, io) {
		const asked = parseSolveDigs(args);
		const began = performance.now();
		const records = await openRecords({ ...asked.reading, signal: io.signal }, PLANNED_WORKS);
		try {
			const read = await readWorks(rowsOf(records, io), {
				srid: records.crs.srid,
				guessed: records.crs.from === 'guess',
				onError: asked.onError
			});
			const submitted = asked.submitted;
			const candidates = read.works.map((w) => (w.submitted || !submitted ? w : { ...w, submitted }));
			io.progress('finding neighbours');
			const sorted = sortCandidates(candidates, touching(read.zones), {
				shift: asked.shift,
				notice: usualNotice({ start: submitted ?? asked.period.start, end: asked.period.end })
			});
			const settings: PlanSettings = { ...PLAN_DEFAULTS, period: asked.period, crews: asked.crews };
			const plan = await solvePlan(sorted.works, sorted.pairs, {
				settings,
				threads: asked.threads,
				signal: io.signal,
				onProgress: (done, total, at) => io.progress(searching(at), done, total)
			});
			const seconds = (performance.now() - began) / 1000;
			tell(io, { plan, read, records, asked, fixed: sorted.fixed, passed: sorted.passed, seconds });
			return 0;
		} catch (error) {
			if (isDomainError(error) && error.params.row !== undefined) return stopped(error, io);
			throw error;
		} finally {
			await records.close();
		}
	}
};

/** A component of a thousand works takes a minute: it is told how far its search is. */
function searching(at: { works: number; share: number } | undefined): string {
	return at
		? `components (searching one of ${at.works} works: ${Math.floor(100 * at.share)} %)`
		: 'components';
}

/** A wrong row ended it: the row is what the operator needs to know. */
function stopped(error: DomainError, io: Io): number {
	const { row, source_id } = error.params;
	io.result({ error: { code: error.code, message: words(error), row, source_id } });
	process.stderr.write(
		`diwan solve digs: row ${row}${source_id ? ` (${source_id})` : ''}: ${words(error)} --on-error skip leaves such rows out.\n`
	);
	return 1;
}

function words(error: DomainError): string {
	return refusalWords(error, process.env.DIWAN_LOCALE === 'ar' ? 'ar' : 'en');
}

async function* rowsOf(records: Records, io: Io) {
	let read = 0;
	for await (const { row, value, geometry, problem } of records.read()) {
		io.progress('rows', ++read, records.total);
		const targets = PLANNED_WORKS.fields.map(({ name }) => [name, value(name)] as const);
		const given = Object.fromEntries(targets) as Record<'promoter' | 'start' | 'end', unknown>;
		yield { ...given, source_id: value('source_id'), geometry: problem ? null : geometry, row };
	}
}

interface Told {
	plan: Plan;
	read: ReadWorks;
	records: Records;
	asked: SolveDigs;
	fixed: string[];
	passed: string[];
	seconds: number;
}

function tell(io: Io, { plan, read, records, asked, fixed, passed, seconds }: Told): void {
	const { placed, unplaced, components, greedy, ...figures } = plan;
	const refusals = read.refused.map(({ row, source_id, error }) => ({
		row,
		source_id,
		code: error.code,
		message: words(error)
	}));
	const wished = new Map(read.works.map((w) => [w.id, w]));
	io.result({
		period: asked.period,
		crs: records.crs,
		mapping: records.mapping,
		works: read.works.length,
		...figures,
		gap: figures.objective - figures.bound,
		components,
		greedy,
		placed: placed.map(({ id, window, moved }) => ({
			source_id: id,
			promoter: wished.get(id)!.promoter,
			...window,
			moved,
			wished: wished.get(id)!.window
		})),
		unplaced: unplaced.map(({ id, ...why }) => ({ source_id: id, ...why, message: REASONS[why.reason] })),
		fixed,
		passed,
		refused: refusals.length,
		refusals,
		seconds: Math.round(seconds * 100) / 100
	});
	for (const { row, source_id, message } of refusals) io.line(`row ${row} (${source_id}): ${message}`);
	for (const { id, window, moved } of placed)
		if (moved !== 0) io.line(`${id}: ${window.start} to ${window.end} (${moved > 0 ? '+' : ''}${moved} d)`);
	for (const { id, reason, by } of unplaced)
		io.line(`${id}: not placed, ${REASONS[reason]}${by.length ? ` (${by.join(', ')})` : ''}`);
	io.line(
		`placed ${placed.length} of ${read.works.length}, unplaced ${unplaced.length}, fixed ${fixed.length}; ` +
			`days moved ${plan.shift_days} (first come, first served: ${greedy.shift_days}, placed ${greedy.placed}); ` +
			`objective ${plan.objective}, bound ${plan.bound}; components ${components.total}, ` +
			`proved optimal ${components.proved}, largest ${components.largest}; ${seconds.toFixed(1)} s`
	);
}

const REASONS: Record<Plan['unplaced'][number]['reason'], string> = {
	period: 'it does not fit into the period',
	window: 'its latest start is before its earliest',
	notice: 'its notice is not over before its latest start',
	closed: 'every day it could begin is closed',
	crowded: 'others hold every day it could begin'
};
