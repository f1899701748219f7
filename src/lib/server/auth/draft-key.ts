import { demand } from '../policy/index.ts';
import type { Ctx } from '../context.ts';
import { blindIndex } from './seal.ts';

/**
 * The key with which a browser seals what somebody typed and has not saved: always the same one for a person, and nowhere
 * but here. Whoever sits down after them at a shared computer finds nothing readable.
 * @returns 32 bytes, base64.
 * @throws DomainError `not_signed_in`, `forbidden`.
 */
export function draftKey(ctx: Ctx): string {
	demand(ctx, 'account:own');
	return blindIndex(ctx.platform.config, 'draft', ctx.actor.personId!).toString('base64');
}
