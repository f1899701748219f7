import { sql } from 'kysely';
import {
	actOnPermit,
	attachDocuments,
	issueStatement,
	openPermit,
	openStatementRequest,
	permitDocuments,
	permitDraws,
	permitFees
} from '#lib/modules/permits/server/index.ts';
import { loadActor } from '#lib/server/auth/index.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import {
	DEMO_PERMITS,
	DEMO_STATEMENTS,
	officeMoment,
	outlineOf,
	permitSteps,
	type DemoPermit,
	type DemoStatement
} from '../rules/index.ts';

/** By whom each step is taken; the reviewer is drawn. */
const HANDS = {
	clerk: 'window_clerk',
	cashier: 'cashier',
	head: 'head_of_engineering',
	other_head: 'head_of_engineering_2',
	authority: 'authority',
	auditor: 'auditor',
	agency: 'agency_antiquities',
	governor: 'governor'
} as const;
type Hand = keyof typeof HANDS;
/** What no layer of the town can check was looked at by hand. */
const EXAMINED = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`);

interface Plot {
	id: string;
	footprint: GeoJSON.Polygon;
}

/**
 * A handful of applications for building permits, taken through their steps by those whose duty they are, on days before
 * today. A database that has cases keeps those it has.
 * @returns how many came.
 */
export async function loadPermits(ctx: Ctx, people: ReadonlyMap<string, string>): Promise<number> {
	const there = await ctx.read((db) => db.selectFrom('permit').select('id').limit(1).executeTakeFirst());
	if (there) return 0;
	const free = await freePlots(ctx, DEMO_PERMITS.length + DEMO_STATEMENTS.length);
	let came = 0;
	const opened: { plot: Plot; reference: string }[] = [];
	for (const permit of DEMO_PERMITS) {
		const before = permit.amends === undefined ? undefined : opened[permit.amends];
		const plot = permit.beside ? await plotBeside(ctx, permit.beside) : (before?.plot ?? free.shift());
		if (!plot) continue;
		const amends = before ? { licence: before.reference } : null;
		opened.push({ plot, reference: await loadPermit(ctx, people, permit, { plot, amends }) });
		came++;
	}
	for (const statement of DEMO_STATEMENTS) {
		const plot = free.shift();
		if (!plot) break;
		await loadStatement(ctx, people, statement, plot);
		came++;
	}
	return came;
}

async function loadPermit(
	system: Ctx,
	people: ReadonlyMap<string, string>,
	permit: DemoPermit,
	{ plot, amends }: { plot: Plot; amends: { licence: string } | null }
): Promise<string> {
	const clock = { now: system.now() };
	const as = (username: string) => officer(system, people.get(username)!, () => clock.now);
	const hands = Object.fromEntries(
		await Promise.all(Object.entries(HANDS).map(async ([hand, name]) => [hand, await as(name)] as const))
	) as Record<Hand, Ctx>;
	let nth = 0;
	const daysAgo = (days: number) => {
		clock.now = officeMoment(system.now(), days, nth++);
	};
	daysAgo(permit.applied_days_ago);
	const { kind, facts, parties } = permit;
	if (permit.statement) await issueStatement(hands.clerk, { parcel: plot.id });
	const footprint = permit.outlined ? outlineOf(plot.footprint, facts.floor_areas_m2) : null;
	const opened = await openPermit(hands.clerk, {
		kind,
		parcel_id: plot.id,
		footprint,
		facts,
		amends,
		parties
	});
	const ref = opened.answer.reference;
	await bringPapers(hands.clerk, ref);
	let reviewer = hands.auditor;
	for (const step of permitSteps(permit, system.now())) {
		daysAgo(step.days_ago);
		if (step.by === 'cashier') {
			for (const { stage, due } of (await permitFees(hands.cashier, ref)).stages)
				if (due > 0) await actOnPermit(hands.cashier, ref, 'pay_fees', { stage, amount: due });
			continue;
		}
		if (step.by === 'reviewer' && step.action === 'begin') {
			const { draws } = await permitDraws(hands.auditor, ref);
			reviewer = await officer(system, draws.at(-1)!.picked, () => clock.now);
		}
		if (step.action === 'notify_start') await bringStartPapers(hands.clerk, ref);
		const by = step.by === 'reviewer' ? reviewer : hands[step.by];
		const input = step.action === 'recommend' ? { ...step.input, examined: EXAMINED } : step.input;
		await actOnPermit(by, ref, step.action, input);
	}
	return ref;
}

/** A request for the statement of a plot, up to the engineer of the department, or to the statement. */
async function loadStatement(
	system: Ctx,
	people: ReadonlyMap<string, string>,
	{ asked_days_ago, by, ending, parties }: DemoStatement,
	plot: Plot
): Promise<void> {
	const clock = { now: system.now() };
	const as = (username: string) => officer(system, people.get(username)!, () => clock.now);
	let nth = 0;
	const daysAgo = (days: number) => {
		clock.now = officeMoment(system.now(), days, nth++);
	};
	const [asker, clerk, cashier, head] = await Promise.all(
		[by, HANDS.clerk, HANDS.cashier, HANDS.head].map((name) => as(name))
	);
	daysAgo(asked_days_ago);
	const { answer } = await openStatementRequest(asker!, { parcel_id: plot.id, parties });
	const ref = answer.reference;
	await bringPapers(asker!, ref);
	await actOnPermit(asker!, ref, 'submit', {});
	daysAgo(asked_days_ago - 1);
	for (const { stage, due } of (await permitFees(cashier!, ref)).stages)
		await actOnPermit(cashier!, ref, 'pay_fees', { stage, amount: due });
	await actOnPermit(clerk!, ref, 'accept_request', {});
	if (ending === 'waiting') return;
	daysAgo(asked_days_ago - 4);
	await actOnPermit(head!, ref, 'issue_statement', {});
}

async function officer(system: Ctx, personId: string, now: () => Date): Promise<Ctx> {
	const person = await system.read((db) => loadActor(db, personId, system.now()));
	if (!person) throw new Error(`the town has no person ${personId}`);
	return makeCtx(system.platform, { actor: { ...person, sessionId: null }, locale: 'ar', now });
}

/** Every paper that the file still lacks: one page each, that says what it stands for. */
async function bringPapers(clerk: Ctx, ref: string): Promise<void> {
	const { missing } = await permitDocuments(clerk, ref);
	await bring(
		clerk,
		ref,
		missing.map((line) => line.kind)
	);
}

/** What the works need before they begin. */
async function bringStartPapers(clerk: Ctx, ref: string): Promise<void> {
	const { lines } = await permitDocuments(clerk, ref);
	const later = lines.filter((line) => line.state === 'later');
	await bring(
		clerk,
		ref,
		later.map((line) => line.kind)
	);
}

async function bring(clerk: Ctx, ref: string, kinds: readonly string[]): Promise<void> {
	const papers = kinds.map((kind) => {
		const words = `%PDF-1.7\n1 0 obj <</Type /Catalog /Words (${kind} of the demonstration)>> endobj\ntrailer <<>>\n%%EOF\n`;
		return { kind, bytes: Buffer.from(words), name: `${kind}.pdf` };
	});
	if (papers.length) await attachDocuments(clerk, ref, papers);
}

/** The roomiest plots of homes in the district that has a whole department, with nothing against them. */
async function freePlots(ctx: Ctx, count: number): Promise<Plot[]> {
	return ctx.read(async (db) => {
		const { rows } = await sql<Plot>`
			with free as (
				select p.id, p.geom, row_number() over (order by st_area(st_buffer(p.geom, -4)) desc, p.id) as n
				from unit u join districts d on ar_norm(d.name_ar) = ar_norm(u.name_ar)
				join parcels p on st_contains(d.geom, p.geom)
				where u.code = 'demo-district-centre' and p.source = 'demo' and p.kind = 'residential'
					and st_area(st_buffer(p.geom, -4)) > 20
					and not exists (select from violations v where st_intersects(v.geom, p.geom))
					and not exists (select from constraints c where c.kind <> 'cordon' and st_intersects(c.geom, p.geom))
			)
			select id::text, st_asgeojson((st_dump(st_buffer(geom, -4, 'join=mitre'))).geom, 3)::jsonb as footprint from free
			order by n limit ${count}`.execute(db);
		return rows;
	});
}

/** The roomiest plot that a restriction of some kind touches, and the banks of the canal. */
async function plotBeside(ctx: Ctx, kind: string): Promise<Plot | undefined> {
	return ctx.read(async (db) => {
		const { rows } = await sql<Plot>`
			select p.id::text, st_asgeojson((st_dump(st_buffer(p.geom, -1, 'join=mitre'))).geom, 3)::jsonb as footprint
			from unit u join districts d on ar_norm(d.name_ar) = ar_norm(u.name_ar)
			join parcels p on st_contains(d.geom, p.geom)
			where u.code = 'demo-district-centre' and p.source = 'demo'
				and exists (select from constraints c where c.kind = ${kind} and st_intersects(c.geom, p.geom))
				and exists (select from constraints c where c.kind = 'canal_bank' and st_intersects(c.geom, p.geom))
				and not exists (select from violations v where st_intersects(v.geom, p.geom))
			order by st_area(p.geom) desc, p.id limit 1`.execute(db);
		return rows[0];
	});
}
