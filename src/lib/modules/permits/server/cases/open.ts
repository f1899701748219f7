import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { auditEntry } from '#lib/server/audit/index.ts';
import type { Ctx } from '#lib/server/context.ts';
import { LATER } from '#lib/server/db/statements.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand, hasRole } from '#lib/server/policy/index.ts';
import {
	OpenPermit,
	type Life,
	type PermitCase,
	type PermitState,
	type PermitSummary
} from '../../rules/index.ts';
import { demandLicenceNamed, nameLicence } from './amends.ts';
import { departmentToOpen } from './department.ts';
import { plotOf, surfaceOf } from './place.ts';
import { nextId } from './numbers.ts';
import { demandNameless } from './names.ts';
import { partyRows } from './parties.ts';
import { readCase } from './read.ts';
import { asParty } from './refused.ts';

/**
 * Opens a case as a draft: at the window for whoever came, or by the applicant.
 * @param input `OpenPermit`
 * @throws DomainError `forbidden`, `invalid_input`, geometry errors, `permit_no_department`, `permit_other_window`,
 * `permit_party` for a clerk whose own file it is, `key_reused`; ZodError.
 */
export async function openPermit(
	ctx: Ctx,
	input: unknown,
	{ key }: { key?: string | undefined } = {}
): Promise<Once<PermitCase>> {
	demand(ctx, 'permit:open');
	const data = OpenPermit.parse(input);
	return openCase(ctx, { ...data, life: 'licence' }, { operation: 'permit.open', key, request: input });
}

/** A case that somebody asks for. */
interface Asked extends OpenPermit {
	life: keyof typeof BEGINS;
}

const BEGINS = {
	licence: { prefix: 'BP', state: 'draft' },
	statement: { prefix: 'BA', state: 'statement_draft' }
} as const satisfies Partial<Record<Life, { prefix: string; state: PermitState }>>;

/** The draft of a case of either life, with its place, its parties and its first step. @throws as `openPermit` */
export async function openCase(
	ctx: Ctx,
	data: Asked,
	{ operation, key, request }: { operation: string; key: string | undefined; request: unknown }
): Promise<Once<PermitCase>> {
	const clerk = hasRole(ctx.actor, 'window_clerk');
	const channel = channelOf(data, { clerk });
	const personId = ctx.actor.personId!;
	const repeatable = key === undefined ? undefined : { personId, operation, key, request };
	const { prefix, state } = BEGINS[data.life];
	const opening = ctx.transaction(
		(tx) =>
			once(tx, repeatable, async () => {
				const now = ctx.now();
				const { db } = tx;
				const plot = await plotOf(db, data);
				const unit = await departmentToOpen(ctx, db, plot.geom);
				const footprint = data.footprint && (await surfaceOf(db, data.footprint, data.crs));
				const id = await nextId(db);
				const party = partyRows(ctx, id, data.parties);
				const duty = clerk ? 'clerk' : 'applicant';
				const what =
					data.life === 'licence'
						? { kind: data.kind, ...(data.amends ? { amends: data.amends } : {}) }
						: { life: data.life };
				const given = {
					permit: {
						...{ id, life: data.life, kind: data.kind, state, unit_id: unit, channel },
						...{ applied_on: cairoDate(now), address: data.address, facts: data.facts, footprint },
						...{ parcel_id: plot.parcelId, parcel_name: plot.parcelName, geom: plot.geom }
					},
					event: { action: 'open', duty, person_id: clerk ? personId : null, at: now },
					...{ prefix, year: Number(cairoDate(now).slice(0, 4)) },
					...party,
					entry: auditEntry(ctx, 'permit.open', { type: 'permit', id }, what)
				};
				await sql`${LATER}select permit_keep_open(${JSON.stringify(given)}::jsonb)`.execute(db);
				await demandNameless(tx, { id, address: data.address, parties: data.parties });
				if (data.amends) {
					await nameLicence(ctx, tx, { id, kind: data.kind }, data.amends);
					await demandLicenceNamed(tx, { id, kind: data.kind }, { draft: true });
				}
				return readCase(ctx, tx.db, id);
			}),
		{ often: true }
	);
	return opening.catch((error: unknown) => {
		throw asParty(error);
	});
}

/** @throws DomainError `invalid_input` for a way that is not the asker's: a clerk takes in at the window or by telephone. */
function channelOf(
	{ channel }: Pick<OpenPermit, 'channel'>,
	{ clerk }: { clerk: boolean }
): PermitSummary['channel'] {
	if (channel === undefined) return clerk ? 'window' : 'portal';
	if (clerk === (channel === 'portal'))
		throw new DomainError('invalid_input', { fields: [{ path: 'channel', code: 'permit_channel_unfit' }] });
	return channel;
}
