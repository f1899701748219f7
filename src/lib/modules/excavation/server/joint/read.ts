import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { DigJoints, Joint, JointAnswer, JointState, JointTerms } from '../../rules/index.ts';
import { tidyReference } from '../reference.ts';
import { computeTerms, sharersOf } from './compute.ts';

/** Offers worked out for one dig: the nearest in time. */
const MOST_OFFERS = 10;

/**
 * The trench a dig lies in, and its offers with what each would save.
 * @throws DomainError `forbidden`, `not_found`.
 */
export async function digJoints(ctx: Ctx, reference: string): Promise<DigJoints> {
	demand(ctx, 'dig:read');
	const today = cairoDate(ctx.now());
	return ctx.read(async (db) => {
		const { rows } = await sql<{ id: string; joint_id: string | null }>`select id::text, joint_id::text
			from dig where reference = ${tidyReference(reference)}`.execute(db);
		const dig = rows[0];
		if (!dig) throw new DomainError('not_found');
		const clashes = await sql<{ id: string }>`select id::text from dig_clash
			where rule = 'O1' and closed_at is null and from_on > ${today}::date
				and (dig_a = ${dig.id}::bigint or dig_b = ${dig.id}::bigint)
			order by from_on, id limit ${MOST_OFFERS}`.execute(db);
		const offers: DigJoints['offers'] = [];
		for (const { id } of clashes.rows) {
			const terms = await computeTerms(db, await sharersOf(db, id));
			offers.push({ clash_id: id, terms, joint: await latestJoint(db, id) });
		}
		return { joined: dig.joint_id === null ? null : await readJoint(db, dig.joint_id), offers };
	});
}

/** @throws DomainError `not_found` */
export async function readJoint(db: Tx['db'], id: string): Promise<Joint> {
	const { rows } = await sql<JointRow>`${SELECTED} where j.id = ${id}::bigint`.execute(db);
	if (!rows[0]) throw new DomainError('not_found');
	return toJoint(rows[0]);
}

/** What was last proposed on an offer; a trench that was given up leaves it open again. */
export async function latestJoint(db: Tx['db'], clashId: string): Promise<Joint | null> {
	const { rows } =
		await sql<JointRow>`${SELECTED} where j.clash_id = ${clashId}::bigint and j.state <> 'ended'
		order by j.id desc limit 1`.execute(db);
	return rows[0] ? toJoint(rows[0]) : null;
}

interface JointRow {
	id: string;
	clash_id: string;
	state: JointState;
	terms: JointTerms;
	proposed_at: Date;
	decided_at: Date | null;
	ended_at: Date | null;
	ended_reason: string | null;
	answers: (Omit<JointAnswer, 'person'> & { person: Bilingual | null })[];
}

const SELECTED = sql`select j.id::text, j.clash_id::text, j.state, j.terms, j.proposed_at, j.decided_at, j.ended_at,
	j.ended_reason, (
		select jsonb_agg(jsonb_build_object('reference', d.reference, 'answer', p.answer, 'reason', p.reason, 'at', p.at,
			'person', case when w.id is not null then jsonb_build_object('ar', w.name_ar, 'en', w.name_en) end)
			order by d.id)
		from dig_joint_party p join dig d on d.id = p.dig_id left join person w on w.id = p.person_id
		where p.joint_id = j.id) as answers
	from dig_joint j`;

function toJoint(row: JointRow): Joint {
	const { id, clash_id, state, terms, answers } = row;
	return {
		...{ id, clash_id, state, terms },
		answers: (answers ?? []).map((a) => ({ ...a, at: a.at === null ? null : new Date(a.at).toISOString() })),
		proposed_at: row.proposed_at.toISOString(),
		decided_at: row.decided_at?.toISOString() ?? null,
		ended: row.ended_at ? { at: row.ended_at.toISOString(), reason: row.ended_reason ?? '' } : null
	};
}
