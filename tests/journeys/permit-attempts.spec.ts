import { expect, type APIRequestContext } from '@playwright/test';
import { PERMIT_TRANSITIONS, type Duty } from '#lib/modules/permits/rules/index.ts';
import { numbersFrom } from '../builders/random-plots.ts';
import { accepted } from './permit-file.ts';
import { aCentralParcel } from './plot.ts';
import { apiAs, test } from './support.ts';

/** More by DIWAN_ATTEMPTS=1000. */
const ATTEMPTS = Number(process.env.DIWAN_ATTEMPTS ?? 60);

/** Accounts of the demonstration, and the duties that each may ever have in a case that is not their own. */
const PEOPLE: Record<string, readonly Duty[]> = {
	window_clerk: ['clerk', 'applicant'],
	cashier: ['cashier'],
	head_of_engineering: ['approver'],
	authority: ['authority'],
	inspector: ['inspector'],
	agency_focal_point: ['agency'],
	governor: ['governor'],
	auditor: ['auditor'],
	...Object.fromEntries(
		['citizen', 'applicant_engineer', 'utility_planner', 'fleet_manager', 'archivist', 'unit_head'].map(
			(name) => [name, []]
		)
	)
};

interface Door {
	told: string;
	method: 'get' | 'post' | 'put';
	path: (ref: string) => string;
	data?: unknown;
	/** What an entry calls a look that is refused; the same once more within a minute is on record already. */
	look?: string;
	/** Who may never come in. */
	never: readonly string[];
}

const strangers = Object.keys(PEOPLE).filter((name) => PEOPLE[name]!.length === 0 && name !== 'unit_head');

interface Entry {
	request_id: string;
	action: string;
	actor: { username: string };
	subject: { id: string };
	detail: { action: string };
}

/** Every step by everybody who has not its duty, and what else is opened or written of a case. */
function doors(): Door[] {
	const actions = new Map<string, Set<Duty>>();
	for (const { action, by } of PERMIT_TRANSITIONS)
		if (by !== 'system') actions.set(action, (actions.get(action) ?? new Set()).add(by));
	const steps = [...actions].flatMap(([action, duties]): Door[] => {
		if (duties.has('applicant')) duties.add('clerk');
		const never = Object.keys(PEOPLE).filter((name) => !PEOPLE[name]!.some((duty) => duties.has(duty)));
		const path = (ref: string) => `/api/v1/permits/${ref}/actions/${action}`;
		return ['open', 'attach'].includes(action)
			? []
			: [{ told: action, method: 'post', path, data: {}, never }];
	});
	const case_ = (ref: string) => `/api/v1/permits/${ref}`;
	return [
		...steps,
		...[
			['the case', '', 'read'],
			['the papers', '/documents', 'read_documents'],
			['the fees', '/fees', 'read_fees'],
			['the history', '/history', 'read_history'],
			['the notes', '/notes', 'read_notes'],
			['the certificates', '/certificates', 'read_certificates'],
			['the works', '/works', 'read'],
			['the neighbours', '/neighbours', 'read_neighbours'],
			['what lies around', '/site', 'read_site'],
			['where it stands', '/tracking', 'track']
		].map(([told, rest, look]): Door => ({
			...{ told: told!, method: 'get', never: strangers, look: look!, path: (ref) => case_(ref) + rest }
		})),
		...[
			['the parties', '/parties'],
			['a paper', '/documents/identity/1']
		].map(([told, rest]): Door => ({
			...{ told: told!, method: 'get', never: strangers, path: (ref) => case_(ref) + rest }
		})),
		{
			...{ told: 'the draw', method: 'get', path: (ref) => `${case_(ref)}/draw` },
			never: [...strangers, 'window_clerk', 'cashier', 'head_of_engineering', 'authority', 'governor']
		},
		{
			...{ told: 'bring a paper', method: 'post', path: (ref) => `${case_(ref)}/documents` },
			never: [...strangers, 'cashier', 'head_of_engineering', 'authority', 'inspector', 'auditor']
		}
	];
}

test(`${ATTEMPTS} attempts of wrong people at the doors of the interface and of the screens: each refused, and on record`, async () => {
	test.setTimeout(60_000 + ATTEMPTS * 400);
	const clerk = await apiAs('window_clerk');
	const owner = 'وديعة سليم القللي';
	const { ref } = await accepted(clerk, {
		parties: { owner: { name: owner } },
		...{ kind: 'strengthening', parcel_id: await aCentralParcel(clerk, 9 + test.info().retry) },
		facts: {
			...{ floors: 2, height_m: 6, basements: 0, use: 'residential' },
			...{ floor_areas_m2: [50, 50], works_value_egp: 90_000 }
		}
	});
	const people = new Map<string, APIRequestContext>();
	for (const name of Object.keys(PEOPLE)) people.set(name, await apiAs(name));
	const standing = async () => (await (await clerk.get(`/api/v1/permits/${ref}`)).json()).version;
	const before = await standing();

	const random = numbersFrom(20261123);
	const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
	const all = doors();
	const wrong: string[] = [];
	const asked = new Map<string, { told: string; look: string | null }>();
	const who = (name: string, look: string) => `${name} ${look}`;
	for (let made = 0; made < ATTEMPTS; made++) {
		const door = any(all);
		const name = any(door.never);
		const answer = await people.get(name)![door.method](door.path(ref), {
			...(door.data === undefined ? {} : { data: door.data })
		});
		const told = `${name}: ${door.told}`;
		const body = (await answer.json().catch(() => ({}))) as { code?: string; reference?: string };
		if (![403, 404].includes(answer.status())) wrong.push(`${told}: ${answer.status()} ${body.code}`);
		const look = door.look ? who(name, door.look) : null;
		asked.set(body.reference ?? `none ${made}`, { told, look });
		// The page of the case, through which its data come to a screen, says nothing of it either.
		const screen = strangers.includes(name)
			? await people.get(name)!.get(`/permits/${ref}`, { maxRedirects: 0 })
			: null;
		if (screen) asked.set(`page ${made}`, { told: `${told}: its page`, look: who(name, 'read') });
		if (screen && (screen.ok() || (await screen.text()).includes(owner)))
			wrong.push(`${told}: its page ${screen.status()}`);
	}
	expect(wrong).toEqual([]);
	expect(await standing()).toBe(before);

	const auditor = people.get('auditor')!;
	const looked = new Set<string>();
	let cursor: string | null = null;
	do {
		const page = await auditor.get('/api/v1/audit', {
			params: { action: 'permit.refused_', limit: 500, ...(cursor ? { cursor } : {}) }
		});
		const { items, next_cursor } = (await page.json()) as {
			items: Entry[];
			next_cursor: string | null;
		};
		for (const { request_id, action, actor, subject, detail } of items) {
			asked.delete(request_id);
			if (action === 'permit.refused_look' && subject.id === ref)
				looked.add(who(actor.username, detail.action));
		}
		cursor = next_cursor;
	} while (cursor);
	const missing = [...asked.values()].filter(({ look }) => look === null || !looked.has(look));
	expect(missing.map(({ told }) => told)).toEqual([]);
});
