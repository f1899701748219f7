import type { Ctx } from '#lib/server/context.ts';
import { lookAt } from './looked.ts';

/**
 * A case whose news are followed by somebody who may read it: the topic and key of its announcements. They say that there
 * are news and nothing of what, so that who loses the case meanwhile learns nothing by them.
 * @throws DomainError `not_found`, `forbidden`.
 */
export async function followedPermit(
	ctx: Ctx,
	name: string
): Promise<{ topic: string; key: string; name: string }> {
	return lookAt(ctx, { name, action: 'follow' }, async (_db, { id, reference }) => ({
		...{ topic: 'permit', key: id, name: `permit:${reference}` }
	}));
}
