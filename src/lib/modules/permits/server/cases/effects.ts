import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { LATER } from '#lib/server/db/statements.ts';
import { AMENDING_KINDS, PAY_STAGES, type InputOf, type TakenAction } from '../../rules/index.ts';
import { issueLicence, issueRefusal } from '../certificates/decision.ts';
import { revokeOfCase } from '../certificates/revoke.ts';
import { demandDocuments, demandStatement } from '../documents/of-case.ts';
import { demandReckonable, drawUp } from '../fees/account.ts';
import { demandPaid, duesOf, isSettled } from '../fees/dues.ts';
import { cancelPayment, payFees } from '../fees/pay.ts';
import { demandLicenceNamed, demandLicenceSeen, holdInPlace } from './amends.ts';
import { APPEAL_EFFECTS } from './appeals.ts';
import { demandAreasAgree, keepCheck, standingBy } from './checks.ts';
import type { CaseRow } from './columns.ts';
import { agenciesDue, askAgencies, keepAnswer } from './consultations.ts';
import { drawReviewer } from './draws.ts';
import { editContent } from './edit.ts';
import {
	demandAreaEach,
	demandFreePlot,
	demandImpartial,
	demandNone,
	demandNothingAgainst,
	demandOutline,
	demandReceived,
	holdGround
} from './guards.ts';
import { answerRequests, askApplicant } from './requests.ts';
import { demandUnnamed } from './names.ts';
import { saidOf } from './said.ts';
import { readTerms } from './settings.ts';
import { afterStep, keepStep, type Effect, type Step } from './step.ts';
import { waive } from './waivers.ts';
import { chargeStatement, editRequest, STATEMENT_EFFECTS, submitRequest } from '../statements/effects.ts';
import { WORKS_EFFECTS } from '../works/effects.ts';
import { endWorks } from '../works/licence.ts';

type Effects = {
	[A in TakenAction]: (ctx: Ctx, tx: Tx, found: CaseRow, data: InputOf<A>) => Effect | Promise<Effect>;
};

const nothing = (): Effect => ({});
const why = (_ctx: Ctx, _tx: Tx, _found: CaseRow, { reason }: { reason: string }): Effect => ({ reason });

