import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import { formatReference, parseReference } from '#lib/kernel/ids.ts';
import type { Ctx } from '#lib/server/context.ts';
import type { PublicRecord, PublicStep } from '../../rules/index.ts';
import { OF_DEPARTMENT, PUBLISHED, toPublished, type PublishedRow } from './columns.ts';

type RecordRow = PublishedRow & Pick<PublicRecord, 'plot' | 'footprint' | 'bbox' | 'log' | 'notified'>;

/**
 * One entry of the public register. For everybody; of a case that is not in it nothing is said.
 * @throws DomainError `not_found`
 */
export async function publishedPermit(ctx: Ctx, name: string): Promise<PublicRecord> {
	const reference = parseReference(name);
	if (!reference) throw new DomainError('not_found');
	return ctx.read(async (db) => {
		const { rows } = await sql<RecordRow>`select ${PUBLISHED},
				st_asgeojson(st_transform(r.geom, 4326), 7)::jsonb as plot,
				st_asgeojson(st_transform(r.footprint, 4326), 7)::jsonb as footprint,
				(select array[st_xmin(b), st_ymin(b), st_xmax(b), st_ymax(b)] from st_transform(r.geom, 4326) b) as bbox,
				${LOG} as log,
				case when r.notified_on is not null then jsonb_build_object('on', r.notified_on, 'until', r.remarks_until) end
					as notified
			from public_permits r ${OF_DEPARTMENT} where r.source_id = ${formatReference(reference)}`.execute(db);
		const [row] = rows;
		if (!row) throw new DomainError('not_found');
		const { plot, footprint, bbox, log, notified } = row;
		return { ...toPublished(row), plot, footprint, bbox, log: log satisfies PublicStep[], notified };
	});
}

const LOG = sql`(select coalesce(jsonb_agg(jsonb_build_object('status', l.status, 'on', l.happened_on)
	order by l.happened_on, l.id), '[]') from public_permit_log l where l.reference = r.source_id)`;
