import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import { DomainError, type FieldError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { LIMITS } from '../limits.ts';
import type { Clock } from './clock.ts';

/** The networks under a street, as their layers are called. */
export const NETWORKS = ['water', 'sewage', 'gas', 'power', 'telecom'] as const;
export type Network = (typeof NETWORKS)[number];

/** What the owner of a network answers: nothing of ours there; there is, and where; only if; no. */
export const RESPONSE_ANSWERS = ['none', 'present', 'conditions', 'objection'] as const;
export type ResponseAnswer = (typeof RESPONSE_ANSWERS)[number];

const Text = freeText().min(1);

export const RespondDig = z.strictObject({
	answer: z.enum(RESPONSE_ANSWERS),
	/** Where it lies, or why not. */
	remark: Text.max(LIMITS.detailsLength).nullable().default(null),
	conditions: z.array(Text.max(LIMITS.reasonLength)).max(20).default([]),
	/** The SHA-256 of a plan that was sent before. */
	file: z
		.string()
		.regex(/^[0-9a-f]{64}$/)
		.nullable()
		.default(null),
	/** Where it lies, as GeoJSON. */
	geometry: z
		.looseObject({ type: z.string(), coordinates: z.array(z.unknown()) })
		.nullable()
		.default(null),
	crs: z.union([z.string().max(4000), z.number()]).optional()
});
export type RespondDig = z.output<typeof RespondDig>;

/** @throws DomainError `invalid_input` when an answer lacks what makes it one. */
export function demandWhole(answer: RespondDig): void {
	const fields: FieldError[] = [];
	const need = (path: string, given: boolean) => given || fields.push({ path, code: 'dig_required' });
	if (answer.answer === 'present')
		need('remark', answer.remark !== null || answer.file !== null || answer.geometry !== null);
	if (answer.answer === 'conditions') need('conditions', answer.conditions.length > 0);
	if (answer.answer === 'objection') need('remark', answer.remark !== null);
	if (fields.length) throw new DomainError('invalid_input', { fields });
}

/** The owner of a network on the board of a request. */
export interface OwnerResponse {
	unit_id: string;
	unit: Bilingual;
	/** What of theirs lies within reach, as far as is known; empty where only an area was declared. */
	networks: Network[];
	/** Metres from the work. */
	distance_m: number;
	asked_at: string;
	/** While no answer is there. */
	clock: Clock | null;
	answer: ResponseAnswer | null;
	remark: string | null;
	conditions: string[];
	file: string | null;
	/** WGS84. */
	geometry: GeoJSON.Geometry | null;
	answered_at: string | null;
	person: Bilingual | null;
	escalated: boolean;
	version: number;
	/** The reader may answer, or answer otherwise. */
	may_answer: boolean;
}

/** What a unit has declared as its own: the lines of a layer, an area, or the lines within one. */
export interface NetworkOwner {
	id: string;
	unit_id: string;
	unit: Bilingual;
	network: Network | null;
	/** WGS84: the ground within which its lines lie, or the pipe itself; null: everywhere. */
	geometry: GeoJSON.MultiPolygon | GeoJSON.MultiLineString | null;
	note: string | null;
	may_close: boolean;
}

/** Declaring what a unit owns. */
export const DeclareNetwork = z.strictObject({
	/** A unit's code or id; absent, the only one the person plans for. */
	unit: freeText().min(1).max(100).optional(),
	network: z.enum(NETWORKS).nullable().default(null),
	geometry: z
		.looseObject({ type: z.string(), coordinates: z.array(z.unknown()) })
		.nullable()
		.default(null),
	crs: z.union([z.string().max(4000), z.number()]).optional(),
	note: Text.max(200).nullable().default(null)
});

/** Ending a declaration: the pipe is gone, or belongs to somebody else now. */
export const CloseNetwork = z.strictObject({ reason: Text.max(LIMITS.reasonLength) });
