import { EGYPT_EXTENT, LEGAL_SRID, type Srid } from '#lib/kernel/crs.ts';
import { DomainError, isDomainError } from '#lib/kernel/errors.ts';
import { assertPosition, bboxOf, reproject } from '#lib/kernel/geometry.ts';
import { bufferOf, RULE_DEFAULTS } from '../../rules/index.ts';
import { readPlanRow, type PlanRow, type ReadPlanRow, type Zone } from '../../rules/plan/index.ts';
import { readForeignShape } from '../foreign-shape.ts';

/** Works of a file, in planar metres of EPSG:22992, and the rows that are none. */
export interface ReadWorks {
	works: ReadPlanRow[];
	zones: Zone[];
	refused: { row: number; source_id: string; error: DomainError }[];
}

/**
 * Reads works that are to be scheduled. Where the system was guessed, because most works then lie in Egypt, one that
 * does not is in the wrong place.
 * @throws DomainError with `onError: 'stop'` the reason of the first wrong row, with its `row` and `source_id`.
 */
export async function readWorks(
	rows: AsyncIterable<PlanRow & { row: number }>,
	{ srid, guessed = false, onError }: { srid: Srid; guessed?: boolean; onError: 'stop' | 'skip' }
): Promise<ReadWorks> {
	const read: ReadWorks = { works: [], zones: [], refused: [] };
	const seen = new Set<string>();
	for await (const row of rows) {
		try {
			const work = readPlanRow(row);
			const { shape, srid: system } = readForeignShape(row.geometry, srid);
			if (guessed) assertPosition(bboxOf(shape)!, { governorate: EGYPT_EXTENT }, system);
			if (seen.has(work.id)) throw new DomainError('already_exists');
			seen.add(work.id);
			const geometry = reproject(shape, system, LEGAL_SRID);
			read.works.push(work);
			read.zones.push({ id: work.id, geometry, buffer_m: bufferOf(RULE_DEFAULTS, work.carriageway) });
		} catch (error) {
			if (!isDomainError(error)) throw error;
			const at = { row: row.row, source_id: String(row.source_id ?? '') };
			const { code, params, fields } = error;
			const told = new DomainError(code, {
				params: { ...params, ...at, fields: fields.map((f) => f.path).join(', ') },
				fields
			});
			if (onError === 'stop') throw told;
			read.refused.push({ ...at, error: told });
		}
	}
	return read;
}
