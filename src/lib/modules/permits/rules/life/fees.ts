import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Piastres } from '#lib/kernel/money.ts';
import type { PaymentMethod } from '#lib/kernel/payment.ts';
import type { Place } from '../code/types.ts';
import { feeCaseOf } from '../fees/quote.ts';
import type { FeeCase, FeeGap, FeeLine } from '../fees/types.ts';
import type { FeeStage } from '../fees/vocabulary.ts';
import type { PermitType } from '../permit-types.ts';
import type { PermitFacts } from './facts.ts';
import type { PermitKind } from './vocabulary.ts';
import type { Life } from './works-vocabulary.ts';

/** When a licence pays: with the file, and with the licence. */
export const PAY_STAGES = ['intake', 'issue'] as const;
/** What is paid in a case of any life: the conformity certificate, the price of a reconciliation, the statement. */
export const CHARGES = [...PAY_STAGES, 'completion', 'reconciliation', 'statement'] as const;
export type PayStage = (typeof CHARGES)[number];

/** When a case of each life pays; a reconciliation is examined first. */
export const CHARGES_OF: Record<Life, readonly PayStage[]> = {
	statement: ['statement'],
	licence: PAY_STAGES,
	execution: [],
	completion: ['completion'],
	violation: ['intake', 'reconciliation']
};

/** What is asked for in a case, as lists of papers and fees name it. */
export function typeOfCase({ life, kind }: { life: Life; kind: PermitKind }): PermitType {
	if (life === 'statement') return 'statement';
	if (life === 'completion') return 'conformity';
	return life === 'violation' ? 'reconciliation' : kind;
}

/** What a case owes at one stage, and what was paid of it. */
export interface StageFees {
	stage: PayStage;
	/** Null while it is only a quote; else when the account was drawn up, and by the formulas of which day. */
	drawn_up: { at: string; priced_on: CivilDate } | null;
	/** The price of a reconciliation stands on no formula. */
	lines: (Omit<FeeLine, 'stage' | 'formula_id'> & { formula_id: string | null })[];
	/** Why a quote is not whole. */
	gaps: FeeGap[];
	total: Piastres;
	paid: Piastres;
	/** Nothing of a quote is due; negative: paid too much. */
	due: Piastres;
	/** Of what is paid in parts, the next one; null where all that is due is paid at once. */
	next: { amount: Piastres; on: CivilDate | null } | null;
}

export interface PermitReceipt {
	/** `RC-2026-000001`, of one series with all cash desks. */
	number: string;
	stage: PayStage;
	amount: Piastres;
	method: PaymentMethod;
	gateway: string;
	paid_at: string;
	/** Null for whoever applies. */
	cashier: Bilingual | null;
	payer: string | null;
	document: string | null;
	cancelled: { at: string; reason: string } | null;
}

/** The accounts of a case. */
export interface CaseFees {
	stages: StageFees[];
	/** The newest first, cancelled ones among them. */
	receipts: PermitReceipt[];
	/** What is due is still asked for; false where the case ended without it. */
	asked: boolean;
	may: { pay: boolean; cancel: boolean };
}

interface Priced {
	life: Life;
	kind: PermitKind;
	facts: PermitFacts;
	/** Square metres. */
	plot_m2: number;
}

/** What the fees of a case are reckoned from, by what it says: what nobody has said stays open. */
export function feesAsked(
	{ life, kind, facts, plot_m2 }: Priced,
	{ place, on, stages }: { place: Place; on: CivilDate; stages: readonly FeeStage[] }
): FeeCase {
	const { use, height_m, units, basements = null, fence_m = null } = facts;
	const exemptions = life === 'violation' ? [] : (facts.exemptions ?? []);
	const floor = (area_m2: number) => ({ use: use ?? '', area_m2 });
	const told = facts.floor_areas_m2;
	const areas = told && told.length === facts.floors ? told : null;
	const asked = kind === 'added_floors' ? lastOf(areas, facts.added_floors ?? null) : areas;
	const below = facts.basement_areas_m2 ?? null;
	const deep = basements === 0 ? [] : below && below.length === basements ? below : null;
	const declared = facts.works_value_egp;
	const sized = feeCaseOf(
		{
			...{
				on,
				place,
				permit_type: typeOfCase({ life, kind }),
				stages: [...stages],
				height_m,
				units,
				fence_m,
				plot_m2
			},
			floors: use === null || kind === 'fence' ? null : (asked?.map(floor) ?? null),
			basements: kind === 'fence' ? [] : (deep?.map(floor) ?? null),
			exemptions
		},
		on
	);
	return { ...sized, declared_value: declared === null ? null : Math.round(declared * 100) };
}

/** The floors that are added are the uppermost. */
function lastOf(areas: readonly number[] | null, count: number | null): readonly number[] | null {
	return areas && count !== null && count <= areas.length ? areas.slice(areas.length - count) : null;
}
