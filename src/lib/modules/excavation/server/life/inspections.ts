import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { factsOf, transitionOf, type Defect, type Dig, type Inspection } from '../../rules/index.ts';
import { readDig } from '../save.ts';

/** Every inspection of a dig, newest first. @throws DomainError `forbidden`, `not_found` */
export async function listInspections(ctx: Ctx, reference: string): Promise<Inspection[]> {
	demand(ctx, 'dig:read');
	return ctx.read(async (db) => inspectionsOf(db, (await readDig(db, reference)).id));
}

/** What the inspector's page starts from. @throws DomainError `forbidden`, `not_found` */
export async function inspectionForm(ctx: Ctx, reference: string): Promise<InspectionForm> {
	demand(ctx, 'dig:inspect');
	return ctx.read(async (db) => {
		const dig = await readDig(db, reference);
		const all = (await inspectionsOf(db, dig.id)).flatMap((i) => i.defects);
		return {
			dig,
			defects: all.filter((d) => d.fixed_at === null),
			may: transitionOf('inspect', factsOf(dig), cairoDate(ctx.now())) !== undefined
		};
	});
}

export interface InspectionForm {
	dig: Dig;
	/** Open ones. */
	defects: Defect[];
	/** The dig is in a state in which there is something to inspect. */
	may: boolean;
}

export async function inspectionsOf(db: Tx['db'], digId: string): Promise<Inspection[]> {
	const { rows } =
		await sql<Row>`select i.id::text, i.kind, i.result, i.remark, i.at, i.received_at, i.distance_m,
			jsonb_build_object('ar', p.name_ar, 'en', p.name_en) as person,
			case when i.geom is not null then (select array[st_x(w), st_y(w)] from st_transform(i.geom, 4326) w) end as position,
			(select coalesce(jsonb_agg(jsonb_build_object('id', f.id::text, 'kind', f.kind, 'remark', f.remark,
				'found_at', i.at, 'fixed_at', f.fixed_at) order by f.id), '[]')
				from dig_defect f where f.inspection_id = i.id) as defects,
			(select coalesce(array_agg(h.sha256 order by h.position), '{}')
				from dig_inspection_photo h where h.inspection_id = i.id) as photos
		from dig_inspection i join person p on p.id = i.person_id
		where i.dig_id = ${digId} order by i.at desc, i.id`.execute(db);
	return rows.map((r) => ({ ...r, at: r.at.toISOString(), received_at: r.received_at.toISOString() }));
}

type Row = Omit<Inspection, 'at' | 'received_at'> & { at: Date; received_at: Date };
