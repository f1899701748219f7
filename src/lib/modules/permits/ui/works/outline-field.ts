import type { Surface } from '../../rules/plane/types.ts';

/** A field that is typed into, or filled from a drawing; `drawn` is what a drawing brought. */
export interface OutlineField {
	text: string;
	drawn: string;
}

/** The field when a drawing was read: one without the building leaves what was typed, and nothing of another drawing. */
export function withDrawing(
	{ text, drawn }: OutlineField,
	footprint: Surface | null
): OutlineField & { missing: boolean } {
	if (footprint === null) return { text: text === drawn ? '' : text, drawn: '', missing: true };
	const brought = JSON.stringify(footprint);
	return { text: brought, drawn: brought, missing: false };
}
