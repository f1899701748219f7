import { randomBytes } from 'node:crypto';
import type { Role } from '#lib/kernel/roles.ts';
import { ensurePeople, ensureUnits } from '#lib/modules/people/server/index.ts';
import { SESSION_COOKIE, setPassword, signIn } from '#lib/server/auth/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import type { Platform } from '#lib/server/platform.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';

/** Signs a planner of the governorate in, as a browser would be. @returns the Cookie header. */
export function cookieOfPlanner(platform: Platform): Promise<string> {
	return cookieOf(platform, { role: 'planner', unit: 'bench', kind: 'governorate' });
}

/** Signs somebody in who holds a role in a unit, both made when they are not there. @returns the Cookie header. */
export async function cookieOf(
	platform: Platform,
	{ role, unit, kind }: { role: Role; unit: string; kind: 'governorate' | 'company' }
): Promise<string> {
	const ctx = makeCtx(platform, { actor: SYSTEM });
	const username = `${unit}.${role.replaceAll('_', '-')}`;
	await ensureUnits(ctx, [{ code: unit, kind, nameAr: `جهة ${unit}`, nameEn: `Unit ${unit}` }]);
	const people = await ensurePeople(ctx, [
		{ username, nameAr: 'موظف', nameEn: 'Officer', roles: [{ role, unit }] }
	]);
	const password = randomBytes(18).toString('base64url');
	await setPassword(ctx, people.get(username)!, password, { mustChange: false });
	const { token } = await signIn(platform, { username, password, ip: '127.0.0.1' });
	return `${SESSION_COOKIE}=${token}`;
}
