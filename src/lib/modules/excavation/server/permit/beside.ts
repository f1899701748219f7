import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Locale, Tx } from '#lib/server/context.ts';

/** Whom a permit concerns beside its holder. */
export interface Beside {
	/** What owners of networks answered to the request that was granted. */
	owners: { unit: Bilingual; remark: string | null; drawn: boolean; conditions: string[] }[];
	/** The lead of the joint trench it lies in, and those who dig there as well; null outside one. */
	joint: { lead: string; others: string[] } | null;
}

export async function besideOf(db: Tx['db'], digId: string): Promise<Beside> {
	const owners = await sql<
		Beside['owners'][number]
	>`select r.remark, r.conditions, r.geom is not null as drawn,
			jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as unit
		from dig d join dig_response r on r.dig_id = d.id and r.round = d.round join unit u on u.id = r.unit_id
		where d.id = ${digId}::bigint and r.answer in ('present', 'conditions') order by r.distance_m, u.name_ar`.execute(
		db
	);
	const joint = await sql<NonNullable<Beside['joint']>>`select l.reference as lead,
			array_agg(o.reference order by o.id) as others
		from dig d join dig_joint j on j.id = d.joint_id join dig l on l.id = j.lead_id
		join dig o on o.joint_id = d.joint_id and o.id <> d.id
		where d.id = ${digId}::bigint group by l.reference`.execute(db);
	return { owners: owners.rows, joint: joint.rows[0] ?? null };
}

/** What lies in the ground, as its owners told. */
export function networksTold({ owners }: Beside, locale: Locale): string[] {
	return owners.flatMap(({ unit, remark, drawn }) => {
		const where = drawn ? m.permit_network_drawn({}, { locale }) : null;
		const text = remark && where ? m.permit_network_told({ remark, where }, { locale }) : (remark ?? where);
		return text ? [said(unit, text, locale)] : [];
	});
}

/** What owners of networks ask for. */
export function conditionsTold({ owners }: Beside, locale: Locale): string[] {
	return owners.flatMap(({ unit, conditions }) => conditions.map((text) => said(unit, text, locale)));
}

/** The trench it shares, in a line; null where it shares none. */
export function jointTold({ joint }: Beside, reference: string, locale: Locale): string | null {
	if (!joint) return null;
	const options = { locale };
	return joint.lead === reference
		? m.permit_joint_leads({ others: joint.others.map(apart).join('، ') }, options)
		: m.permit_joint_follows({ reference: apart(joint.lead) }, options);
}

function said(unit: Bilingual, text: string, locale: Locale): string {
	return m.permit_said_by({ owner: unit[locale], text }, { locale });
}

/** A reference keeps its own direction within a line of Arabic. */
const apart = (reference: string) => `\u2066${reference}\u2069`;
