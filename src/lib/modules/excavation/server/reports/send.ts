import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { randomCode } from '#lib/kernel/ids.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { subscriber, takeSlot } from '#lib/server/auth/index.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { SendReport, type ReportReceipt } from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { placeShape } from '../place.ts';

/** Reports that one address may send in an hour. */
const LIMIT = { name: 'dig-report', limit: 10, seconds: 3600 };
const REACH = 30;

/**
 * Takes a citizen's report of an open trench and finds the work it belongs to: the nearest within reach whose permit
 * holds today, or which somebody here still answers for: over and not accepted, or under guarantee. One that is open
 * goes before. Without any it is kept as an unlicensed dig.
 * @param ip of the sender; it is not kept.
 * @throws DomainError `invalid_input`, `geometry_*`, `rate_limited`.
 */
export async function sendReport(ctx: Ctx, input: unknown, { ip }: { ip: string }): Promise<ReportReceipt> {
	const { at, details, danger } = parseInput(SendReport, input);
	await takeSlot(ctx.platform, { ...LIMIT, about: subscriber(ip) });
	const code = randomCode(40);
	return ctx.transaction(async (tx) => {
		const { geom } = await placeShape(
			tx.db,
			{ geometry: { type: 'Point', coordinates: at } },
			{ allowed: ['Point'] }
		);
		const near = await nearestWork(tx.db, geom, cairoDate(ctx.now()));
		await sql`insert into dig_report (code, geom, details, danger, reported_at, dig_id, distance_m)
			values (${code}, st_geometryn(${geom}::geometry, 1), ${details || null}, ${danger}, ${ctx.now()},
				${near?.id ?? null}, ${near?.distance_m ?? null})`.execute(tx.db);
		await tx.audit(
			'dig-report.sent',
			{ type: 'dig-report', id: code },
			{ reference: near?.reference ?? null, danger }
		);
		if (!near) return { code, work: null };
		const { id: _, ...work } = near;
		return { code, work: { ...work, distance_m: Math.round(work.distance_m) } };
	});
}

interface Near {
	id: string;
	reference: string;
	title: string;
	organisation: Bilingual;
	distance_m: number;
}

async function nearestWork(db: Tx['db'], geom: string, today: string): Promise<Near | undefined> {
	const { rows } = await nearestQuery(geom, today).execute(db);
	return rows[0];
}

/** Of works of files nobody here says when the street was accepted. */
const AWAITS_ACCEPTANCE = sql`(d.state = 'finished' and d.started_at is not null)`;

export function nearestQuery(geom: string, today: string) {
	const reach = sql`coalesce((select value::float8 from dig_rule_parameter where rule = 'REPORT' and name = 'reach_m'
		and ${today}::date >= valid_from and (valid_to is null or ${today}::date <= valid_to)), ${REACH}::float8)`;
	return sql<Near>`select d.id::text, d.reference, public_text(d.title) as title,
		jsonb_build_object('ar', coalesce(u.name_ar, public_text(d.promoter)),
			'en', coalesce(u.name_en, public_text(d.promoter))) as organisation,
		st_distance(d.geom, ${geom}::geometry) as distance_m
	from dig d left join unit u on u.id = d.unit_id
	where st_dwithin(d.geom, ${geom}::geometry, ${reach})
		and case d.state when 'granted' then ${today}::date between d.starts_on and d.ends_on
			when 'restored' then d.guarantee_until >= ${today}::date else d.state = 'running' or ${AWAITS_ACCEPTANCE} end
	order by d.state not in ('granted', 'running'), st_distance(d.geom, ${geom}::geometry), d.id limit 1`;
}
