import type { Bilingual } from '#lib/kernel/layer.ts';
import type { PublicPermit } from '../../rules/register/types.ts';

/** A page of the register, as the API gives it. */
export interface RegisterPart {
	items: PublicPermit[];
	total: number;
	more_than_total: boolean;
	next_cursor: string | null;
}

export interface RegisterChoice {
	districts: { code: string; name: Bilingual }[];
	years: number[];
}
