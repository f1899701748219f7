import type { Role } from '#lib/kernel/roles.ts';
import { ensurePeople, ensureUnits } from '#lib/modules/people/server/index.ts';
import { actorOfToken, setPassword, signIn } from '#lib/server/auth/index.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import type { Platform } from '#lib/server/platform.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';

export const PASSWORD = 'quiet-lamp-47-river';

/** A governorate with two districts, two villages and two companies. */
export function someUnits(p: Platform): Promise<Map<string, string>> {
	return ensureUnits(makeCtx(p, { actor: SYSTEM }), [
		{ code: 'gov', kind: 'governorate', nameAr: 'محافظة التجربة', nameEn: 'Trial Governorate' },
		{ code: 'east', kind: 'district', nameAr: 'حي شرق', nameEn: 'East District', parent: 'gov' },
		{ code: 'west', kind: 'district', nameAr: 'حي غرب', nameEn: 'West District', parent: 'gov' },
		{ code: 'east-1', kind: 'village', nameAr: 'قرية أولى', nameEn: 'First Village', parent: 'east' },
		{ code: 'gas', kind: 'company', nameAr: 'شركة الغاز', nameEn: 'Gas Company', parent: 'gov' },
		{ code: 'telecom', kind: 'company', nameAr: 'شركة الاتصالات', nameEn: 'Telecom Company', parent: 'gov' }
	]);
}

/** A person holding roles since 2026, who can sign in with PASSWORD. @returns the id. */
export async function aPerson(
	p: Platform,
	username: string,
	roles: { role: Role; unit: string; from?: string; to?: string }[] = [],
	{ password = PASSWORD }: { password?: string | null } = {}
): Promise<string> {
	const ctx = makeCtx(p, { actor: SYSTEM });
	const held = roles.map((r) => ({ from: '2026-01-01', ...r }));
	const ids = await ensurePeople(ctx, [
		{ username, nameAr: `شخص ${username}`, nameEn: `Person ${username}`, roles: held }
	]);
	const id = ids.get(username) ?? '';
	if (password) await setPassword(ctx, id, password, { mustChange: false });
	return id;
}

/** A context of that person, signed in for real. */
export async function signedIn(
	p: Platform,
	username: string,
	password = PASSWORD
): Promise<Ctx & { token: string }> {
	const { token } = await signIn(p, { username, password, ip: '192.0.2.9', userAgent: 'test' });
	return { ...makeCtx(p, { actor: await actorOfToken(p, token) }), token };
}
