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
	const entry = auditEntry(ctx, action, subject, detail);
	await db
		.insertInto('audit_log')
		.values({ ...entry, detail: JSON.stringify(detail) })
		.execute();
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
