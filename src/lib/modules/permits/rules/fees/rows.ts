import type { CivilDate } from '#lib/kernel/dates.ts';
import type { FeeCase, FeeFormula } from './types.ts';

type Asked = Pick<FeeCase, 'on' | 'place' | 'permit_type'>;

/** True while a row holds. */
export function holdsOn(row: FeeFormula, day: CivilDate): boolean {
	return row.in_force && row.valid_from <= day && (row.valid_until === null || day < row.valid_until);
}

/**
 * The row of a fee for a case on its day. A row for the type of permit is more particular than one for the kind of
 * place; one that has ended lets none of the more general ones through.
 */
export function rowFor(
	rows: readonly FeeFormula[],
	{ on, place, permit_type }: Asked,
	{ fee, variant }: Pick<FeeFormula, 'fee' | 'variant'>
): FeeFormula | null {
	const fitting = rows.filter(
		(r) =>
			r.fee === fee &&
			r.variant === variant &&
			(r.place === null || r.place === place) &&
			(r.permit_type === null || r.permit_type === permit_type) &&
			holdsOn(r, on)
	);
	const particular = (r: FeeFormula) => (r.permit_type === null ? 0 : 2) + (r.place === null ? 0 : 1);
	const best = fitting.reduce<FeeFormula | null>(
		(found, r) => (found && particular(found) >= particular(r) ? found : r),
		null
	);
	return best?.formula.kind === 'ended' ? null : best;
}
