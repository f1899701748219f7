import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import { AnswerOffer, type Joint, type JointTerms } from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { lockDigs, repeatable, type WriteOptions } from '../save.ts';
import { computeTerms, sharersOf, type Sharer } from './compute.ts';
import { latestJoint, readJoint } from './read.ts';
import { signJoint } from './sign.ts';

/**
 * A party accepts or refuses one trench for the works of an offer (O1). The first that accepts puts the terms on the
 * table; when all have accepted it is signed: the others move into the days of the lead. A refusal ends the proposal.
 * @param clashId id of the offer.
 * @param input `AnswerOffer`
 * @throws DomainError `forbidden`, `not_found`, `invalid_input`, `clash_closed`, `state_forbids`, `joint_nothing`,
 * `joint_changed`.
 */
export async function answerOffer(
	ctx: Ctx,
	clashId: string,
	input: unknown,
	{ key }: WriteOptions = {}
): Promise<Once<Joint>> {
	demand(ctx, 'dig:read');
	const data = parseInput(AnswerOffer, input);
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, 'joint.answer', key, { clashId, ...data }), async () => {
			await lockDigs(tx.db);
			await demandOffer(tx.db, clashId, cairoDate(ctx.now()));
			const works = await sharersOf(tx.db, clashId);
			const own = works.filter((w) => can(ctx.actor, 'dig:edit', { unitId: w.unit_id ?? '' }));
			if (own.length === 0) throw new DomainError('forbidden', { params: { action: 'dig:edit' } });
			const terms = await demandTerms(tx.db, works);
			if (data.answer === 'accept' && (terms.saving !== data.saving || terms.lead !== data.lead))
				throw new DomainError('joint_changed');
			const id = await onTheTable(tx.db, { clashId, works, terms, now: ctx.now() });
			const answer = data.answer === 'accept' ? 'accepted' : 'refused';
			const reason = data.answer === 'refuse' ? data.reason : null;
			await sql`update dig_joint_party set answer = ${answer}, reason = ${reason}, at = ${ctx.now()},
					person_id = ${ctx.actor.personId}
				where joint_id = ${id}::bigint and dig_id = any(${own.map((w) => w.id)}::bigint[])`.execute(tx.db);
			const lead = works.find((w) => w.reference === terms.lead)!;
			const parties = works.map((w) => w.reference);
			if (answer === 'refused') {
				await sql`update dig_joint set state = 'refused', decided_at = ${ctx.now()} where id = ${id}`.execute(
					tx.db
				);
				await tx.audit('joint.refused', { type: 'joint', id }, { parties, reason });
			} else {
				await tx.audit('joint.accepted', { type: 'joint', id }, { parties, saving: terms.saving });
				if (await allAccepted(tx.db, id)) await signJoint(ctx, tx, { id, works, lead, terms });
			}
			await tx.announce('layer:dig_clashes', [clashId], { op: 'update' });
			return readJoint(tx.db, id);
		})
	);
}

/**
 * Puts one trench for the works of an offer (O1) on the table, in the name of the committee: its parties are asked.
 * @throws DomainError `not_found`, `clash_closed`, `state_forbids`, `joint_nothing`.
 */
export async function proposeJoint(ctx: Ctx, tx: Tx, clashId: string): Promise<void> {
	await demandOffer(tx.db, clashId, cairoDate(ctx.now()));
	const works = await sharersOf(tx.db, clashId);
	const terms = await demandTerms(tx.db, works);
	const id = await onTheTable(tx.db, { clashId, works, terms, now: ctx.now() });
	const parties = works.map((w) => w.reference);
	await tx.audit('joint.proposed', { type: 'joint', id }, { parties, saving: terms.saving });
	await tx.announce('layer:dig_clashes', [clashId], { op: 'update' });
}

/** @throws DomainError `not_found`, `clash_closed` */
async function demandOffer(db: Tx['db'], clashId: string, today: string): Promise<void> {
	if (!/^\d{1,18}$/.test(clashId)) throw new DomainError('not_found');
	const { rows } = await sql<{
		standing: boolean;
	}>`select closed_at is null and from_on > ${today}::date as standing
		from dig_clash where id = ${clashId}::bigint and rule = 'O1'`.execute(db);
	if (!rows[0]) throw new DomainError('not_found');
	if (!rows[0].standing) throw new DomainError('clash_closed');
}

/** Only works that nobody has been asked to permit can still move. @throws DomainError `state_forbids`, `joint_nothing` */
async function demandTerms(db: Tx['db'], works: readonly Sharer[]): Promise<JointTerms> {
	const late = works.find((w) => w.state !== 'planned');
	if (late) throw new DomainError('state_forbids', { params: { state: late.state } });
	if (works.some((w) => w.unit_id === null)) throw new DomainError('joint_nothing');
	const terms = await computeTerms(db, works);
	if (!terms) throw new DomainError('joint_nothing');
	return terms;
}

interface Proposal {
	clashId: string;
	works: readonly Sharer[];
	terms: JointTerms;
	now: Date;
}

/** The proposal to answer: the one that stands, else a new one. Terms that changed since void what was said. */
async function onTheTable(db: Tx['db'], { clashId, works, terms, now }: Proposal): Promise<string> {
	const standing = await latestJoint(db, clashId);
	const lead = works.find((w) => w.reference === terms.lead)!.id;
	if (standing?.state === 'proposed') {
		if (isDeepStrictEqual(standing.terms, plain(terms))) return standing.id;
		await sql`update dig_joint set terms = ${JSON.stringify(terms)}::jsonb, lead_id = ${lead}::bigint
			where id = ${standing.id}::bigint`.execute(db);
		await sql`update dig_joint_party set answer = null, reason = null, at = null, person_id = null
			where joint_id = ${standing.id}::bigint`.execute(db);
		return standing.id;
	}
	const { rows } = await sql<{
		id: string;
	}>`insert into dig_joint (clash_id, state, lead_id, terms, proposed_at)
		values (${clashId}::bigint, 'proposed', ${lead}::bigint, ${JSON.stringify(terms)}::jsonb, ${now})
		returning id::text`.execute(db);
	const { id } = rows[0]!;
	await sql`insert into dig_joint_party (joint_id, dig_id, unit_id)
		select ${id}::bigint, d.id, d.unit_id from dig d
		where d.id = any(${works.map((w) => w.id)}::bigint[])`.execute(db);
	return id;
}

/** As it comes back from the database. */
const plain = (terms: JointTerms) => JSON.parse(JSON.stringify(terms)) as unknown;

async function allAccepted(db: Tx['db'], id: string): Promise<boolean> {
	const { rows } = await sql<{ all: boolean }>`select bool_and(answer is not distinct from 'accepted') as all
		from dig_joint_party where joint_id = ${id}::bigint`.execute(db);
	return rows[0]?.all ?? false;
}
