import { sql } from 'kysely';
import type { CivilDate } from '#lib/kernel/dates.ts';
import { makeCtx, type Ctx, type Tx } from '#lib/server/context.ts';
import type { Platform } from '#lib/server/platform.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';

/** What everybody is told of the draws of a day. */
export interface DrawDay {
	day: CivilDate;
	/** SHA-256 of the seed, known before the first draw of the day; hexadecimal. */
	commitment: string;
	/** The seed itself once the day is over; hexadecimal. */
	seed: string | null;
	draws: number;
}

/** The newest days are shown. */
const DAYS = 90;

/** The days whose seeds were there already, of each platform. */
const made = new WeakMap<Platform, CivilDate>();

/** Makes the seed of a day, so that its hash is public before anybody is drawn. */
export async function makeSeed(
	{ platform }: Pick<Ctx, 'platform'>,
	db: Tx['db'],
	day: CivilDate
): Promise<void> {
	if (made.get(platform) === day) return;
	const { numAffectedRows } =
		await sql`insert into permit_seed (day) values (${day}) on conflict do nothing`.execute(db);
	// One of this transaction could still go with it.
	if (numAffectedRows === 0n) made.set(platform, day);
}

/** The days of the draws with what binds each, the newest first; for everybody. */
export async function publishedDraws(ctx: Ctx): Promise<DrawDay[]> {
	return makeCtx(ctx.platform, { ...ctx, actor: SYSTEM }).read(async (db) => {
		const { rows } = await sql<DrawDay>`select s.day, encode(s.commitment, 'hex') as commitment,
				encode(permit_seed_of(s.day), 'hex') as seed,
				(select count(*)::integer from permit_draw d where d.day = s.day) as draws
			from permit_seed s order by s.day desc limit ${DAYS}`.execute(db);
		return rows;
	});
}
