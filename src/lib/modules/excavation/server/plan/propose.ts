import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays, diffDays } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { unhurried, type Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	demandDay,
	LIMITS,
	MOST_WORKS,
	noticeBy,
	PLAN_DEFAULTS,
	ProposePlan,
	sortCandidates,
	takeApart,
	type Candidate,
	type Closure,
	type Peak,
	type Plan,
	type PlanProgress,
	type PlanSettings,
	type PlanWork,
	type Proposal,
	type TableWork,
	type Window
} from '../../rules/index.ts';
import { loadCalendar, type Loaded } from '../calendar/index.ts';
import { parseInput } from '../input.ts';
import { solvePlan } from './solve.ts';
import { sharablePairs } from './sharable.ts';
import { groundClosures, tableRows, touchingPairs, type TableRow } from './table.ts';

export interface ProposeOptions {
	signal?: AbortSignal | undefined;
	onProgress?: ((progress: PlanProgress) => void) | undefined;
}

/** Days that one plan can reach over. */
const MOST_DAYS = 366;

/**
 * Works out dates for the planned works that wish to begin in a period, so that none clash. Nothing is
 * saved. Works may end after the period, never begin there.
 * @param input `ProposePlan`
 * @throws DomainError `forbidden`, `invalid_input`, `plan_too_large`, `cancelled`.
 */
export async function proposePlan(
	ctx: Ctx,
	input: unknown,
	{ signal, onProgress }: ProposeOptions = {}
): Promise<Proposal> {
	demand(ctx, 'dig:plan');
	const { period, bbox, shift, joint } = parseInput(ProposePlan, input);
	const today = cairoDate(ctx.now());
	demandPeriod(period, today);
	const tomorrow = addDays(today, 1);
	const until = addDays(period.end, LIMITS.days);
	onProgress?.({ stage: 'reading', done: 0, total: 0, share: 0, at: null });
	const ground = await unhurried(ctx).read(async (db) => {
		const asked = { period, bbox, from: period.start, until, limit: MOST_WORKS + 1, locale: ctx.locale };
		const rows = await tableRows(db, asked);
		if (rows.length > MOST_WORKS) throw new DomainError('plan_too_large', { params: { limit: MOST_WORKS } });
		const references = rows.map((r) => r.reference);
		return {
			rows,
			pairs: await touchingPairs(db, references),
			sharable: joint ? await sharablePairs(db, references) : [],
			closures: await groundClosures(db, rows, { start: period.start, end: until }),
			calendar: await loadCalendar(db, { start: earliestOf(rows, earliest(today, period.start)), end: until })
		};
	});
	const settings: PlanSettings = { ...PLAN_DEFAULTS, period, until, peaks: peaksOf(ground.calendar) };
	const candidates = candidatesOf(ground.rows, { ...ground, today });
	const notice = noticeBy(ground.calendar.calendar, ground.calendar.parameters);
	const sharable = new Set(ground.sharable.map((pair) => pair.join(' ')));
	const mayShare = (a: string, b: string) => sharable.has(`${a} ${b}`);
	const { works, pairs } = sortCandidates(candidates, ground.pairs, { shift, notice, mayShare });
	// Nothing begins in the past, whatever its notice.
	const ahead = works.map((w) => ({ ...w, noticed: latest(w.noticed ?? tomorrow, tomorrow) }));
	const plan = await solvePlan(ahead, pairs, {
		settings,
		signal,
		onProgress: (done, total, at, share) =>
			onProgress?.({ stage: 'searching', done, total, share, at: at ?? null })
	});
	const { placed, unplaced, ...figures } = plan;
	return {
		period,
		crews: settings.crews,
		pairs: ground.pairs,
		sharable: ground.sharable,
		figures,
		works: onTable(ground.rows, { works: ahead, pairs, settings, plan: { placed, unplaced } })
	};
}

function demandPeriod({ start, end }: Window, today: string): void {
	demandDay(start, today, 'period.start');
	demandDay(end, today, 'period.end');
	const wrong = (code: string) =>
		new DomainError('invalid_input', {
			fields: [{ path: 'period.end', code, params: { days: MOST_DAYS } }]
		});
	if (end < start) throw wrong('dig_window_reversed');
	if (diffDays(start, end) >= MOST_DAYS) throw wrong('dig_window_too_long');
}

/** When digging disturbs more than on other days: examinations, and the season on the coast. */
function peaksOf({ calendar }: Loaded): Peak[] {
	return calendar.periods
		.filter((p) => p.kind === 'exams' || p.kind === 'summer')
		.map((p) => ({ start: p.starts_on, end: p.ends_on, weight: 1 }));
}

/**
 * Neighbours that were not asked for, and works of a joint trench, stay where they are, whatever their state. The
 * notice of a work that was not handed in yet counts from today at the earliest.
 */
function candidatesOf(
	rows: readonly TableRow[],
	from: { closures: ReadonlyMap<string, Closure[]>; calendar: Loaded; today: string }
): Candidate[] {
	const embargoes = from.calendar.calendar.periods
		.filter((p) => p.kind === 'embargo' && p.from === '00:00' && p.to === '24:00')
		.map((p): Closure => ({ kind: 'embargo', by: p.name.ar, start: p.starts_on, end: p.ends_on }));
	return rows.map((row) => ({
		id: row.reference,
		organisation: row.organisation,
		category: row.category,
		state: row.asked && !row.joined ? row.state : 'granted',
		window: { start: row.starts_on, end: row.ends_on },
		submitted: row.submitted_on ?? from.today,
		nuisance: row.nuisance ?? 0,
		closures: [...embargoes, ...(from.closures.get(row.reference) ?? [])]
	}));
}

function onTable(
	rows: readonly TableRow[],
	from: {
		works: readonly PlanWork[];
		pairs: Parameters<typeof takeApart>[1];
		settings: PlanSettings;
		plan: Pick<Plan, 'placed' | 'unplaced'>;
	}
): TableWork[] {
	const works = new Map(from.works.map((w) => [w.id, w]));
	const placed = new Map(from.plan.placed.map((p) => [p.id, p.window]));
	const unplaced = new Map(from.plan.unplaced.map(({ id, ...why }) => [id, why]));
	const { components } = takeApart(from.works, from.pairs, from.settings);
	const component = new Map(components.flatMap((c, n) => c.works.map((w) => [w.id, n] as const)));
	return rows.map((row): TableWork => {
		const { reference, title, promoter, organisation, category, state, version, street, geometry } = row;
		const wished = { start: row.starts_on, end: row.ends_on };
		const work = works.get(reference);
		return {
			...{ reference, title, promoter, organisation, category, state, version, street, geometry, wished },
			window: work ? (placed.get(reference) ?? null) : wished,
			fixed: !work,
			unplaced: unplaced.get(reference) ?? null,
			earliest: work
				? latest(work.earliest, latest(work.noticed ?? '', from.settings.period.start))
				: wished.start,
			latest: work ? earliest(work.latest, from.settings.period.end) : wished.start,
			closures: (work?.closures ?? []).filter((c) => c.kind !== 'fixed'),
			component: component.get(reference) ?? null
		};
	});
}

const latest = (a: string, b: string) => (a > b ? a : b);
const earliest = (a: string, b: string) => (a < b ? a : b);
const earliestOf = (rows: readonly TableRow[], day: string) =>
	rows.reduce((first, r) => earliest(first, r.submitted_on ?? day), day);
