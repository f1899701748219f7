import { sql, type Transaction } from 'kysely';
import type { DB } from '../db/schema.ts';
import { LATER } from '../db/statements.ts';
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
	const e = auditEntry(ctx, action, subject, detail);
	await sql`${LATER}insert into audit_log (actor_person_id, actor_unit_id, actor_kind, action, subject_type, subject_id,
			detail, request_id)
		values (${e.actor_person_id}, ${e.actor_unit_id}, ${e.actor_kind}, ${action}, ${e.subject_type}, ${e.subject_id},
			${JSON.stringify(detail)}::jsonb, ${e.request_id})`.execute(db);
}

/** The entry itself, for a statement that writes it with what it tells of. */
export function auditEntry(
	{ actor, requestId }: { actor: Actor; requestId: string },
	action: string,
	subject: { type: string; id: string },
	detail: Record<string, unknown>
) {
	return {
		...{ actor_person_id: actor.personId, actor_unit_id: actor.unitId, actor_kind: actor.kind },
		...{ action, subject_type: subject.type, subject_id: subject.id, detail, request_id: requestId }
	};
}
