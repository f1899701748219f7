import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { Neighbours, ObjectionWords } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { findCase } from '../cases/find.ts';
import { auditLook, lookAt } from '../cases/looked.ts';
import { demandReading } from '../cases/may.ts';
import { noteOpening } from '../cases/opening.ts';
import { demandThat, mayAnswer, mayNotify, mayReadWords } from './may.ts';

/** States in which a case is still before its decision. */
const DECIDED = ['issued', 'refused', 'withdrawn', 'lapsed', 'suspended', 'revoked', 'expired'];
export const isDecided = (found: CaseRow): boolean => DECIDED.includes(found.state);

/**
 * The notices of a case to its neighbours, and what they are about that said something. For officers.
 * @throws DomainError `not_found`, `forbidden`.
 */
export async function permitNeighbours(ctx: Ctx, name: string): Promise<Neighbours> {
	return lookAt(ctx, { name, action: 'read_neighbours' }, async (db, found) => {
		demandThat(ctx, !found.own);
		return neighboursNow(ctx, db, found);
	});
}

export async function neighboursNow(ctx: Ctx, db: Tx['db'], found: CaseRow): Promise<Neighbours> {
	const rule = await ruleOf(db, found, cairoDate(ctx.now()));
	const { rows } = await sql<NonNullable<Neighbours['notice']> & { unverified: boolean }>`
		select (n.drawn_at at time zone 'Africa/Cairo')::date as drawn_on, n.reach_m::float8, n.reply_days, n.unverified,
			${PLOTS} as plots, ${OBJECTIONS} as objections
		from permit_notice n where n.permit_id = ${found.id}`.execute(db);
	const { unverified, ...notice } = rows[0] ?? { unverified: rule.unverified };
	const notifies = mayNotify(ctx, found);
	return {
		due: rule.due,
		unverified,
		notice: 'plots' in notice ? notice : null,
		may: {
			draw_up: notifies && rule.due && !rows[0] && found.accepted_at !== null && !isDecided(found),
			serve: notifies && !!rows[0] && !isDecided(found),
			object: notifies && !!rows[0],
			answer: mayAnswer(ctx, found) && !!rows[0],
			read_words: mayReadWords(ctx) && !found.blind
		}
	};
}

/** Whether cases of this kind concern neighbours, by the rows of a day. */
export async function ruleOf(
	db: Tx['db'],
	{ kind, life }: CaseRow,
	on: string
): Promise<{ due: boolean; unverified: boolean }> {
	const { rows } = await sql<{
		kind: string;
		unverified: boolean;
	}>`select kind, unverified from permit_notice_kind
		where valid_from = (select max(valid_from) from permit_notice_kind where valid_from <= ${on}::date)`.execute(
		db
	);
	return {
		due: life === 'licence' && rows.some((r) => r.kind === kind),
		unverified: rows.some((r) => r.unverified)
	};
}

const PLOTS = sql`(select coalesce(jsonb_agg(jsonb_build_object('n', b.n, 'parcel', b.parcel_name,
		'shared_m', b.shared_m, 'services', (select coalesce(jsonb_agg(jsonb_build_object('how', s.how, 'on', s.served_on,
			'reply_until', s.reply_until) order by s.attempt), '[]')
		from permit_neighbour_service s where s.permit_id = b.permit_id and s.n = b.n)) order by b.n), '[]')
	from permit_neighbour b where b.permit_id = n.permit_id)`;
const OBJECTIONS = sql`(select coalesce(jsonb_agg(jsonb_build_object('n', o.n, 'neighbour', o.neighbour,
		'subject', o.subject, 'received_on', o.received_on,
		'late', coalesce(o.received_on > (select max(s.reply_until) from permit_neighbour_service s
			where s.permit_id = o.permit_id and (o.neighbour is null or s.n = o.neighbour)), false),
		'answered_on', (select (a.at at time zone 'Africa/Cairo')::date from permit_objection_answer a
			where a.permit_id = o.permit_id and a.n = o.n)) order by o.n), '[]')
	from permit_objection o where o.permit_id = n.permit_id)`;

/**
 * What a neighbour said, and what was answered. Reading it is written down; a reviewer who has not signed reads none.
 * @throws DomainError `not_found`, `forbidden`, `permit_blind`.
 */
export async function objectionWords(ctx: Ctx, name: string, n: string): Promise<ObjectionWords> {
	if (!/^\d{1,4}$/.test(n)) throw new DomainError('not_found');
	const read = await auditLook(ctx, { name, action: 'read_objection' }, async () => {
		demand(ctx, 'permit:list');
		return ctx.transaction(async (tx) => {
			const found = await findCase(tx.db, name);
			demandReading(ctx, found);
			demandThat(ctx, !found.own && mayReadWords(ctx));
			const { rows: there } =
				await sql`select from permit_objection where permit_id = ${found.id} and n = ${n}::smallint`.execute(
					tx.db
				);
			if (there.length === 0) return null;
			await noteOpening(ctx, tx, { id: found.id, what: 'objection', item: n });
			const { rows } = await sql<{
				part: string;
				words: string;
			}>`select part, words from permit_objection_text
			where permit_id = ${found.id} and n = ${n}::smallint`.execute(tx.db);
			if (rows.length === 0) throw new DomainError('permit_blind');
			await tx.audit(
				'permit.objection_read',
				{ type: 'permit', id: found.id },
				{ reference: found.reference, n }
			);
			const words = new Map(rows.map((r) => [r.part, r.words]));
			return { said: words.get('said') ?? '', answered: words.get('answered') ?? null };
		});
	});
	if (!read) throw new DomainError('not_found');
	return read;
}
