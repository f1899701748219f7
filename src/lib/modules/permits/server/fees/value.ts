import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Tx } from '#lib/server/context.ts';
import { feesAsked, worksValue, type Place } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { feeRows } from './rows.ts';

/** What the works of a case come to by the unit costs of a day, in pounds; null where nobody can tell. */
export async function reckonedValue(
	db: Tx['db'],
	found: Pick<CaseRow, 'life' | 'kind' | 'facts' | 'plot_m2'>,
	{ place, on }: { place: Place; on: CivilDate }
): Promise<number | null> {
	const { value } = worksValue(feesAsked(found, { place, on, stages: [] }), await feeRows(db));
	return value?.reckoned == null ? null : value.reckoned / 100;
}
