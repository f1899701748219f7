import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import { RevokeCertificate, type CertificateCard } from '../../rules/index.ts';
import { cardOf } from './list.ts';
import { mayRevoke, REVOKERS } from './may.ts';
import { certificateRows } from './row.ts';
import { auditRefusal } from '../cases/refused.ts';
import { oneAtATime } from '../one-at-a-time.ts';

/**
 * Takes a certificate back, for good. Licence and refusal are taken back by a step of their case.
 * @param input `RevokeCertificate`
 * @throws DomainError `not_found`, `forbidden`, `state_forbids`; ZodError.
 */
export async function revokeCertificate(ctx: Ctx, number: string, input: unknown): Promise<CertificateCard> {
	return auditRefusal(ctx, { name: number, action: 'revoke_certificate' }, async () => {
		demand(ctx, 'permit:list');
		const { reason, article } = RevokeCertificate.parse(input);
		return ctx.transaction(async (tx) => {
			await oneAtATime(tx, 'revocation', number);
			const one = async () => (await certificateRows(tx.db, sql`c.number = ${number}`))[0];
			const row = await one();
			if (!row) throw new DomainError('not_found');
			if (!REVOKERS.some((duty) => can(ctx.actor, 'permit:serve', { duty, unitPath: row.unit_path })))
				throw new DomainError('forbidden');
			if (!mayRevoke(ctx, row))
				throw new DomainError('state_forbids', { params: { state: row.revoked_at ? 'revoked' : row.kind } });
			await keepRevocation(ctx, tx, { id: row.id, number, reason, article });
			return cardOf(ctx, (await one())!, true);
		});
	});
}

/** The licences, or refusals, of a case that were just taken back by a step of it, in its transaction. */
export async function revokeOfCase(
	ctx: Ctx,
	tx: Tx,
	{ id: permitId, kind }: { id: string; kind: 'licence' | 'refusal' },
	why: { reason: string; article: string | null }
): Promise<void> {
	const standing = await certificateRows(tx.db, sql`c.permit_id = ${permitId} and c.kind = ${kind}`);
	for (const { id, number, revoked_at } of standing)
		if (!revoked_at) await keepRevocation(ctx, tx, { id, number, ...why });
}

async function keepRevocation(
	ctx: Ctx,
	tx: Tx,
	{ id, number, reason, article }: { id: string; number: string; reason: string; article: string | null }
): Promise<void> {
	await sql`insert into permit_certificate_revocation (certificate_id, at, person_id, reason, article)
		values (${id}, ${ctx.now()}, ${ctx.actor.personId}, ${reason}, ${article})`.execute(tx.db);
	await tx.audit(
		'permit.certificate_revoked',
		{ type: 'permit_certificate', id },
		{ number, reason, article }
	);
}
