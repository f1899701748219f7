import { DomainError, isDomainError, type ErrorParams, type FieldError } from '#lib/kernel/errors.ts';

/** A row of a file that was left out. `row` counts from 1. */
export interface Refusal {
	row: number;
	source_id: string;
	code: string;
	params: ErrorParams;
	fields: FieldError[];
	/** A place to look at: WGS84. */
	at?: [number, number];
}

export interface Refusals {
	refused: Refusal[];
}

/** Notes a wrong row, or throws what is wrong with it where that is to stop everything. */
export type Refuse = (row: number, sourceId: string, error: unknown) => void;

/** With `stop` the error tells the row and its `source_id` in its params. */
export function refuser(refusals: Refusals, onError: 'stop' | 'skip' = 'stop'): Refuse {
	return (row, source_id, error) => {
		if (!isDomainError(error)) throw error;
		const { code, params, fields, at } = error;
		if (onError === 'skip')
			refusals.refused.push({ row, source_id, code, params, fields, ...(at ? { at } : {}) });
		else
			throw new DomainError(code, { params: { ...params, row, source_id }, fields, ...(at ? { at } : {}) });
	};
}

/** What a row is called, even one that cannot be read. */
export function rowId({ source_id }: { source_id?: unknown }): string {
	return source_id === null || source_id === undefined || typeof source_id === 'object'
		? ''
		: String(source_id);
}
