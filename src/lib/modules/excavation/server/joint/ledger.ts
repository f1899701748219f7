import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { ListSavings, sumSavings, type Savings } from '../../rules/index.ts';
import { parseInput } from '../input.ts';

/**
 * What digging together has saved: the whole, by organisation, over time. Days are those of Cairo.
 * @param input `ListSavings`, as in an address.
 * @throws DomainError `forbidden`, `invalid_input`.
 */
export async function listSavings(ctx: Ctx, input: unknown): Promise<Savings> {
	demand(ctx, 'dig:read');
	const { from, to } = parseInput(ListSavings, input);
	const rows = await ctx.read(
		async (db) =>
			(
				await sql<Row>`select s.id::text, (s.at at time zone 'Africa/Cairo')::date as at, d.reference, d.title,
			l.reference as lead, u.code, jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as name,
			s.piastres::float8 as piastres, s.metres, s.days
		from dig_saving s join dig d on d.id = s.dig_id join unit u on u.id = s.unit_id
		join dig_joint j on j.id = s.joint_id join dig l on l.id = j.lead_id
		where (s.at at time zone 'Africa/Cairo')::date between coalesce(${from ?? null}::date, '-infinity')
			and coalesce(${to ?? null}::date, 'infinity')
		order by s.at, s.id`.execute(db)
			).rows
	);
	return sumSavings(rows.map(({ code, name, ...row }) => ({ ...row, organisation: { code, name } })));
}

interface Row {
	id: string;
	at: string;
	reference: string;
	title: string;
	lead: string;
	code: string;
	name: Bilingual;
	piastres: number;
	metres: number;
	days: number;
}