export const EFFECTS: Effects = {
	edit: (ctx, tx, found, data) =>
		found.life === 'statement' ? editRequest(ctx, tx, found, data) : editContent(ctx, tx, found, data),
	submit: async (ctx, tx, found) => {
		if (found.life === 'statement') return submitRequest(ctx, tx, found);
		const applied_on = cairoDate(ctx.now());
		demandOutline(found);
		demandAreaEach(found);
		await demandFreePlot(tx, found);
		await demandLicenceNamed(tx, found);
		const statement = await demandStatement(tx.db, found, applied_on);
		// The code of the day it is handed in judges, however long it lay as a draft.
		demandAreasAgree(await keepCheck(ctx, tx, { ...found, applied_on }));
		const amount = await drawUp(ctx, tx, found, 'intake', { first: true });
		return {
			due: { stage: 'intake', amount },
			columns: { submitted_at: ctx.now(), applied_on },
			...(statement ? { detail: { statement } } : {})
		};
	},
	take_in: nothing,
	return: async (ctx, tx, found, data) => {
		return { detail: { requests: await askApplicant(ctx, tx, found, 'intake', data) } };
	},
	resubmit: async (ctx, tx, found, data) => {
		await answerRequests(ctx, tx, found, data);
		if (found.life === 'statement') return chargeStatement(ctx, tx, found);
		demandOutline(found);
		demandAreaEach(found);
		await demandLicenceNamed(tx, found);
		demandAreasAgree(await keepCheck(ctx, tx, found));
		await drawUp(ctx, tx, found, 'intake');
		return {};
	},
	accept: async (ctx, tx, found, { certificate_on, licence_seen }) => {
		demandLicenceSeen(found, licence_seen);
		await demandReceived(ctx, tx, found, certificate_on);
		await demandDocuments(tx.db, found);
		await demandPaid(ctx, tx, found, ['intake']);
		// What the licence will cost has to be known while the file can still be sent back.
		await demandReckonable(ctx, tx.db, found, 'issue');
		return {
			columns: { accepted_at: ctx.now(), certificate_on },
			detail: { certificate_on, ...(found.amends?.paper ? { licence_seen } : {}) },
			after: (accepted) => assign(ctx, tx, accepted)
		};
	},
	redraw: async (ctx, tx, found, { reason }) => {
		await drawReviewer(ctx, tx, found.id, { reason });
		return { reason };
	},
	begin: nothing,
	recuse: (ctx, tx, found, { reason }) => ({
		reason,
		// Their last step is taken while the duty is still theirs.
		after: async () =>
			void (await sql`update permit_hand set ended_at = ${ctx.now()} where permit_id = ${found.id}
				and person_id = ${ctx.actor.personId} and duty = 'reviewer'`.execute(tx.db))
	}),
	ask: async (ctx, tx, found, data) => {
		return { detail: { requests: await askApplicant(ctx, tx, found, 'review', data) } };
	},
	inform: async (ctx, tx, found, data) => {
		await answerRequests(ctx, tx, found, data);
		// What was changed meanwhile is judged, needs its papers and costs what it costs.
		demandOutline(found);
		demandAreaEach(found);
		await demandLicenceNamed(tx, found);
		demandAreasAgree(await keepCheck(ctx, tx, found));
		await demandDocuments(tx.db, found);
		await drawUp(ctx, tx, found, 'intake');
		await demandReckonable(ctx, tx.db, found, 'issue');
		return {};
	},
	consult: async (ctx, tx, found, data) => {
		return { detail: { agencies: await askAgencies(ctx, tx, found, data) } };
	},
	answer: async (ctx, tx, found, data) => {
		const left = await keepAnswer(ctx, tx, found, data);
		const heard = (answered: CaseRow) =>
			keepStep(ctx, tx, answered, { action: 'hear', duty: 'system', to: 'technical_review' }).then(() => {});
		return { reason: data.note, detail: { answer: data.answer }, ...(left === 0 ? { after: heard } : {}) };
	},
	recommend,
	waive: async (ctx, tx, found, data) => {
		const { rule, subject, article, reason } = data;
		await demandUnnamed(tx, found, [
			{ path: 'reason', text: reason },
			{ path: 'article', text: article }
		]);
		await waive(ctx, tx, found, data);
		return { reason, detail: { rule, subject, article } };
	},
	take_up: nothing,
	challenge: async (_ctx, tx, found, { reason }) => {
		await demandUnnamed(tx, found, [{ path: 'reason', text: reason }]);
		return { reason };
	},
	approve: (ctx, tx, found) => approved(ctx, tx, found),
	refuse: async (ctx, tx, found, { reason, article }) => {
		await demandImpartial(tx, found);
		return {
			reason,
			detail: { article },
			columns: { decided_at: ctx.now() },
			after: async (stands) => void (await issueRefusal(ctx, tx, stands, { reason, article }))
		};
	},
	...APPEAL_EFFECTS,
	pay_fees: payFees,
	cancel_receipt: cancelPayment,
	issue: (ctx, tx, found) => issued(ctx, tx, found, { bySilence: false }),
	issue_deemed: async (ctx, tx, found, { reason }) => {
		demandDeemed(found);
		return { reason, ...(await issued(ctx, tx, found, { bySilence: true })) };
	},
	dispute_deemed: (_ctx, _tx, found, { reason }) => {
		demandDeemed(found);
		return { reason };
	},
	withdraw: why,
	suspend: why,
	resume: why,
	revoke: (ctx, tx, _found, { reason, article }) => ({
		reason,
		detail: { article },
		after: async (stands) => {
			await revokeOfCase(ctx, tx, { id: stands.id, kind: 'licence' }, { reason, article });
			await endWorks(ctx, tx, stands, reason);
		}
	}),
	...WORKS_EFFECTS,
	...STATEMENT_EFFECTS
};

/** Draws the reviewer; where too few can be drawn the case waits, accepted, and is told of. */
async function assign(ctx: Ctx, tx: Tx, accepted: CaseRow): Promise<CaseRow | void> {
	await drawReviewer(ctx, tx, accepted.id);
	const step: Step = { action: 'assign', duty: 'system', to: 'assigned' };
	await keepStep(ctx, tx, accepted, step);
	return afterStep(ctx, accepted, step) ?? undefined;
}

