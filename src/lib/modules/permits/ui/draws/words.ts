import { m } from '#lib/paraglide/messages.js';
import type { Exclusion } from '../../rules/draw/told.ts';

export const EXCLUSION: Record<Exclusion, typeof m.draws_out_load> = {
	has_duty: m.draws_out_has_duty,
	applicant: m.draws_out_applicant,
	related: m.draws_out_related,
	has_read: m.draws_out_has_read,
	discipline: m.draws_out_discipline,
	handled_before: m.draws_out_handled_before,
	load: m.draws_out_load
};
