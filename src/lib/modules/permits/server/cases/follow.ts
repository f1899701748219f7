import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { findCase } from './find.ts';
import { auditLook } from './looked.ts';
import { demandReading } from './may.ts';

/**
 * A case whose news are followed by somebody who may read it: the topic and key of its announcements. They say that there
 * are news and nothing of what, so that who loses the case meanwhile learns nothing by them.
 * @throws DomainError `not_found`, `forbidden`.
 */
export async function followedPermit(
	ctx: Ctx,
	name: string
): Promise<{ topic: string; key: string; name: string }> {
	return auditLook(ctx, { name, action: 'follow' }, async () => {
		demand(ctx, 'permit:list');
		return ctx.read(async (db) => {
			const found = await findCase(db, name);
			demandReading(ctx, found);
			return { topic: 'permit', key: found.id, name: `permit:${found.reference}` };
		});
	});
}