/** @throws DomainError `permit_requests_open`, `permit_blocked`, `permit_unexamined`, `permit_objections`. */
async function recommend(ctx: Ctx, tx: Tx, found: CaseRow, data: InputOf<'recommend'>): Promise<Effect> {
	const { outcome, reason, article, conditions, examined } = data;
	if (outcome === 'refuse' && article === null)
		throw new DomainError('invalid_input', { fields: [{ path: 'article', code: 'permit_article_missing' }] });
	// Signed once before, they know; another may be drawn who does not.
	await demandUnnamed(tx, found, [
		{ path: 'reason', text: reason },
		{ path: 'article', text: article },
		...conditions.map((text, i) => ({ path: `conditions.${i}`, text }))
	]);
	const check = await keepCheck(ctx, tx, found);
	let asked: readonly string[] = [];
	if (outcome === 'grant') {
		const said = await saidOf(tx.db, found.id);
		const due = await agenciesDue(tx.db, found.id, check);
		if (due.length) throw new DomainError('permit_agencies_due', { params: { units: due.join(', ') } });
		const { failed, unexamined } = standingBy(said, check, examined);
		demandNone(failed);
		if (unexamined.length)
			throw new DomainError('permit_unexamined', { params: { rules: unexamined.join(', ') } });
		if (said.open > 0) throw new DomainError('permit_consultations_open');
		if (said.objections.length)
			throw new DomainError('permit_objections', { params: { units: said.objections.join(', ') } });
		asked = said.conditions;
	}
	const all = [...new Set([...conditions, ...asked])];
	await sql`${LATER}insert into permit_recommendation (permit_id, n, outcome, conditions, reason, article, check_n, signed_at, person_id)
		select ${found.id}, coalesce(max(n), 0) + 1, ${outcome}, ${all}::text[], ${reason}, ${article}, ${check.n},
			${ctx.now()}, ${ctx.actor.personId}::bigint
		from permit_recommendation where permit_id = ${found.id}`.execute(tx.db);
	return { reason, detail: { outcome, ...(examined.length ? { examined } : {}) } };
}

/** Whoever agrees to what the first officer would refuse challenges it instead. */
async function approved(ctx: Ctx, tx: Tx, found: CaseRow): Promise<Effect> {
	const { rows } = await sql<{ outcome: string | null; tied: boolean }>`select
		(select outcome from permit_recommendation where permit_id = ${found.id}::bigint order by n desc limit 1) as outcome,
		permit_reviewer_tied(${found.id}::bigint) as tied`.execute(tx.db);
	const { outcome, tied } = rows[0]!;
	if (outcome !== 'grant') throw new DomainError('permit_not_recommended');
	if (tied) throw new DomainError('permit_reviewer_tied');
	await demandNothingAgainst(ctx, tx, found);
	await drawUp(ctx, tx, found, 'issue');
	const dues = await duesOf(tx.db, found.id);
	const { due: amount = 0 } = dues.find(({ stage }) => stage === 'issue') ?? {};
	// Wholly exempt: nothing waits for a payment. The clock of the law goes on until the licence is issued.
	return { due: { stage: 'issue', amount }, detail: { settled: isSettled(dues) } };
}

async function issued(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ bySilence }: { bySilence: boolean }
): Promise<Effect> {
	await demandPaid(ctx, tx, found, PAY_STAGES);
	await holdGround(tx, found);
	await demandFreePlot(tx, found);
	await demandLicenceNamed(tx, found, { held: true });
	await demandNothingAgainst(ctx, tx, found);
	const amends = await holdInPlace(ctx, tx, found);
	const now = ctx.now();
	const years = (await readTerms(tx.db, now)).value('validity_years');
	const expires_on = addDays(cairoDate(now), Math.round(years * 365));
	return {
		columns: { issued_at: now, decided_at: now, expires_on },
		detail: { expires_on, ...(amends ? { amends } : {}) },
		after: async (stands) => {
			await issueLicence(ctx, tx, stands, { bySilence });
			return AMENDING_KINDS.includes(stands.kind) ? undefined : stands;
		}
	};
}

function demandDeemed(found: CaseRow): void {
	if (found.deemed_at === null) throw new DomainError('permit_not_deemed');
}
