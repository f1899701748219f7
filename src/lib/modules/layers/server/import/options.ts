import type { GeometryColumns } from '#lib/server/formats/index.ts';
import type { Mapping, SheetChoice } from '../../rules/index.ts';

/** How a file is to be understood; whatever is absent is found out. */
export interface Reading {
	path: string;
	/** What the person calls the file, when the path is ours. */
	fileName?: string;
	/** The layer to fill. */
	layer: string;
	/** The layer inside the file, when it has several. */
	fileLayer?: string;
	/** `EPSG:22992`, a name, or well-known text; overrules the file. */
	crs?: string;
	encoding?: string;
	/** Which columns of a table hold the place. */
	columns?: GeometryColumns;
	/** Laid over the guessed mapping. */
	map?: Mapping;
	/** Values that every row gets, by target. */
	set?: Record<string, string>;
	/** The stable name of where the rows come from; rows are recognised by it and their identifier. */
	source?: string;
	/** A sheet whose rows are laid over the records by a common key. */
	sheet?: { path: string; name: string } & SheetChoice;
	signal?: AbortSignal;
}

export interface ImportOptions extends Reading {
	/** Does everything and takes it back: the report is exact, nothing stays. */
	dryRun?: boolean;
	/** A wrong row stops everything (default), or is left out and reported. */
	onError?: 'stop' | 'skip';
	onProgress?: (read: number, total: number | undefined) => void;
}

export type { ImportReport, Refusal } from '../../rules/index.ts';

/** Refusals kept one by one; beyond, they are counted. */
export const REFUSALS_KEPT = 1000;
