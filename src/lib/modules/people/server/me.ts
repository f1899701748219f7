import type { Ctx } from '#lib/server/context.ts';
import { rolesOf } from '#lib/server/policy/index.ts';
import type { Preferences } from '../rules/index.ts';

/** The signed-in person as every page shows them. */
export interface Me {
	name_ar: string;
	name_en: string;
	username: string;
	unit: { name_ar: string; name_en: string } | null;
	roles: string[];
	preferences: Preferences;
}

/** Null for the public. */
export async function me(ctx: Ctx): Promise<Me | null> {
	const { actor } = ctx;
	if (actor.kind !== 'person' || !actor.username) return null;
	const row = await ctx.read((db) =>
		db
			.selectFrom('person as p')
			.leftJoin('unit as u', (j) => j.on('u.id', '=', actor.unitId))
			.select(['p.locale', 'p.digits', 'p.theme', 'u.name_ar', 'u.name_en'])
			.where('p.id', '=', actor.personId)
			.executeTakeFirst()
	);
	return {
		name_ar: actor.nameAr ?? '',
		name_en: actor.nameEn ?? '',
		username: actor.username,
		unit: row?.name_ar && row.name_en ? { name_ar: row.name_ar, name_en: row.name_en } : null,
		roles: rolesOf(actor),
		preferences: {
			...(row?.locale ? { locale: row.locale as Preferences['locale'] } : {}),
			...(row?.digits ? { digits: row.digits as Preferences['digits'] } : {}),
			...(row?.theme ? { theme: row.theme as Preferences['theme'] } : {})
		}
	};
}
