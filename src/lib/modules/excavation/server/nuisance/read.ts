import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { Nuisance } from '../../rules/index.ts';
import { readDig } from '../save.ts';
import { nuisanceOfDig } from './refresh.ts';

/**
 * The nuisance index of a dig with its parts, by the streets as they are now.
 * @throws DomainError `forbidden`, `not_found`.
 */
export async function digNuisance(ctx: Ctx, reference: string): Promise<Nuisance> {
	demand(ctx, 'dig:read');
	return ctx.read(async (db) => nuisanceOfDig(db, (await readDig(db, reference)).id));
}
