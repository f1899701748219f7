import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { AMENDING_KINDS, type InputOf } from '../../rules/index.ts';
import { demandLicenceNamed, nameLicence } from './amends.ts';
import type { CaseRow } from './columns.ts';
import type { Effect } from './step.ts';
import { demandNameless } from './names.ts';
import { changeParties } from './parties.ts';
import { departmentToOpen } from './department.ts';
import { plotOf, surfaceOf, type Plot } from './place.ts';

/** Changes what is named of a case that lies with whoever asks. */
export async function editContent(ctx: Ctx, tx: Tx, found: CaseRow, data: InputOf<'edit'>): Promise<Effect> {
	const { kind, parcel_id = null, parcel = null, footprint, crs, address, facts, amends, parties } = data;
	const plot = parcel_id !== null || parcel !== null ? await plotOf(tx.db, { parcel_id, parcel, crs }) : null;
	if (found.state === 'info_requested') await demandSameCase(tx.db, found, { ...data, plot });
	const unit = plot ? await departmentToOpen(ctx, tx.db, plot.geom) : found.unit_id;
	if (unit !== found.unit_id && found.state !== 'draft') throw new DomainError('permit_other_department');
	if (parties) await changeParties(ctx, tx, found.id, parties);
	if (parties || address !== undefined)
		await demandNameless(tx, {
			...{ id: found.id, geom: plot?.geom ?? null },
			address: address === undefined ? found.address : address
		});
	const meant = { id: found.id, kind: kind ?? found.kind };
	if (amends !== undefined) await nameLicence(ctx, tx, meant, amends);
	else if (kind && !AMENDING_KINDS.includes(kind)) await nameLicence(ctx, tx, meant, null);
	return {
		// Plot and kind stand by then.
		...(amends ? { after: () => demandLicenceNamed(tx, meant, { draft: true }) } : {}),
		detail: { fields: Object.keys(data).filter((name) => name !== 'crs') },
		columns: {
			...(kind ? { kind } : {}),
			...(plot
				? { parcel_id: plot.parcelId, parcel_name: plot.parcelName, geom: plot.geom, unit_id: unit }
				: {}),
			...(footprint !== undefined
				? { footprint: footprint && (await surfaceOf(tx.db, footprint, crs)) }
				: {}),
			...(address !== undefined ? { address } : {}),
			...(facts ? { facts: JSON.stringify(facts) } : {})
		}
	};
}

/**
 * Reviewer and draw were found by who asks, where and for what, the window has held the papers against it, and exempts
 * nobody afterwards: after acceptance anything else is another case.
 * @throws DomainError `permit_settled`
 */
async function demandSameCase(
	db: Tx['db'],
	found: CaseRow,
	{
		kind,
		amends,
		parties,
		facts,
		plot
	}: Pick<InputOf<'edit'>, 'kind' | 'amends' | 'parties' | 'facts'> & { plot: Plot | null }
): Promise<void> {
	const claimed = found.facts.exemptions ?? [];
	const exempts = facts?.exemptions?.some((name) => !claimed.includes(name));
	const other = parties || amends !== undefined || (kind && kind !== found.kind) || exempts;
	if (other || (plot && !(await sameGround(db, found, plot)))) throw new DomainError('permit_settled');
}

/** A plot that is surveyed anew is most of what it was, and most of what it is was that. */
async function sameGround(db: Tx['db'], found: CaseRow, { geom }: Plot): Promise<boolean> {
	const { rows } = await sql<{
		same: boolean;
	}>`select st_area(st_intersection(a, b)) > 0.5 * greatest(st_area(a), st_area(b)) as same
		from (select ${found.geom}::geometry as a, ${geom}::geometry as b) plots`.execute(db);
	return rows[0]!.same;
}
