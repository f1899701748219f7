import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { AMENDING_KINDS, type InputOf } from '../../rules/index.ts';
import { demandLicenceNamed, nameLicence } from './amends.ts';
import type { CaseRow } from './columns.ts';
import type { Effect } from './step.ts';
import { demandNameless } from './names.ts';
import { changeParties } from './parties.ts';
import { departmentToOpen } from './department.ts';
import { plotOf, surfaceOf } from './place.ts';

/** Changes what is named of a case that lies with whoever asks. */
export async function editContent(ctx: Ctx, tx: Tx, found: CaseRow, data: InputOf<'edit'>): Promise<Effect> {
	const { kind, parcel_id = null, parcel = null, footprint, crs, address, facts, amends, parties } = data;
	// Reviewer and draw were found by who asks and for what: after acceptance that is another case.
	if (found.state === 'info_requested' && (parties || amends !== undefined || (kind && kind !== found.kind)))
		throw new DomainError('permit_settled');
	const plot = parcel_id !== null || parcel !== null ? await plotOf(tx.db, { parcel_id, parcel, crs }) : null;
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
