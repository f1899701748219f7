import { actOnPermit, openPermit, permitDraws } from '#lib/modules/permits/server/index.ts';
import type { PermitCase } from '#lib/modules/permits/rules/index.ts';
import type { Ctx } from '#lib/server/context.ts';
import { aPlot, type Department } from './department.ts';
import { HOUSE, takenIn } from './permit-file.ts';

/** The works-validity certificate of the files that are accepted. */
export const ACCEPT = { certificate_on: '2026-11-18' };
/** Rules that no layer of an empty map can check. */
const EXAMINED = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`);
export const GRANT = {
	...{ outcome: 'grant', reason: 'مستوفٍ', conditions: ['تسليم عينات الخرسانة'] },
	examined: EXAMINED
};
export const PARTIES = {
	owner: { name: 'سعاد فؤاد منصور', national_id: '28501010212345', phone: '01001234567' },
	engineer: { name: 'كريم شاهين', office: 'مكتب النيل', syndicate_no: '12345' }
};

/** What people of a department do in cases, each by their user name. */
export interface Desk {
	as(name: string): Ctx;
	/** The user name of a reviewer. */
	nameOf(id: string): string;
	/** A draft on a plot of its own. */
	opened(by?: string, more?: Record<string, unknown>): Promise<PermitCase>;
	act(by: string, ref: string, action: string, input?: unknown): Promise<PermitCase & { due?: unknown }>;
	/** A file that was accepted, and who was drawn. */
	accepted(by?: string, how?: typeof ACCEPT): Promise<{ ref: string; reviewer: string }>;
	/** How many plots have a draft; the next one takes this. */
	taken(): number;
	/** What happens on another day. */
	later<T>(day: string, work: () => Promise<T>): Promise<T>;
}

/** @param house asked for when it is needed: tests make theirs before they begin. */
export function aDesk(house: () => Department): Desk {
	let plots = 0;
	const as: Desk['as'] = (name) => house().officer(name).ctx;
	const nameOf: Desk['nameOf'] = (id) =>
		['reviewer1', 'reviewer2', 'reviewer3'].find((name) => house().officer(name).id === id) ??
		`nobody (${id})`;
	const opened: Desk['opened'] = async (by = 'clerk', more = {}) => {
		const draft = { kind: 'new', ...aPlot(plots++), facts: HOUSE, parties: PARTIES, ...more };
		return (await openPermit(as(by), draft)).answer;
	};
	const act: Desk['act'] = async (by, ref, action, input = {}) =>
		(await actOnPermit(as(by), ref, action, input)).answer;
	const accepted: Desk['accepted'] = async (by = 'clerk', { certificate_on } = ACCEPT) => {
		const { reference: ref } = await opened(by);
		await takenIn(house(), by, ref);
		await act('clerk', ref, 'accept', { certificate_on });
		const { draws } = await permitDraws(as('auditor'), ref);
		return { ref, reviewer: nameOf(draws.at(-1)!.picked) };
	};
	const later: Desk['later'] = async (day, work) => {
		const { clock } = house();
		const { now } = clock;
		clock.now = new Date(`${day}T09:00:00Z`);
		try {
			return await work();
		} finally {
			clock.now = now;
		}
	};
	return { as, nameOf, opened, act, accepted, taken: () => plots, later };
}
