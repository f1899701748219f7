import { DomainError, isDomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';

/**
 * Refusals of a person, not of an input; a case of others is not there for whoever asked for none of it. What the
 * database itself refuses, the context writes down.
 */
export const WRONG_PERSON = ['forbidden', 'permit_separation', 'permit_party', 'permit_blind', 'not_found'];

/** What the database says to a party of a case that would have a duty in it, in words; other errors as they are. */
export function asParty(error: unknown): unknown {
	const { constraint } = (error ?? {}) as { constraint?: string };
	return constraint === 'permit_party_separation' ? new DomainError('permit_party') : error;
}

/** Does the work; an attempt by the wrong person is written down, in a transaction of its own for the other is undone. */
export async function auditRefusal<T>(
	ctx: Ctx,
	{ name, action, type = 'permit' }: { name: string; action: string; type?: 'permit' | 'person' },
	work: () => Promise<T>
): Promise<T> {
	try {
		return await work();
	} catch (raw) {
		const error = asParty(raw);
		if (isDomainError(error) && WRONG_PERSON.includes(error.code) && ctx.actor.kind === 'person') {
			const { code } = error;
			const id = name.slice(0, 40);
			await ctx.transaction((tx) =>
				tx.audit(
					'permit.refused_attempt',
					type === 'person' ? { type: 'person', id } : { type: 'permit', id },
					{ action, code }
				)
			);
		}
		throw error;
	}
}
