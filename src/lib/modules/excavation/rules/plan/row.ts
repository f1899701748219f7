import { arNorm } from '#lib/kernel/arabic.ts';
import type { FieldError } from '#lib/kernel/errors.ts';
import { readDay, readText } from '../cell.ts';
import { readImportRow, type ImportDig } from '../import-row.ts';
import { rowFault } from '../row-fault.ts';
import type { Candidate } from './candidates.ts';

/** A work that is to be scheduled as a file gives it: a work, and what limits the planner. */
export interface PlanRow extends ImportDig {
	earliest?: unknown;
	latest?: unknown;
	submitted?: unknown;
	nuisance?: unknown;
	joint?: unknown;
}

export interface ReadPlanRow extends Candidate {
	promoter: string;
	carriageway: boolean;
}

/**
 * Reads a row's attributes as `readImportRow`, and the limits beside them.
 * @throws DomainError as `readImportRow`; `fields` holds every wrong limit.
 */
export function readPlanRow(row: PlanRow): ReadPlanRow {
	const { source_id, promoter, category, state, start, end, carriageway } = readImportRow(row);
	const fields: FieldError[] = [];
	const day = (path: 'earliest' | 'latest' | 'submitted'): string | null => {
		const text = readText(row[path], 60);
		if (text === '' && !(row[path] instanceof Date)) return null;
		const read = readDay(row[path]);
		if (read === null) fields.push({ path, code: 'value_unreadable', params: { field: path, value: text } });
		return read;
	};
	const limits = { earliest: day('earliest'), latest: day('latest'), submitted: day('submitted') };
	const nuisance = Number(readText(row.nuisance, 20) || 0);
	if (!(nuisance >= 0 && nuisance <= 5)) fields.push({ path: 'nuisance', code: 'plan_nuisance_range' });
	if (fields.length) throw rowFault(fields);
	return {
		id: source_id,
		promoter,
		organisation: arNorm(promoter),
		category: category ?? 'standard',
		state,
		window: { start, end },
		...limits,
		nuisance,
		joint: arNorm(readText(row.joint, 200)) || null,
		carriageway
	};
}
