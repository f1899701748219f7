import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { LATER } from '#lib/server/db/statements.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { CaseDraws, Draw } from '../../rules/index.ts';
import { findCase } from './find.ts';
import { makeSeed } from './seeds.ts';
import { auditRefusal } from './refused.ts';

/**
 * Draws the reviewer of a case; the database picks. Another draw than the first needs an auditor's reason.
 * @throws DomainError `permit_reviewers_few`, `permit_separation`.
 */
export async function drawReviewer(
	ctx: Ctx,
	tx: Tx,
	permitId: string,
	again?: { reason: string }
): Promise<void> {
	const now = ctx.now();
	const day = cairoDate(now);
	await makeSeed(ctx, tx.db, day);
	try {
		await sql`insert into permit_draw (permit_id, day, at, reason)
			values (${permitId}, ${day}, ${now}, ${again?.reason ?? null})`.execute(tx.db);
	} catch (error) {
		if ((error as { constraint?: string }).constraint === 'permit_draw_least')
			throw new DomainError('permit_reviewers_few', { cause: error });
		throw error;
	}
	if (again)
		await sql`update permit_hand set ended_at = ${now}
			where permit_id = ${permitId} and duty = 'reviewer' and ended_at is null`.execute(tx.db);
	await sql`${LATER}insert into permit_hand (permit_id, person_id, duty, since)
		select ${permitId}, picked, 'reviewer', ${now} from permit_draw where permit_id = ${permitId}
		order by n desc limit 1`.execute(tx.db);
}

/** How to compute a draw again, in words that stand in the answer. */
export const DRAW_RULE =
	'number = first 7 bytes, big-endian, of HMAC-SHA-256(key = seed, message = "<reference>:<n>"); picked = candidates[number mod count]';

/**
 * The draws of a case with all that is needed to compute them again.
 * @throws DomainError `not_found`, `forbidden`.
 */
export async function permitDraws(ctx: Ctx, name: string): Promise<CaseDraws> {
	return auditRefusal(ctx, { name, action: 'read_draw' }, async () => {
		demand(ctx, 'permit:audit_draw');
		return ctx.read(async (db) => {
			const { id } = await findCase(db, name);
			const { rows } = await sql<Omit<Draw, 'at'> & { at: Date }>`select p.reference, d.n, d.day,
			encode(permit_seed_of(d.day), 'hex') as seed, encode(s.commitment, 'hex') as commitment, l.candidates::text[], l.excluded,
			d.relaxed, d.picked::text, d.at, d.reason, d.ordered_by::text
			from permit_draw d join permit p on p.id = d.permit_id join permit_seed s on s.day = d.day
			join permit_draw_lists(d.permit_id) l on l.n = d.n
			where d.permit_id = ${id} order by d.n`.execute(db);
			const draws = rows.map((d) => ({ ...d, at: d.at.toISOString() }));
			return { rule: DRAW_RULE, draws, people: await namesIn(db, draws) };
		});
	});
}

/** Of everybody in some draws, by id. */
async function namesIn(db: Tx['db'], draws: readonly Draw[]): Promise<CaseDraws['people']> {
	const ids = draws.flatMap((d) => [...d.candidates, ...Object.keys(d.excluded), d.ordered_by ?? d.picked]);
	const { rows } = await sql<Bilingual & { id: string }>`select id::text, name_ar as ar, name_en as en
		from person where id = any(${ids}::bigint[])`.execute(db);
	return Object.fromEntries(rows.map(({ id, ar, en }) => [id, { ar, en }]));
}
