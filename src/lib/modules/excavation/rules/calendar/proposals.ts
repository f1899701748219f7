import { addDays, type CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { copticEaster } from './coptic-easter.ts';
import type { Period } from './types.ts';
import { hijriDays, type HijriDay } from './umm-al-qura.ts';

/**
 * What can be foreseen of a year: holidays, Ramadan, and the embargoes of the feasts. All proposed: the cabinet moves
 * holidays and the moon decides the Hijri ones, so a clerk confirms them with the decree.
 */
export function proposeYear(year: number): readonly Period[] {
	let found = foreseen.get(year);
	if (found) return found;
	if (foreseen.size >= YEARS_KEPT) foreseen.clear();
	foreseen.set(year, (found = foresee(year)));
	return found;
}

/** A year takes a millisecond to compute, never changes, and is asked for with every check. */
const foreseen = new Map<number, readonly Period[]>();
const YEARS_KEPT = 64;

function foresee(year: number): Period[] {
	const found: Period[] = [];
	const add = (kind: Period['kind'], name: Bilingual, starts_on: CivilDate, days: number, origin: string) =>
		found.push({
			id: null,
			kind,
			name,
			starts_on,
			ends_on: addDays(starts_on, days - 1),
			from: '00:00',
			to: '24:00',
			decree: null,
			state: 'proposed',
			origin,
			verified: false
		});

	for (const [day, ar, en] of FIXED) add('holiday', { ar, en }, `${year}-${day}`, 1, CABINET);
	const easter = copticEaster(year);
	add('holiday', { ar: 'شم النسيم', en: 'Sham el-Nessim' }, addDays(easter, 1), 1, EASTER);
	add('embargo', { ar: 'عيد الميلاد المجيد', en: 'Coptic Christmas' }, `${year}-01-06`, 2, CUSTOM);
	add('embargo', { ar: 'عيد القيامة المجيد', en: 'Coptic Easter' }, addDays(easter, -1), 2, EASTER);

	const hijri = hijriDays(year);
	for (const day of hijri) {
		if (!day.date.startsWith(`${year}-`)) continue;
		const feast = FEASTS.find((f) => f.month === day.month && f.day === day.day);
		if (feast) {
			add('holiday', feast.name, day.date, feast.days, UMM_AL_QURA);
			if (feast.embargo) add('embargo', feast.name, day.date, feast.days, UMM_AL_QURA);
		}
		if (day.month === 9 && day.day === 1) {
			const name = { ar: `رمضان ${day.year}`, en: `Ramadan ${day.year}` };
			add('ramadan', name, day.date, lengthOf(hijri, day), UMM_AL_QURA);
		}
	}
	return found.sort((a, b) => compare(a.starts_on, b.starts_on) || compare(a.kind, b.kind));
}

/** Adds what can be foreseen of the years between two days that are not on record themselves. */
export function withProposals(
	periods: readonly Period[],
	recorded: readonly number[],
	from: CivilDate,
	to: CivilDate
): Period[] {
	const all = [...periods];
	// A Ramadan may reach over from the year before.
	for (let year = Number(from.slice(0, 4)) - 1; year <= Number(to.slice(0, 4)); year++)
		if (!recorded.includes(year))
			all.push(...proposeYear(year).filter((p) => p.starts_on <= to && p.ends_on >= from));
	return all;
}

const CABINET = 'الإجازات الرسمية للدولة';
const EASTER = 'حساب عيد القيامة للكنيسة القبطية';
const CUSTOM = 'المعتاد في العيد';
const UMM_AL_QURA = 'تقويم أم القرى (حساب)';

const FIXED = [
	['01-07', 'عيد الميلاد المجيد', 'Coptic Christmas'],
	['01-25', 'ثورة 25 يناير وعيد الشرطة', 'Revolution of 25 January and Police Day'],
	['04-25', 'عيد تحرير سيناء', 'Sinai Liberation Day'],
	['05-01', 'عيد العمال', 'Labour Day'],
	['06-30', 'ثورة 30 يونيو', 'Revolution of 30 June'],
	['07-23', 'عيد ثورة 23 يوليو', 'Revolution of 23 July'],
	['10-06', 'عيد القوات المسلحة', 'Armed Forces Day']
] as const;

const FEASTS = [
	{ month: 10, day: 1, days: 3, embargo: true, name: { ar: 'عيد الفطر المبارك', en: 'Eid al-Fitr' } },
	{
		month: 12,
		day: 9,
		days: 4,
		embargo: true,
		name: { ar: 'وقفة عرفات وعيد الأضحى المبارك', en: 'Arafat Day and Eid al-Adha' }
	},
	{ month: 1, day: 1, days: 1, embargo: false, name: { ar: 'رأس السنة الهجرية', en: 'Hijri New Year' } },
	{
		month: 3,
		day: 12,
		days: 1,
		embargo: false,
		name: { ar: 'المولد النبوي الشريف', en: 'Prophet’s Birthday' }
	}
];

function lengthOf(days: readonly HijriDay[], first: HijriDay): number {
	return days.filter((d) => d.year === first.year && d.month === first.month).length;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
