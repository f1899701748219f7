import type { Transaction } from 'kysely';
import type { DB } from '../db/schema.ts';
import type { Actor } from '../policy/index.ts';

/**
 * Adds the entry to the hash chain (the database links it). Never put secrets or personal data into `detail`.
 */
export async function writeAudit(
	db: Transaction<DB>,
	ctx: { actor: Actor; requestId: string },
	action: string,
	subject: { type: string; id: string },
	detail: Record<string, unknown> = {}
): Promise<void> {
	await db
		.insertInto('audit_log')
		.values({
			actor_person_id: ctx.actor.personId,
			actor_unit_id: ctx.actor.unitId,
			actor_kind: ctx.actor.kind,
			action,
			subject_type: subject.type,
			subject_id: subject.id,
			detail: JSON.stringify(detail),
			request_id: ctx.requestId
		})
		.execute();
}
