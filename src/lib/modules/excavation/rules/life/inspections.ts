import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import { civilDate, type CivilDate } from '#lib/kernel/dates.ts';
import { DomainError, type FieldError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { LIMITS } from '../limits.ts';
import type { DigState } from '../vocabulary.ts';

export const INSPECTION_KINDS = [
	'start',
	'during',
	'reinstatement_interim',
	'reinstatement_final',
	'guarantee'
] as const;
export type InspectionKind = (typeof INSPECTION_KINDS)[number];

export const DEFECT_KINDS = [
	'surface',
	'settlement',
	'backfill',
	'edges',
	'kerb',
	'utility',
	'safety',
	'debris',
	'beyond_permit',
	'other'
] as const;
export type DefectKind = (typeof DEFECT_KINDS)[number];

/**
 * In which states of a work an inspection can arrive. One made while it ran may come from a telephone without
 * network after it is over; what decides (the final acceptance, the guarantee) only counts in its own state.
 */
export const INSPECTED_IN: Record<InspectionKind, readonly DigState[]> = {
	start: ['running', 'finished', 'restored'],
	during: ['running', 'finished', 'restored'],
	reinstatement_interim: ['running', 'finished', 'restored'],
	reinstatement_final: ['finished'],
	guarantee: ['restored']
};

/** What an inspector usually comes for, in a state. */
export function usualKind(state: DigState): InspectionKind | null {
	if (state === 'running') return 'during';
	if (state === 'finished') return 'reinstatement_final';
	return state === 'restored' ? 'guarantee' : null;
}

const Remark = freeText().min(1);

export const RecordInspection = z.strictObject({
	/** Made by the sender; the same twice is recorded once. */
	id: z.uuid(),
	kind: z.enum(INSPECTION_KINDS),
	result: z.enum(['pass', 'fail']),
	remark: Remark.max(LIMITS.detailsLength).nullable().default(null),
	/** When it was made, on the street. */
	at: z.iso.datetime({ offset: true }),
	/** WGS84 longitude, latitude of the inspector. */
	position: z
		.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
		.nullable()
		.default(null),
	accuracy_m: z.number().min(0).max(100_000).nullable().default(null),
	defects: z
		.array(
			z.strictObject({
				kind: z.enum(DEFECT_KINDS),
				remark: Remark.max(LIMITS.reasonLength).nullable().default(null)
			})
		)
		.max(20)
		.default([]),
	/** Ids of earlier defects that were found made good. */
	fixed: z
		.array(z.string().regex(/^\d{1,18}$/))
		.max(100)
		.default([]),
	/** SHA-256 of photos that were sent before. */
	photos: z
		.array(z.string().regex(/^[0-9a-f]{64}$/))
		.max(12)
		.default([])
});
export type RecordInspection = z.output<typeof RecordInspection>;

/** @throws DomainError `invalid_input` when the result and the defects do not go together. */
export function demandConsistent({ result, defects }: RecordInspection): void {
	const fields: FieldError[] = [];
	if (result === 'fail' && defects.length === 0) fields.push({ path: 'defects', code: 'dig_required' });
	if (result === 'pass' && defects.length > 0) fields.push({ path: 'result', code: 'dig_pass_with_defects' });
	defects.forEach((d, i) => {
		if (d.kind === 'other' && d.remark === null)
			fields.push({ path: `defects.${i}.remark`, code: 'dig_required' });
	});
	if (fields.length) throw new DomainError('invalid_input', { fields });
}

/** The last day of a guarantee of so many months that begins on a day. */
export function guaranteeUntil(from: CivilDate, months: number): CivilDate {
	const [year = 0, month = 1, day = 1] = from.split('-').map(Number);
	const index = year * 12 + month - 1 + Math.round(months);
	const [y, m] = [Math.floor(index / 12), (index % 12) + 1];
	// A month without such a day ends earlier.
	for (let d = day; d > 0; d--) {
		const date = civilDate(y, m, d);
		if (date) return date;
	}
	throw new RangeError(`no day ${months} months after ${from}`);
}

export interface Defect {
	id: string;
	kind: DefectKind;
	remark: string | null;
	found_at: string;
	fixed_at: string | null;
}

export interface Inspection {
	id: string;
	kind: InspectionKind;
	result: 'pass' | 'fail';
	remark: string | null;
	at: string;
	received_at: string;
	person: Bilingual;
	/** WGS84. */
	position: [number, number] | null;
	distance_m: number | null;
	defects: Defect[];
	photos: string[];
}
