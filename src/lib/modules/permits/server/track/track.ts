import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import { releaseSlot, subscriber, takeSlot } from '#lib/server/auth/index.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { TrackPermit, type TrackedPermit } from '../../rules/index.ts';
import { findCase } from '../cases/find.ts';
import { auditLook } from '../cases/looked.ts';
import { houseOf } from '../certificates/row.ts';
import { makeTrackTicket, type TrackTicket } from './ticket.ts';
import { told } from './told.ts';

/** What was found, and a ticket with which it can be looked at again. */
export interface Tracked {
	permit: TrackedPermit;
	ticket: string;
}

/** Attempts of one subscriber, and wrong ones at one case from anywhere: four digits are soon tried. */
const OF_ADDRESS = { limit: 30, seconds: 600 };
const OF_CASE = { limit: 20, seconds: 86_400 };

/**
 * Where a case stands, for whoever knows its reference and the last four digits of a telephone in it. A reference that is
 * not there and digits that are not right are refused alike; every attempt is counted before it is made, and kept.
 * @param input `TrackPermit`
 * @throws DomainError `permit_untracked`, `rate_limited`; ZodError.
 */
export async function trackByPhone(ctx: Ctx, input: unknown, { ip }: { ip: string }): Promise<Tracked> {
	const { reference, phone_last4 } = TrackPermit.parse(input);
	const { platform } = ctx;
	await takeSlot(platform, { name: 'track-ip', about: subscriber(ip), ...OF_ADDRESS });
	const slot = await takeSlot(platform, { name: 'track', about: reference, ...OF_CASE });
	const house = houseOf(ctx);
	const rootId = await house.read(async (db) => {
		const { rows } = await sql<{ root_id: string }>`select p.root_id::text from permit p
			join permit_track_key k on k.permit_id = p.root_id
			where p.reference = ${reference} and k.hash = permit_track_hash(k.salt, ${phone_last4}) limit 1`.execute(db);
		return rows[0]?.root_id ?? null;
	});
	await ctx.transaction((tx) =>
		tx.audit(rootId === null ? 'permit.track_refused' : 'permit.tracked', { type: 'permit', id: reference })
	);
	if (rootId === null) throw new DomainError('permit_untracked');
	// The rightful one is not counted.
	await releaseSlot(platform, slot);
	return {
		permit: await house.read(async (db) => told(house, db, await findCase(db, reference))),
		ticket: makeTrackTicket({ config: platform.config, now: ctx.now }, { rootId })
	};
}

/** The same again, with the ticket that was given out. @throws DomainError `permit_untracked` for any other case. */
export async function trackWithTicket(ctx: Ctx, name: string, ticket: TrackTicket): Promise<TrackedPermit> {
	const house = houseOf(ctx);
	return house.read(async (db) => {
		const found = await findCase(db, name).catch(() => null);
		if (found?.root_id !== ticket.rootId) throw new DomainError('permit_untracked');
		return told(house, db, found);
	});
}

/** The same for the account that applies. @throws DomainError `not_found`, also for a case of others. */
export async function trackOwn(ctx: Ctx, name: string): Promise<TrackedPermit> {
	const found = await auditLook(ctx, { name, action: 'track' }, async () => {
		demand(ctx, 'permit:list');
		const found = await ctx.read((db) => findCase(db, name));
		if (!found.own) throw new DomainError('not_found');
		return found;
	});
	const house = houseOf(ctx);
	return house.read((db) => told(house, db, found));
}
