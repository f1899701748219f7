import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays, type CivilDate } from '#lib/kernel/dates.ts';
import { makeCtx, type Ctx, type Tx } from '#lib/server/context.ts';
import type { Platform } from '#lib/server/platform.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { keepRounds, type Rounds } from '#lib/server/rounds.ts';
import { UNDECIDED, type PermitState } from '../../rules/index.ts';
import { dueAlarms, raiseAlarm } from '../alarms/raise.ts';
import { drawUpDeemed } from '../fees/account.ts';
import type { CaseRow } from './columns.ts';
import { openConsultations } from './consultations.ts';
import { moveDueDays } from './due-days.ts';
import { findCase } from './find.ts';
import { makeSeed } from './seeds.ts';
import { readTerms } from './settings.ts';
import { keepStep } from './step.ts';
import { hanging } from '../works/hang.ts';
import { LAPSING, lapseReconciliation } from '../works/reconciliation.ts';

const EVERY_MS = 10 * 60_000;

/** Does what time alone brings about, now and every ten minutes. Several instances may do so at once. */
export function keepPermits(platform: Platform): Rounds {
	return keepRounds('the sweep of the permits', EVERY_MS, () =>
		sweepPermits(makeCtx(platform, { actor: SYSTEM })).then(() => {})
	);
}

/** References of permits that time changed. */
export interface SweptPermits {
	/** Undecided when the period of the law ran out: silence is consent. */
	deemed: string[];
	/** Their last agency kept silent beyond its term. */
	heard: string[];
	/** What was asked of the applicant stayed without an answer; a reconciliation was not completed, or not paid. */
	lapsed: string[];
	/** Nothing was begun on them while they were valid. */
	expired: string[];
	/** Came to 70 or 90 % of the law's days, or to their end, and whoever has to know was told: `reference level`. */
	alarmed: string[];
}

/** Each permit in a transaction of its own, looked at again under its lock, so that two sweeps do nothing twice. */
export async function sweepPermits(ctx: Ctx): Promise<SweptPermits> {
	const now = ctx.now();
	const today = cairoDate(now);
	const days = (await ctx.read((db) => readTerms(db, now))).value('statutory_days');
	const certified = addDays(today, -days);
	// Its hash is published before the first draw of the day.
	await ctx.transaction((tx) => makeSeed(ctx, tx.db, today));
	// Before anything follows from a day that has passed.
	await moveDueDays(ctx);
	const swept = {
		deemed: await each(ctx, await overdue(ctx, certified), async (tx, found) => {
			if (found.deemed_at !== null || !UNDECIDED.includes(found.state) || !isBefore(found, certified))
				return false;
			const columns = { deemed_at: now };
			await drawUpDeemed(ctx, tx, found);
			await keepStep(ctx, tx, found, { action: 'deem', duty: 'system', to: found.state, columns });
			return true;
		}),
		heard: await each(ctx, await silent(ctx, today), async (tx, found) => {
			await sql`update permit_consultation set answer = 'silent', answered_at = ${now}
				where permit_id = ${found.id} and answer is null and due_on < ${today}::date`.execute(tx.db);
			if (found.state !== 'consultation' || (await openConsultations(tx.db, found.id)) > 0) return false;
			await keepStep(ctx, tx, found, { action: 'hear', duty: 'system', to: 'technical_review' });
			return true;
		}),
		lapsed: [
			...(await each(ctx, await unanswered(ctx, today), async (tx, found) => {
				const to = LAPSES[found.state];
				if (!to) return false;
				await keepStep(ctx, tx, found, { action: 'lapse', duty: 'system', to });
				return true;
			})),
			...(await each(ctx, await reconciling(ctx), (tx, { reference }) =>
				lapseReconciliation(ctx, tx, reference)
			))
		],
		expired: await each(ctx, await unbegun(ctx, today), async (tx, found) => {
			if (
				found.state !== 'issued' ||
				found.works_under ||
				(await hanging(tx.db, found.root_id, 'execution')).length > 0
			)
				return false;
			await keepStep(ctx, tx, found, { action: 'expire', duty: 'system', to: 'expired' });
			return true;
		})
	};
	// Last, so that of what was just taken as granted is told in the same round.
	const alarmed: string[] = [];
	for (const { reference, level } of await dueAlarms(ctx, days)) {
		const raise = (tx: Tx, found: CaseRow) => raiseAlarm(ctx, tx, found, { level, days });
		if ((await each(ctx, [reference], raise)).length) alarmed.push(`${reference} ${level}`);
	}
	return { ...swept, alarmed };
}

const isBefore = ({ certificate_on }: CaseRow, day: CivilDate) =>
	certificate_on !== null && certificate_on < day;

/** Where an answer is waited for, and what becomes of the case without one. */
const LAPSES: Partial<Record<PermitState, PermitState>> = {
	returned_incomplete: 'lapsed',
	statement_returned: 'statement_lapsed'
};

async function each(
	ctx: Ctx,
	references: readonly string[],
	work: (tx: Tx, found: CaseRow) => Promise<boolean>
): Promise<string[]> {
	const done: string[] = [];
	for (const reference of references)
		if (await ctx.transaction(async (tx) => work(tx, await findCase(tx.db, reference, { lock: true }))))
			done.push(reference);
	return done;
}

const references = (ctx: Ctx, query: ReturnType<typeof sql<{ reference: string }>>) =>
	ctx.read(async (db) => (await query.execute(db)).rows.map((r) => r.reference));

/** Certified before a day and not decided. */
const overdue = (ctx: Ctx, certified: CivilDate) =>
	references(
		ctx,
		sql`select reference from permit where certificate_on < ${certified}::date and decided_at is null
			and deemed_at is null and state = any(${UNDECIDED}::text[]) order by id`
	);

/** Licences that ran out before a notice of start. */
const unbegun = (ctx: Ctx, today: CivilDate) =>
	references(
		ctx,
		sql`select reference from permit p where state = 'issued' and life = 'licence' and expires_on < ${today}::date
			and not exists (select from permit x where x.parent_id = p.id and x.life = 'execution')
			and not exists (select from permit_amends t where t.permit_id = p.id and t.works) order by id`
	);

const silent = (ctx: Ctx, today: CivilDate) =>
	references(
		ctx,
		sql`select reference from permit p where exists (select from permit_consultation c
			where c.permit_id = p.id and c.answer is null and c.due_on < ${today}::date) order by id`
	);

const reconciling = (ctx: Ctx) =>
	references(
		ctx,
		sql`select reference from permit where life = 'violation' and state = any(${LAPSING}::text[]) order by id`
	);

const unanswered = (ctx: Ctx, today: CivilDate) =>
	references(
		ctx,
		sql`select reference from permit p where p.state = any(${Object.keys(LAPSES)}::text[]) and exists (select from permit_request r
			where r.permit_id = p.id and r.answered_at is null and r.due_on < ${today}::date) order by id`
	);
