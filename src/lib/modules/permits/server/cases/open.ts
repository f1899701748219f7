import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { formatReference } from '#lib/kernel/ids.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
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
import { writeParties } from './parties.ts';
import { readCase } from './read.ts';

/**
 * Opens a case as a draft: at the window for whoever came, or by the applicant.
 * @param input `OpenPermit`
 * @throws DomainError `forbidden`, `invalid_input`, geometry errors, `permit_no_department`, `permit_other_window`,
 * `key_reused`; ZodError.
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
	return ctx.transaction(
		(tx) =>
			once(tx, repeatable, async () => {
				const now = ctx.now();
				const { db } = tx;
				const plot = await plotOf(db, data);
				const unit = await departmentToOpen(ctx, db, plot.geom);
				const footprint = data.footprint && (await surfaceOf(db, data.footprint, data.crs));
				const reference = await takeReference(db, now, prefix);
				const { rows } = await sql<{
					id: string;
				}>`select nextval(pg_get_serial_sequence('permit', 'id'))::text as id`.execute(db);
				const { id } = rows[0]!;
				// The row is shown to its applicant by this one, which therefore comes first.
				await sql`insert into permit (id, reference, life, kind, state, unit_id, channel, applied_on, address, parcel_id,
					parcel_name, geom, footprint, facts, created_at, updated_at)
				overriding system value
				values (${id}, ${reference}, ${data.life}, ${data.kind}, ${state}, ${unit}, ${channel}, ${cairoDate(now)},
					${data.address}, ${plot.parcelId}, ${plot.parcelName}, ${plot.geom}::geometry, ${footprint}::geometry,
					${JSON.stringify(data.facts)}::jsonb, ${now}, ${now})`.execute(db);
				if (clerk)
					await sql`insert into permit_hand (permit_id, person_id, duty, since) values (${id}, ${personId}, 'clerk', ${now})`.execute(
						db
					);
				else
					await sql`insert into permit_applicant (permit_id, person_id) values (${id}, ${personId})`.execute(
						db
					);
				await sql`insert into permit_event (permit_id, version, action, to_state, duty, person_id, at)
				values (${id}, 1, 'open', ${state}, ${clerk ? 'clerk' : 'applicant'}, ${clerk ? personId : null}, ${now})`.execute(
					db
				);
				await writeParties(ctx, tx, id, data.parties, null);
				if (data.amends) {
					await nameLicence(ctx, tx, { id, kind: data.kind }, data.amends);
					await demandLicenceNamed(tx, { id, kind: data.kind }, { draft: true });
				}
				const what =
					data.life === 'licence'
						? { kind: data.kind, ...(data.amends ? { amends: data.amends } : {}) }
						: { life: data.life };
				await tx.audit('permit.open', { type: 'permit', id }, { reference, ...what });
				await tx.announce('permit', [id]);
				return readCase(ctx, tx.db, reference);
			}),
		{ often: true }
	);
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

/** The next reference of the year; the counter stays locked until the transaction ends, so no gaps. */
export async function takeReference(db: Tx['db'], now: Date, prefix = 'BP'): Promise<string> {
	const year = Number(cairoDate(now).slice(0, 4));
	const { rows } = await sql<{
		last: number;
	}>`insert into permit_reference as r (prefix, year, last) values (${prefix}, ${year}, 1)
		on conflict (prefix, year) do update set last = r.last + 1 returning last`.execute(db);
	return formatReference({ prefix, year, number: rows[0]!.last });
}
