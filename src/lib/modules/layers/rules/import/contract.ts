import type { Bilingual } from '#lib/kernel/layer.ts';
import type { FeatureCollection } from 'geojson';
import type { ErrorCode, ErrorParams } from '#lib/kernel/errors.ts';
import type { Box } from '#lib/kernel/map-contract.ts';
import type { Mapping } from './mapping.ts';
import type { SheetJoin } from './sheet.ts';
import type { Target } from './targets.ts';

/** A coordinate system, and who says that it is the file's. */
export interface FileCrs {
	srid?: number;
	name: string;
	from: 'file' | 'format' | 'guess' | 'given';
}

export interface FileField {
	name: string;
	type: string;
	samples: unknown[];
}

/** A file as it would be understood, before anything is done with it. */
export interface ImportPreview {
	format: string;
	encoding?: string;
	/** 0 to 1. */
	encodingConfidence?: number;
	/** Absent when nothing tells; then there is nothing to draw either. */
	crs?: FileCrs & { srid: number };
	/** What the file calls its system, when it is not one of ours. */
	foreignCrs?: string;
	/** EPSG codes under which the numbers would lie in Egypt, likely ones first. */
	crsSuggestions: number[];
	fileLayers: string[];
	fileLayer?: string;
	fields: FileField[];
	total?: number;
	source: string;
	/** The sheet that came beside the file. */
	sheet?: SheetJoin;
	mapping: Mapping;
	targets: Target[];
	unused: string[];
	/** The first records (WGS84), with `row` and `label`. */
	features: FeatureCollection;
	/** Around them. */
	extent?: Box;
	/** Records drawn, and whether the file has more. */
	shown: number;
	more: boolean;
}

/** A row that was not taken, and why. `at` is a place to look at (WGS84). */
export interface Refusal {
	row: number;
	sourceId?: string;
	code: ErrorCode;
	params: ErrorParams;
	at?: [number, number];
	/** In the caller's language. */
	message: string;
}

export interface ImportReport {
	layer: string;
	format: string;
	encoding?: string;
	/** When the file has several: all of them, and the one that was taken. */
	fileLayers?: string[];
	fileLayer?: string;
	crs: FileCrs;
	source: string;
	mapping: Mapping;
	/** Fields of the file that nothing takes. */
	unused: string[];
	read: number;
	inserted: number;
	updated: number;
	unchanged: number;
	/** Taken, but drawn wrongly and put right. */
	repaired: number;
	refused: number;
	refusedByCode: Record<string, number>;
	/** The first of them. */
	refusals: Refusal[];
	/** Clashes that imported works opened; only for digs. */
	clashes?: number;
	/** The first of those, with whose works; only for a programme. */
	met?: MetClash[];
	/** Works that an earlier file brought and this one does not name any more; only for a programme. */
	missing?: MissingWork[];
	/** The sheet that came beside the file. */
	sheet?: SheetJoin;
	/** What the format passes over on purpose (`HATCH: 12`). */
	skipped: Record<string, number>;
	dryRun: boolean;
}

/** A work of an earlier file. */
export interface MissingWork {
	reference: string;
	source_id: string;
	title: string;
	unit: Bilingual;
	window: { start: string; end: string };
}

/** One of the clashes that a programme opens. */
export interface MetClash {
	rule: string;
	severity: 'block' | 'warn' | 'info';
	a: MetParty;
	b: MetParty;
	from: string;
	to: string;
	days: number;
}

export interface MetParty {
	reference: string;
	source_id: string | null;
	title: string;
	promoter: { ar: string; en: string };
}

/** Where an import may go. */
export interface ImportTarget {
	id: string;
	title: { ar: string; en: string };
	geometry: 'point' | 'line' | 'polygon';
}

/** A line of a running import's answer. */
export type RunEvent =
	| { progress: { read: number; total: number | null } }
	| { report: ImportReport }
	| {
			problem: {
				code: string;
				detail: string;
				reference: string;
				row?: number;
				sourceId?: string;
				at?: [number, number];
			};
	  };
