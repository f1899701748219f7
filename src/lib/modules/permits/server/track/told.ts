import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { isEnded, standstillOf, trackedPath, type TrackedPermit } from '../../rules/index.ts';
import { minutesOfDay } from '#lib/kernel/working-time.ts';
import { amendsShown } from '../cases/amends.ts';
import { clocksOf } from '../cases/clocks.ts';
import type { CaseRow } from '../cases/columns.ts';
import { readTerms, type Terms } from '../cases/settings.ts';
import { linkedOf } from '../works/record.ts';
import { appealTold, consultationsOf, holderUnits, reasonOf, stepsTold } from './course.ts';
import { inspectionsTold } from './inspections.ts';
import { certificatesTold, receiptsTold } from './papers.ts';
import { openingsTold } from './openings.ts';
import { moneyDue, papersMissing, requestsOpen } from './waits.ts';

/**
 * What whoever has a case is told of it, without anybody's name.
 * @param house the system: who holds and who opened is shown to nobody else.
 */
export async function told(house: Ctx, db: Tx['db'], found: CaseRow): Promise<TrackedPermit> {
	const { reference, life, state, parent, kind, applied_on, address } = found;
	const now = house.now();
	const terms = await readTerms(db, now);
	const family = await linkedOf(house, db, found.root_id);
	const money = await moneyDue(db, found, family);
	const cases = await Promise.all(
		family.map(async ({ holder, ...linked }) => {
			const unpaid =
				linked.state === 'approved_fees_due' && money.some((d) => d.reference === linked.reference);
			return {
				...linked,
				path: trackedPath(linked.life, linked.state),
				holder: holder && (await holderUnits(db, linked.reference, unpaid ? 'applicant' : holder))
			};
		})
	);
	const own = cases.find((c) => c.reference === reference)!;
	return {
		...own,
		...{ reference, life, state, parent, kind, applied_on, address },
		unit: found.unit_name,
		parcel: found.parcel_name,
		...(await tiesTold(db, found)),
		clocks: clocksTold(found, terms, now),
		day_minutes: minutesOfDay(terms.office),
		waits: {
			requests: await requestsOpen(db, found),
			missing: await papersMissing(db, found),
			money
		},
		consultations: await consultationsOf(db, found.id),
		reason: await reasonOf(db, found),
		appeal: await appealTold(db, found, cairoDate(now)),
		steps: await stepsTold(db, found.id),
		receipts: await receiptsTold(db, found.root_id),
		certificates: await certificatesTold(db, found.root_id, cairoDate(now)),
		linked: cases.filter((c) => c !== own),
		inspections: await inspectionsTold(db, found.root_id),
		openings: await openingsTold(db, found),
		picture: await pictureOf(db, found.id),
		told_at: now.toISOString()
	};
}

function clocksTold(found: CaseRow, terms: Terms, now: Date): TrackedPermit['clocks'] {
	const { service, statutory } = clocksOf(found, terms, now);
	const ended = isEnded(found.state);
	return {
		service: service && {
			started_at: service.started_at.toISOString(),
			promised_min: Math.round(service.elapsed + service.left),
			elapsed_min: Math.floor(service.elapsed),
			left_min: Math.floor(service.left),
			due_at: service.paused ? null : (service.due_at?.toISOString() ?? null),
			paused: service.paused ? { why: standstillOf(found.state), since: found.since.toISOString() } : null
		},
		statutory: statutory && {
			day: statutory.day,
			days: statutory.days,
			left: statutory.days - statutory.day,
			last_day: statutory.last_day,
			expired: statutory.alarm === 'expired' && !ended,
			decided: found.decided_at !== null
		}
	};
}

async function tiesTold(
	db: Tx['db'],
	found: CaseRow
): Promise<Pick<TrackedPermit, 'amends' | 'amended_by' | 'works_under' | 'goes_by'>> {
	const { amended_by: by, works_under, goes_by } = found;
	const amends = await amendsShown(db, found);
	return {
		amends: amends && { ...amends, paper: amends.paper && { ...amends.paper, issuer: null } },
		amended_by: by && { reference: by.reference, since: by.since },
		works_under,
		goes_by: goes_by && { reference: goes_by.reference }
	};
}

async function pictureOf(db: Tx['db'], id: string): Promise<TrackedPermit['picture']> {
	const { rows } = await sql<TrackedPermit['picture']>`select st_assvg(geom, 0, 2) as plot,
		st_assvg(footprint, 0, 2) as footprint,
		array[st_xmin(geom), st_ymin(geom), st_xmax(geom), st_ymax(geom)] as box from permit where id = ${id}`.execute(
		db
	);
	return rows[0]!;
}
