import written from '../../../../../../gis-data/code-rules/permit-kinds.json' with { type: 'json' };
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Scope } from '../check/types.ts';
import type { Quantity } from '../fees/vocabulary.ts';
import type { PermitKind } from '../life/vocabulary.ts';
import type { Stage } from '../life/stages.ts';

/** What a kind of permit is judged by, what its works are worth, and what is inspected of them. */
export interface KindRules extends Scope {
	/** `reckoned`: areas by unit costs are the least the works are worth; `declared`: unit costs of building say nothing of them. */
	value: 'reckoned' | 'declared';
	/** What of the quantities of fees such works do not have. */
	has_none: readonly Quantity[];
	/** Stages of its own; null: the list of the authority. */
	stages: readonly Stage[] | null;
}

interface Written {
	valid_from: CivilDate;
	unverified: boolean;
	kinds: Record<
		PermitKind,
		Omit<KindRules, 'stages'> & { stages?: { code: string; title: Bilingual; per_floor?: boolean }[] }
	>;
}

const LISTS = [...(written as unknown as readonly Written[])].sort((a, b) =>
	a.valid_from < b.valid_from ? 1 : -1
);
const SOURCE = 'قاعدة عمل بالمنصة؛ لم يعثر على قائمة مصرية';

/** What held for a kind of permit on a day; before the first list that list. */
export function kindRules(kind: PermitKind, on: CivilDate): KindRules {
	const { valid_from, unverified, kinds } = LISTS.find((list) => list.valid_from <= on) ?? LISTS.at(-1)!;
	const { stages, ...rest } = kinds[kind];
	return {
		...rest,
		stages:
			stages?.map(({ code, title, per_floor = false }) => ({
				...{ code, title, per_floor, valid_from, unverified, source: SOURCE }
			})) ?? null
	};
}
