import { randomBytes } from 'node:crypto';
import { ensurePeople, ensureUnits } from '#lib/modules/people/server/index.ts';
import { SESSION_COOKIE, setPassword, signIn } from '#lib/server/auth/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import type { Platform } from '#lib/server/platform.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';

/** Signs a planner in, as a browser would be. @returns the Cookie header. */
export async function cookieOfPlanner(platform: Platform): Promise<string> {
	const ctx = makeCtx(platform, { actor: SYSTEM });
	await ensureUnits(ctx, [{ code: 'bench', kind: 'governorate', nameAr: 'محافظة القياس', nameEn: 'Bench' }]);
	const people = await ensurePeople(ctx, [
		{
			username: 'bench.planner',
			nameAr: 'مخطط',
			nameEn: 'Planner',
			roles: [{ role: 'planner', unit: 'bench' }]
		}
	]);
	const password = randomBytes(18).toString('base64url');
	await setPassword(ctx, people.get('bench.planner')!, password, { mustChange: false });
	const { token } = await signIn(platform, { username: 'bench.planner', password, ip: '127.0.0.1' });
	return `${SESSION_COOKIE}=${token}`;
}
