/** A value of a rule between two days (both included; no end = until further notice). */
export interface ParameterRow {
	name: string;
	value: number;
	valid_from: string;
	valid_to: string | null;
}

/** Rule C1's buffers in metres. */
export interface C1Parameters {
	buffer_carriageway_m: number;
	buffer_other_m: number;
}

/** As published by GIPOD; used where the governorate has set nothing for that day. */
export const C1_DEFAULTS: C1Parameters = { buffer_carriageway_m: 10, buffer_other_m: 5 };

/** The buffers in force on a day: a work is measured by the rules of the day it starts. */
export function c1Parameters(rows: readonly ParameterRow[], day: string): C1Parameters {
	const on = (name: keyof C1Parameters) =>
		rows.find((r) => r.name === name && r.valid_from <= day && (r.valid_to === null || day <= r.valid_to))
			?.value ?? C1_DEFAULTS[name];
	return { buffer_carriageway_m: on('buffer_carriageway_m'), buffer_other_m: on('buffer_other_m') };
}

/** The buffer of one work in metres. */
export function bufferOf(parameters: C1Parameters, carriageway: boolean): number {
	return carriageway ? parameters.buffer_carriageway_m : parameters.buffer_other_m;
}
