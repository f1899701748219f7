import { ROLES, type Role } from '#lib/kernel/roles.ts';

/** Somebody knocking: the public, an account of each role, one of another unit, one that was closed. */
export interface Subject {
	name: string;
	/** Null when nobody is signed in, or no longer. */
	role: Role | null;
	/** Works in the unit that owns the records asked for. */
	owning: boolean;
	cookie: string | null;
}

export interface House {
	base: string;
	password: string;
}

const TARGET = 'matrix_target';
const CLOSED = 'matrix_closed';

/** Signs in. @returns the session's cookie. */
export async function enter({ base, password }: House, username: string): Promise<string> {
	const answer = await fetch(`${base}/api/v1/session`, {
		method: 'POST',
		headers: { origin: base, 'content-type': 'application/json' },
		body: JSON.stringify({ username, password })
	});
	const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
	if (answer.status !== 201 || !cookie) throw new Error(`${username} cannot sign in: ${await answer.text()}`);
	return cookie;
}

/** Sends a form action as the page's own script does, which shows the action's answer and nothing else. */
export async function act(
	{ base }: House,
	cookie: string | null,
	path: string,
	form: Record<string, string>
): Promise<{ type: string; status: number; data: string }> {
	const answer = await fetch(base + path, {
		method: 'POST',
		headers: {
			origin: base,
			accept: 'application/json',
			'x-sveltekit-action': 'true',
			...(cookie ? { cookie } : {})
		},
		body: new URLSearchParams(form)
	});
	const text = await answer.text();
	try {
		const { type, status, data = '' } = JSON.parse(text);
		return { type, status: status ?? answer.status, data: String(data) };
	} catch {
		return { type: 'page', status: answer.status, data: text };
	}
}

/** All subjects, signed in; and the account that forms are tried on. */
export async function everybody(house: House): Promise<{ subjects: Subject[]; target: string }> {
	const subjects: Subject[] = [{ name: 'the public', role: null, owning: false, cookie: null }];
	for (const role of ROLES)
		subjects.push({ name: role, role, owning: true, cookie: await enter(house, role) });
	subjects.push({
		name: 'utility_planner of another company',
		role: 'utility_planner',
		owning: false,
		cookie: await enter(house, 'utility_planner_gas')
	});
	const admin = subjects.find((s) => s.role === 'admin')?.cookie ?? '';
	await ensurePerson(house, admin, TARGET);
	subjects.push({
		name: 'an administrator whose account was closed',
		role: null,
		owning: false,
		cookie: await closedAdministrator(house, admin)
	});
	return { subjects, target: TARGET };
}

async function ensurePerson(house: House, admin: string, username: string): Promise<void> {
	const form = { username, nameAr: 'شخص للتجربة', nameEn: 'Trial Person' };
	const { status } = await act(house, admin, '/admin/people/new', form);
	if (![303, 409].includes(status)) throw new Error(`${username} cannot be added: ${status}`);
	await act(house, admin, `/admin/people/${username}?/active`, { active: '1' });
}

/** An administrator who is signed in, works, and is then closed by a colleague: the cookie must be dead. */
async function closedAdministrator(house: House, admin: string): Promise<string> {
	await ensurePerson(house, admin, CLOSED);
	const units = (await (
		await fetch(`${house.base}/api/v1/units`, { headers: { cookie: admin } })
	).json()) as {
		items: { id: string }[];
	};
	const place = `/admin/people/${CLOSED}`;
	const given = { role: 'admin', unitId: units.items[0]?.id ?? '', from: '2026-01-01' };
	await act(house, admin, `${place}?/assign`, given);
	const made = await act(house, admin, `${place}?/password`, {});
	const first = /[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}/.exec(made.data)?.[0] ?? '';
	const cookie = await enter({ ...house, password: first }, CLOSED);
	const allowed = () => fetch(`${house.base}/api/v1/people`, { headers: { cookie } });
	if ((await allowed()).status !== 403)
		throw new Error('a first password lets more be done than changing it');
	await act(house, cookie, '/account?/password', { current: first, next: `${first}-changed` });
	if ((await allowed()).status !== 200) throw new Error('the second administrator cannot work');
	await act(house, admin, `${place}?/active`, { active: '0' });
	return cookie;
}
