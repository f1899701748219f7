import { uuidv7 } from '#lib/kernel/ids.ts';
import { actOnPermit, openPermit, permitDraws, permitRecord } from '#lib/modules/permits/server/index.ts';
import type { PermitCase, PermitRecord } from '#lib/modules/permits/rules/index.ts';
import { aPlot, type Department } from './department.ts';
import { bringPapers, HOUSE, payDues, takenIn } from './permit-file.ts';

const EXAMINED = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`);

/** What is built on licences in a department, each on a plot of its own. */
export interface Builders {
	act: (by: string, ref: string, action: string, input?: unknown) => Promise<PermitCase>;
	record: (ref: string, by?: string) => Promise<PermitRecord>;
	/** A licence for a house of three floors, and its plot. */
	licensed: (by?: string) => Promise<{ ref: string; at: number }>;
	/** Brings the papers of a case and pays what it owes. */
	complete: (ref: string) => Promise<void>;
	/** The site of a licence that was begun, its board seen. */
	begun: (by?: string) => Promise<{ ref: string; site: string; completion: string; at: number }>;
	/** Passes every stage that is left. */
	pass: (site: string) => Promise<void>;
	/** The same with what was built deposited as licensed, its papers there and its certificate paid. */
	built: (by?: string) => Promise<{ ref: string; site: string; completion: string; at: number }>;
	/** A plot nobody has built on. */
	plot: () => number;
}

export function builders(house: Department): Builders {
	let plots = 0;
	const as = (name: string) => house.officer(name).ctx;
	const act: Builders['act'] = async (by, ref, action, input = {}) =>
		(await actOnPermit(as(by), ref, action, input)).answer;
	const record: Builders['record'] = (ref, by = 'inspector') => permitRecord(as(by), ref);
	const licensed: Builders['licensed'] = async (by = 'clerk') => {
		const at = plots++;
		const { answer } = await openPermit(as(by), {
			kind: 'new',
			...aPlot(at),
			facts: HOUSE,
			parties: { owner: { name: 'سعاد فؤاد منصور' } }
		});
		const ref = answer.reference;
		await takenIn(house, by, ref);
		await act('clerk', ref, 'accept', { certificate_on: '2026-11-18' });
		const picked = (await permitDraws(as('auditor'), ref)).draws.at(-1)!.picked;
		const reviewer = ['reviewer1', 'reviewer2', 'reviewer3'].find((r) => house.officer(r).id === picked)!;
		await act(reviewer, ref, 'begin');
		await act(reviewer, ref, 'recommend', { outcome: 'grant', reason: 'مستوفٍ', examined: EXAMINED });
		await act('head', ref, 'take_up');
		await act('head', ref, 'approve');
		await payDues(as('cashier'), ref);
		await act('authority', ref, 'issue');
		return { ref, at };
	};
	const complete: Builders['complete'] = async (ref) => {
		await bringPapers(as('clerk'), ref);
		await payDues(as('cashier'), ref);
	};
	const begun: Builders['begun'] = async (by = 'clerk') => {
		const { ref, at } = await licensed(by);
		await bringPapers(as(by), ref, ['contract']);
		await act(by, ref, 'notify_start', { starts_on: '2026-11-25', contractor: 'شركة البناء' });
		const site = ref.replace('BP', 'BC');
		await act('inspector', site, 'check_board');
		return { ref, site, completion: ref.replace('BP', 'BD'), at };
	};
	const pass: Builders['pass'] = async (site) => {
		for (const { stage, floor } of (await record(site)).execution!.left)
			await act('inspector', site, 'inspect', seen(stage, { floor, at: '2026-11-19T08:45:00Z' }));
	};
	const built: Builders['built'] = async (by = 'clerk') => {
		const stands = await begun(by);
		await pass(stands.site);
		await act(by, stands.ref, 'deposit', {
			...{ certificate_on: '2026-11-19', outline: aPlot(stands.at).footprint, height_m: 10 }
		});
		await complete(stands.completion);
		return stands;
	};
	return { act, record, complete, licensed, begun, pass, built, plot: () => plots++ };
}

/** An inspection of a stage that was made on the morning of the tests. */
export const seen = (stage: string, more: Record<string, unknown> = {}) => ({
	...{ id: uuidv7(), stage, result: 'ok', at: '2026-11-19T08:30:00Z' },
	...more
});

/** What was built: 6.3 square metres beyond the outline of the licence, behind it. */
export function builtOver(at: number): GeoJSON.Polygon {
	const [[x1, y1] = [0, 0], , [x2, y2] = [0, 0]] = aPlot(at).footprint.coordinates[0] as [number, number][];
	const over = 6.3 / 5.25;
	return {
		type: 'Polygon',
		coordinates: [
			[
				[x1, y1],
				[x2, y1],
				[x2, y2],
				[x1 + 5.25, y2],
				[x1 + 5.25, y2 + over],
				[x1, y2 + over],
				[x1, y1]
			]
		]
	};
}
