/** Open trenches that citizens report. */
import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';

const MOST = 1000;

/** What a citizen sends. */
export const SendReport = z.strictObject({
	at: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
	details: freeText().max(MOST).nullable().default(null),
	/** Somebody may fall in. */
	danger: z.boolean().default(false)
});
export type SendReport = z.output<typeof SendReport>;

export const CloseReport = z.strictObject({
	/** Confirmed: something is wrong there. */
	outcome: z.enum(['confirmed', 'dismissed']),
	reason: freeText().min(1).max(MOST)
});
export type CloseReport = z.output<typeof CloseReport>;

export const ListReports = z.object({
	state: z.enum(['open', 'confirmed', 'dismissed']).default('open'),
	unlicensed: z.enum(['0', '1']).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(100)
});
export type ListReports = z.output<typeof ListReports>;

/** The answer to the citizen; of a work only what everybody may know. */
export interface ReportReceipt {
	code: string;
	/** Null: no open work is near, so it is taken for an unlicensed dig. */
	work: { reference: string; title: string; organisation: Bilingual; distance_m: number } | null;
}

/** A report on the desk. */
export interface ReportOnDesk {
	id: string;
	code: string;
	/** WGS84. */
	at: [lon: number, lat: number];
	details: string | null;
	danger: boolean;
	reported_at: string;
	street: Bilingual | null;
	work: { reference: string; title: string; organisation: Bilingual; distance_m: number } | null;
	state: 'open' | 'confirmed' | 'dismissed';
	close_reason: string | null;
}
