import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type {
	Assumption,
	Charge,
	DepositKind,
	FeeItem,
	PaymentMethod,
	ReleaseObstacle,
	RoadGrade,
	TariffItem,
	TariffRow,
	TariffUnit
} from '../../rules/index.ts';
import { SURFACE } from '../words.ts';

/** What the codes of money are called. */
type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

export const GRADE: Words<RoadGrade> = {
	excellent: m.fees_grade_excellent,
	first: m.fees_grade_first,
	second: m.fees_grade_second,
	third: m.fees_grade_third,
	unpaved_first: m.fees_grade_unpaved_first,
	unpaved_second: m.fees_grade_unpaved_second
};

export const ITEM: Words<TariffItem | FeeItem> = {
	restoration: m.fees_item_restoration,
	minimum: m.fees_item_minimum,
	supervision_rate: m.fees_item_supervision_rate,
	supervision_flat: m.fees_item_supervision_flat,
	deposit_rate: m.fees_item_deposit_rate,
	emergency_factor: m.fees_item_emergency_factor,
	overrun_day: m.fees_item_overrun_day
};

export const CHARGE: Words<Charge> = {
	fees: m.fees_charge_fees,
	deposit: m.fees_charge_deposit,
	overrun: m.fees_charge_overrun
};

export const METHOD: Words<PaymentMethod> = {
	cash: m.fees_method_cash,
	cheque: m.fees_method_cheque,
	transfer: m.fees_method_transfer,
	card: m.fees_method_card
};

export const MOVE: Words<DepositKind> = {
	held: m.fees_move_held,
	cancelled: m.fees_move_cancelled,
	released: m.fees_move_released,
	forfeited: m.fees_move_forfeited
};

export const ASSUMED: Words<Assumption> = {
	grade: m.fees_assumed_grade,
	surface: m.fees_assumed_surface,
	width: m.fees_assumed_width
};

export const OBSTACLE: Words<ReleaseObstacle> = {
	nothing_held: m.fees_obstacle_nothing_held,
	not_restored: m.fees_obstacle_not_restored,
	defects_open: m.fees_obstacle_defects_open,
	guarantee_unknown: m.fees_obstacle_guarantee_unknown,
	guarantee_running: m.fees_obstacle_guarantee_running
};

export const UNIT: Words<TariffUnit> = {
	piastres_m2: m.fees_unit_m2,
	piastres: m.fees_unit_once,
	piastres_day: m.fees_unit_day,
	basis_points: m.fees_unit_rate,
	hundredths: m.fees_unit_factor
};

/** "Restoration: first grade, asphalt, protected pavement". */
export function lineTitle(
	line: Pick<TariffRow, 'item' | 'grade' | 'surface'> & { protected?: boolean },
	prefs: Preferences
): string {
	const parts = [
		line.grade && GRADE[line.grade]({}, prefs),
		line.surface && SURFACE[line.surface]({}, prefs),
		line.protected && m.fees_protected({}, prefs)
	].filter(Boolean);
	const item = ITEM[line.item]({}, prefs);
	return parts.length ? `${item}: ${parts.join(prefs.locale === 'ar' ? '، ' : ', ')}` : item;
}

/** A row's value in its own unit: money, a percentage, a factor. */
export function valueText(
	{ value, unit }: Pick<TariffRow, 'value'> & { unit: TariffUnit },
	prefs: Preferences
): string {
	if (unit === 'basis_points') return prefs.percent(value / 10_000, value % 100 === 0 ? 0 : 2);
	if (unit === 'hundredths') return `× ${prefs.number(value / 100)}`;
	return prefs.money(value);
}

/** The codes of a vocabulary as choices. */
export function choices<Code extends string>(words: Words<Code>, prefs: Preferences) {
	return (Object.keys(words) as Code[]).map((value) => ({ value, label: words[value]({}, prefs) }));
}
