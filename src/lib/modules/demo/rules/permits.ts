import { addDays, cairoDate } from '#lib/kernel/dates.ts';
import { areaOf } from '#lib/kernel/geometry.ts';
import recipe from '../../../../../gis-data/demo-town/permits.json' with { type: 'json' };
import { officeDay } from './office-hours.ts';

/** `appealed` lies with the governor; what is `reopened` was granted an appeal, and others led it to the licence. */
type Ending = 'licence' | 'building' | 'refused' | 'appealed' | 'reopened' | 'review' | 'agencies';

/** An application of the town, and how far it came. */
export interface DemoPermit {
	kind: string;
	applied_days_ago: number;
	ending: Ending;
	/** On a plot that such a restriction touches, and the canal; on a plot without any when absent. */
	beside?: string;
	/** It changes the licence of that application, on its plot. */
	amends?: number;
	/** It stands on a site statement. */
	statement: boolean;
	/** With the outline of a building. */
	outlined: boolean;
	facts: Record<string, unknown> & { floor_areas_m2: readonly number[] };
	parties: { owner: { name: string }; engineer: { name: string; office: string } };
}

interface DemoStep {
	by: 'clerk' | 'cashier' | 'reviewer' | 'head' | 'other_head' | 'authority' | 'agency' | 'governor';
	action: string;
	days_ago: number;
	input: Record<string, unknown>;
}

/** A request for the statement of a plot: one that was issued, and one that waits for the engineer of the department. */
export interface DemoStatement {
	asked_days_ago: number;
	ending: 'issued' | 'waiting';
	/** The account that asks. */
	by: 'window_clerk' | 'applicant_engineer';
	parties: { owner: { name: string }; engineer?: { name: string; office: string } };
}

/** The recipe; its people are nobody. */
export const DEMO_PERMITS = recipe.permits as readonly DemoPermit[];
export const DEMO_STATEMENTS = recipe.statements as readonly DemoStatement[];

/** The ground that a building may take, drawn in about its middle until it is as large as its largest floor. */
export function outlineOf(ground: GeoJSON.Polygon, floors: readonly number[]): GeoJSON.Polygon {
	const size = Math.min(1, Math.sqrt(Math.max(...floors) / areaOf(ground)));
	const corners = ground.coordinates[0]!.slice(0, -1);
	const middle = [0, 1].map((i) => corners.reduce((sum, c) => sum + c[i]!, 0) / corners.length);
	const drawn = (c: GeoJSON.Position) => c.map((x, i) => middle[i]! + (x - middle[i]!) * size);
	return { type: 'Polygon', coordinates: ground.coordinates.map((ring) => ring.map(drawn)) };
}

/** The steps of an application after its draft, each some days after the one before. */
export function permitSteps({ ending, applied_days_ago: first }: DemoPermit, now: Date): DemoStep[] {
	const step = (
		by: DemoStep['by'],
		action: string,
		after: number,
		input: Record<string, unknown> = {}
	): DemoStep => ({ by, action, days_ago: Math.max(0, first - after), input });
	const pay = (after: number) => step('cashier', 'pay_fees', after);
	const certified = officeDay(now, first);
	const accepted = [
		step('clerk', 'submit', 0),
		pay(0),
		step('clerk', 'take_in', 1),
		step('clerk', 'accept', 2, { certificate_on: certified })
	];
	const begun = [...accepted, step('reviewer', 'begin', 4)];
	if (ending === 'review') return begun;
	// One of both agencies answers, the other keeps silent beyond its term.
	if (ending === 'agencies')
		return [
			...accepted.slice(0, -2),
			step('clerk', 'take_in', 0),
			step('clerk', 'accept', 0, { certificate_on: certified }),
			step('reviewer', 'begin', 0),
			step('reviewer', 'consult', 0),
			step('agency', 'answer', 6, { answer: 'conditions', note: recipe.words.agreed })
		];
	const { granted, refused: against, article } = recipe.words;
	const refuses = ending === 'refused' || ending === 'appealed' || ending === 'reopened';
	const recommended = [
		...begun,
		step('reviewer', 'recommend', 8, {
			outcome: refuses ? 'refuse' : 'grant',
			reason: refuses ? against : granted,
			...(refuses ? { article } : {})
		}),
		step('head', 'take_up', 9)
	];
	const refused = [...recommended, step('head', 'refuse', 10, { reason: against, article })];
	if (ending === 'refused') return refused;
	const appealed = [...refused, step('clerk', 'file_appeal', 16, { grounds: recipe.words.grounds })];
	if (ending === 'appealed') return appealed;
	if (ending === 'reopened')
		return [
			...appealed,
			step('governor', 'grant_appeal', 20, { reason: recipe.words.appeal_granted }),
			step('reviewer', 'begin', 21),
			step('reviewer', 'recommend', 24, { outcome: 'grant', reason: granted }),
			step('other_head', 'take_up', 25),
			step('other_head', 'approve', 26),
			pay(27),
			step('authority', 'issue', 28)
		];
	const issued = [...recommended, step('head', 'approve', 11), pay(12), step('authority', 'issue', 13)];
	if (ending === 'licence') return issued;
	const starts = addDays(cairoDate(now), 1);
	return [...issued, step('clerk', 'notify_start', first, { starts_on: starts })];
}
