import type { Srid } from '#lib/kernel/crs.ts';
import type { GivenWork, ImportDig } from '../../rules/index.ts';

export interface ProgrammeOptions {
	/** The system of the rows' geometry. */
	srid: Srid;
	rows: AsyncIterable<ImportDig> | Iterable<ImportDig>;
	/** What the person calls the file; kept as the reason of what it changes. */
	fileName: string;
	/** A wrong row stops everything (default), or is left out and reported. */
	onError?: 'stop' | 'skip';
	onProgress?: (rows: number) => void;
	signal?: AbortSignal;
}

/** A row that can be stored; `geom` is hex EWKB in EPSG:22992. */
export interface BroughtWork extends GivenWork {
	contractor_id: string | null;
	/** In the file's words, where the register does not know it. */
	contractor: string | null;
	/** From 1, as the file was read. */
	row: number;
	unit_id: string;
	source_id: string;
	buffer_m: number;
	geom: string;
}
