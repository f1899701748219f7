import { sql } from 'kysely';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { InspectionSite, WaitingSite } from '../../rules/index.ts';
import { findCase } from '../cases/find.ts';
import { leftOf } from './inspect.ts';
import { stagesOfSite } from './stages.ts';

/** An inspector has no more in a week. */
const MOST = 200;

/** The sites of the asker's departments where something is to be inspected, the oldest first. @throws DomainError `forbidden` */
export async function inspectionSites(ctx: Ctx): Promise<InspectionSite[]> {
	demand(ctx, 'permit:inspect');
	return ctx.read(async (db) => {
		const { rows } = await sql<{
			reference: string;
		}>`select p.reference from permit p join unit u on u.id = p.unit_id
			where p.life = 'execution' and p.state not in ('start_notified', 'works_complete', 'works_ended')
				and exists (select from unnest(${pathsOf(ctx)}::text[]) held(path) where starts_with(u.path, held.path))
			order by p.id limit ${MOST}`.execute(db);
		const sites: InspectionSite[] = [];
		for (const { reference } of rows) {
			const found = await findCase(db, reference);
			const { kind, state, address, parent, parcel_name, facts, at } = found;
			sites.push({
				...{
					reference,
					kind,
					state,
					address,
					at,
					licence: parent,
					parcel: parcel_name,
					floors: facts.floors
				},
				stages: [...(await stagesOfSite(db, found))],
				left: await leftOf(db, found)
			});
		}
		return sites;
	});
}

/** The sites of the asker's departments that wait for their board, what starts first before the rest. @throws DomainError `forbidden` */
export async function waitingSites(ctx: Ctx): Promise<WaitingSite[]> {
	demand(ctx, 'permit:inspect');
	return ctx.read(async (db) => {
		const { rows } =
			await sql<WaitingSite>`select p.reference, p.address, p.parcel_name as parcel, e.starts_on::text
			from permit p join unit u on u.id = p.unit_id join permit_execution e on e.permit_id = p.id
			where p.life = 'execution' and p.state = 'start_notified'
				and exists (select from unnest(${pathsOf(ctx)}::text[]) held(path) where starts_with(u.path, held.path))
			order by e.starts_on, p.id limit ${MOST}`.execute(db);
		return rows;
	});
}

const pathsOf = ({ actor }: Ctx) =>
	actor.assignments.filter((a) => a.role === 'inspector').map((a) => a.unitPath);
