import { sql } from 'kysely';
import { isDomainError } from '#lib/kernel/errors.ts';
import { formatReference, parseReference } from '#lib/kernel/ids.ts';
import { makeCtx, type Ctx, type Tx } from '#lib/server/context.ts';
import { demand, SYSTEM } from '#lib/server/policy/index.ts';
import type { CaseRow } from './columns.ts';
import { findCase } from './find.ts';
import { demandReading } from './may.ts';
import { WRONG_PERSON } from './refused.ts';

/** What a wrong person is refused at the same door of the same case within so many seconds is one entry. */
const ONE_ENTRY_S = 60;

/**
 * Looks at a case, or at a part of it; a wrong person who is refused is written down, in a transaction of its own. A case
 * that is not there is nobody's secret, and no entry: what is missing *in* a case is told outside of the work.
 * @param name of the case as it was asked for.
 * @param action which look, as the entry tells it: `read_fees`.
 * @throws whatever the work throws.
 */
export async function auditLook<T>(
	ctx: Ctx,
	{ name, action }: { name: string; action: string },
	work: () => Promise<T>
): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (isDomainError(error) && WRONG_PERSON.includes(error.code) && ctx.actor.kind === 'person')
			await keepLook(ctx, { name, action, code: error.code });
		throw error;
	}
}

interface Look {
	name: string;
	action: string;
	right?: 'permit:list' | 'permit:notes';
	often?: boolean;
	kept?: boolean;
}

/**
 * Reads of a case, or of a part of it, for whoever may read the case.
 * @param look as of `auditLook`; `right`: what is asked for, whether or not the case is there; `often`: asked all day long;
 * `kept`: in a transaction whose plans are kept (`readKept`).
 * @throws DomainError `not_found`, `forbidden`, and what the reading throws.
 */
export function lookAt<T>(
	ctx: Ctx,
	{ right = 'permit:list', often = false, kept = false, ...look }: Look,
	read: (db: Tx['db'], found: CaseRow) => Promise<T>
): Promise<T> {
	return auditLook(ctx, look, async () => {
		demand(ctx, right);
		const work = async (db: Tx['db']) => {
			const found = await findCase(db, look.name);
			demandReading(ctx, found);
			return read(db, found);
		};
		return kept ? ctx.readKept(work) : ctx.read(work, { often });
	});
}

async function keepLook(ctx: Ctx, look: { name: string; action: string; code: string }): Promise<void> {
	const reference = await existing(ctx, look.name);
	if (reference === null) return;
	const { action, code } = look;
	await ctx.transaction(async (tx) => {
		const { rows } =
			await sql`select from audit_log where subject_type = 'permit' and subject_id = ${reference}
			and at > clock_timestamp() - make_interval(secs => ${sql.lit(ONE_ENTRY_S)})
			and actor_person_id = ${ctx.actor.personId}::bigint and action = 'permit.refused_look'
			and detail ->> 'action' = ${action} and detail ->> 'code' = ${code} limit 1`.execute(tx.db);
		if (rows.length === 0)
			await tx.audit('permit.refused_look', { type: 'permit', id: reference }, { action, code });
	});
}

/** The reference of a case, whoever may see it; also of the one that has the certificate of such a number. */
async function existing(ctx: Ctx, name: string): Promise<string | null> {
	const parsed = parseReference(name);
	if (!parsed && !/^\d{1,18}$/.test(name)) return null;
	const asked = parsed
		? sql`select reference from permit where reference = ${formatReference(parsed)} union all
			select coalesce(p.reference, c.number) from permit_certificate c left join permit p on p.id = c.permit_id
			where c.number = ${formatReference(parsed)}`
		: sql`select reference from permit where id = ${name}::bigint`;
	return makeCtx(ctx.platform, { ...ctx, actor: SYSTEM }).read(async (db) => {
		const { rows } = await sql<{ reference: string }>`${asked} limit 1`.execute(db);
		return rows[0]?.reference ?? null;
	});
}
