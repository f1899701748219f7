import type { Option } from '#lib/ui/controls/options.ts';
import type { UnitKind } from '../rules/index.ts';
import { kindName } from './words.ts';

interface Reader {
	locale: 'ar' | 'en';
	pick(text: { ar: string; en: string }): string;
}

/** Units to choose from, in the order of the tree; the unit above stands beside the name. */
export function unitOptions(
	units: readonly {
		id: string;
		code: string;
		kind: UnitKind;
		nameAr: string;
		nameEn: string;
		parentId: string | null;
		valid: boolean;
	}[],
	reader: Reader,
	by: 'id' | 'code'
): Option[] {
	const names = new Map(units.map((u) => [u.id, reader.pick({ ar: u.nameAr, en: u.nameEn })]));
	return units
		.filter((u) => u.valid)
		.map((u) => {
			const above = u.parentId ? names.get(u.parentId) : undefined;
			const kind = kindName(u.kind, reader);
			return { value: u[by], label: names.get(u.id) ?? u.code, detail: above ? `${kind}، ${above}` : kind };
		});
}
