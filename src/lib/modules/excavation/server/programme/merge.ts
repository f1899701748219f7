import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Tx } from '#lib/server/context.ts';
import type { DigColumns } from '../change.ts';
import { takeReferences } from '../reference.ts';
import type { Refuse } from '../refuse.ts';
import type { BroughtWork } from './types.ts';

interface By {
	at: Date;
	personId: string | null;
	refuse: Refuse;
}

/** What a row says, by the columns it fills; the shape as its hex EWKB. */
type Given = Omit<BroughtWork, 'row' | 'unit_id' | 'source_id' | 'buffer_m'>;

interface Known {
	unit_id: string;
	source_id: string;
	dig_id: string;
	given: Given;
	state: string;
	joined: boolean;
}

const BATCH = 500;
/** Of a work in a joint trench these were signed. */
const AGREED = ['starts_on', 'ends_on', 'geom', 'width_m'] as const;

/** Stores the new and amends the changed; ids of both. The caller holds the digs' lock. */
export async function mergeWorks(
	db: Tx['db'],
	works: readonly BroughtWork[],
	by: By
): Promise<{ inserted: string[]; updated: string[]; unchanged: number }> {
	const done = { inserted: [] as string[], updated: [] as string[], unchanged: 0 };
	for (let at = 0; at < works.length; at += BATCH) {
		const batch = works.slice(at, at + BATCH);
		const known = await knownOf(db, batch);
		const old = (w: BroughtWork) => known.get(`${w.unit_id} ${w.source_id}`);
		done.inserted.push(
			...(await insert(
				db,
				batch.filter((w) => !old(w)),
				by
			))
		);
		for (const work of batch) {
			const before = old(work);
			if (before === undefined) continue;
			const changes = changesOf(before.given, givenOf(work));
			if (Object.keys(changes).length === 0) done.unchanged += 1;
			else
				try {
					await amend(db, work, { before, changes, by });
					done.updated.push(before.dig_id);
				} catch (error) {
					by.refuse(work.row, work.source_id, error);
				}
		}
	}
	return done;
}

async function knownOf(db: Tx['db'], works: readonly BroughtWork[]): Promise<Map<string, Known>> {
	const keys = JSON.stringify(works.map(({ unit_id, source_id }) => ({ unit_id, source_id })));
	const { rows } = await sql<Known>`select w.unit_id::text, w.source_id, w.dig_id::text, w.given, d.state,
			d.joint_id is not null as joined
		from jsonb_to_recordset(${keys}::jsonb) as k(unit_id bigint, source_id text)
		join programme_work w using (unit_id, source_id) join dig d on d.id = w.dig_id`.execute(db);
	return new Map(rows.map((r) => [`${r.unit_id} ${r.source_id}`, r]));
}

async function insert(db: Tx['db'], works: readonly BroughtWork[], { at, personId }: By): Promise<string[]> {
	if (works.length === 0) return [];
	const references = await takeReferences(db, at, works.length);
	const rows = works.map((w, i) => ({ ...w, reference: references[i], given: givenOf(w) }));
	const { rows: done } = await sql<{ id: string }>`
with given as (
	select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
		reference text, unit_id bigint, source_id text, contractor_id bigint, contractor text, title text, details text, category text, category_reason text, method text,
		surface text, traffic_effect text, carriageway boolean, road_works boolean, street text,
		depth_m numeric(5, 2), width_m numeric(5, 2), starts_on date, ends_on date, buffer_m float8, geom text, given jsonb)
),
inserted as (
	insert into dig (reference, unit_id, contractor_id, contractor, title, details, category, category_reason, method, surface, traffic_effect, carriageway,
		road_works, street, depth_m, width_m, starts_on, ends_on, buffer_m, geom,
		created_at, created_by, updated_at, updated_by)
	select reference, unit_id, contractor_id, contractor, title, details, category, category_reason, method, surface, traffic_effect, carriageway,
		road_works, street, depth_m, width_m, starts_on, ends_on, buffer_m, geom::geometry,
		${at}, ${personId}::bigint, ${at}, ${personId}::bigint
	from given order by reference
	returning id, reference
),
kept as (
	insert into programme_work (unit_id, source_id, dig_id, given, brought_at, brought_by)
	select g.unit_id, g.source_id, i.id, g.given, ${at}, ${personId}::bigint
	from given g join inserted i using (reference)
	returning dig_id
)
select id::text from inserted where exists (select from kept) order by id`.execute(db);
	return done.map((r) => r.id);
}

/**
 * Changes what the agency changed in its file since it last came; what others changed here meanwhile stays.
 * @throws DomainError `state_forbids` for a work that is not only planned any more, `dig_joined`.
 */
async function amend(
	db: Tx['db'],
	work: BroughtWork,
	{ before, changes, by }: { before: Known; changes: Partial<Given>; by: By }
): Promise<void> {
	if (before.state !== 'planned') throw new DomainError('state_forbids', { params: { state: before.state } });
	if (before.joined && AGREED.some((name) => name in changes)) throw new DomainError('dig_joined');
	const { geom, ...plain } = changes;
	const columns: DigColumns = {
		...plain,
		...(geom === undefined ? {} : { geom: sql<string>`${geom}::geometry` }),
		buffer_m: work.buffer_m
	};
	const { rows } = await sql<{ wrong: boolean }>`select
			coalesce(${plain.starts_on ?? null}::date, starts_on) > coalesce(${plain.ends_on ?? null}::date, ends_on) as wrong
		from dig where id = ${before.dig_id}::bigint`.execute(db);
	// Moved here meanwhile: then the file's other day comes with it.
	if (rows[0]?.wrong) Object.assign(columns, { starts_on: work.starts_on, ends_on: work.ends_on });
	await db
		.updateTable('dig')
		.set({ ...columns, version: sql`version + 1`, updated_at: by.at, updated_by: by.personId })
		.where('id', '=', before.dig_id)
		.execute();
	await db
		.updateTable('programme_work')
		.set({ given: JSON.stringify(givenOf(work)), brought_at: by.at, brought_by: by.personId })
		.where('unit_id', '=', work.unit_id)
		.where('source_id', '=', work.source_id)
		.execute();
}

function givenOf({
	row: _,
	unit_id: _unit,
	source_id: _id,
	buffer_m: _buffer,
	...given
}: BroughtWork): Given {
	return given;
}

function changesOf(before: Given, after: Given): Partial<Given> {
	return Object.fromEntries(
		Object.entries(after).filter(([name, value]) => (before[name as keyof Given] ?? null) !== value)
	);
}
