import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Surface } from '../plane/types.ts';

/** What a department gives in writing. */
export const CERTIFICATE_KINDS = ['statement', 'licence', 'refusal', 'conformity', 'utility_letter'] as const;
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number];

/** What a certificate is worth at a moment. */
export type CertificateStatus = 'valid' | 'expired' | 'suspended' | 'superseded' | 'revoked';

/** Numbers of each kind: `ST-2026-000001`. */
export const CERTIFICATE_PREFIX: Readonly<Record<CertificateKind, string>> = {
	statement: 'ST',
	licence: 'BL',
	refusal: 'RF',
	conformity: 'CF',
	utility_letter: 'UL'
};

/** A word or number of a paper; `ltr`: it keeps its own direction within Arabic. */
export type PaperCell = string | { text: string; ltr?: boolean; mark?: string; strong?: boolean };

/** A part of a paper, in the words that were printed. */
export type PaperSection =
	| { kind: 'rows'; title: string; rows: { label: string; value: PaperCell }[] }
	| { kind: 'table'; title: string; head: string[]; widths: string[]; rows: PaperCell[][] }
	| { kind: 'list'; title: string; items: string[] };

/** The words of a paper, below its head. */
export interface PaperPage {
	heading: string;
	/** What it is about, in a sentence. */
	intro: string;
	sections: PaperSection[];
}

/** What is written in a certificate, as it was issued and as it lies in its paper. Geometry in EPSG:22992. */
export interface CertificateContent {
	schema: 'diwan-certificate-1';
	kind: CertificateKind;
	number: string;
	code: string;
	publisher: Bilingual;
	unit: Bilingual;
	/** Of the case; null for a statement. */
	reference: string | null;
	subject: string | null;
	issued_at: string;
	valid_until: CivilDate | null;
	/** The number of the one it takes the place of. */
	supersedes: string | null;
	parcel: string | null;
	area_m2: number;
	plot: Surface;
	footprint: Surface | null;
	/** By kind: measures of a statement, people and works of a licence, article of a refusal. */
	data: Record<string, unknown>;
	page: PaperPage;
	/** SVG, one unit is one metre. */
	drawing: string;
}
