import { today as todayOf, type CivilDate } from '#lib/kernel/dates.ts';
import { DomainError, isDomainError } from '#lib/kernel/errors.ts';
import { NETWORKS } from '#lib/modules/excavation/rules/index.ts';
import {
	addContractor,
	createFibreArea,
	declareNetwork,
	editContractor,
	fibreProgramme,
	importDigs,
	listContractors,
	takeProposedDetours,
	takeUpRequests
} from '#lib/modules/excavation/server/index.ts';
import { ensurePeople, ensureUnits } from '#lib/modules/people/server/index.ts';
import { setPassword } from '#lib/server/auth/index.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import type { Platform } from '#lib/server/platform.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { DEMO_SEED, generateTown, type Town, type TownLayer } from '../rules/index.ts';
import { loadLayers, SOURCE } from './load-layers.ts';
import { loadPermits } from './load-permits.ts';
import { demoPassword } from './password.ts';

export interface LoadOptions {
	/** The day the works are dated from; today in Cairo when absent. */
	today?: CivilDate;
	onProgress?: (text: string, done?: number, total?: number) => void;
}

export interface LoadReport {
	layers: Record<TownLayer, number>;
	digs: number;
	clashes: number;
	/** Those that came now. */
	permits: number;
	units: number;
	people: number;
}

/** True where the demonstration may stand: on the embedded database, or where the operator asked for it. */
export const demoAllowed = ({ config, embedded }: Platform): boolean => config.DIWAN_DEMO ?? embedded;

/**
 * Loads the demonstration governorate: units, people and their passwords, the layers in one transaction, the digs
 * with their clashes. Each part can be repeated: the same town again changes nothing but the passwords, which are
 * set anew; a later day brings the works up to date.
 * @throws DomainError `demo_refused` where it may not stand.
 */
export async function loadDemo(platform: Platform, options: LoadOptions = {}): Promise<LoadReport> {
	if (!demoAllowed(platform)) throw new DomainError('demo_refused');
	const ctx = makeCtx(platform, { actor: SYSTEM });
	const say = options.onProgress ?? (() => undefined);
	say('drawing the model town');
	const town = generateTown(DEMO_SEED, options.today ?? todayOf(ctx.now));
	const units = await ensureUnits(
		ctx,
		town.units.map(({ code, kind, name_ar, name_en, parent, call_number }) => ({
			code,
			kind,
			nameAr: name_ar,
			nameEn: name_en,
			...(parent ? { parent } : {}),
			...(call_number ? { callNumber: call_number } : {})
		}))
	);
	const layers = await ctx.transaction((tx) =>
		loadLayers(tx.db, town, (layer, done, total) => say(`loading ${layer}`, done, total))
	);
	say('loading digs');
	await registerContractors(ctx, town);
	const { clashes } = await importDigs(ctx, { source: SOURCE, srid: 22992, rows: digRows(town) });
	const people = await loadPeople(ctx, town, say);
	await declareNetworks(ctx);
	await takeUpRequests(ctx, SOURCE);
	await takeProposedDetours(ctx, SOURCE);
	await planFibre(ctx, town);
	say('loading permits');
	const permits = await loadPermits(ctx, people);
	const report = { layers, digs: town.digs.length, clashes, permits, units: units.size, people: people.size };
	await ctx.transaction((tx) =>
		tx.audit('demo.loaded', { type: 'demo', id: 'town' }, { seed: town.seed, ...report })
	);
	return report;
}

function digRows(town: Town) {
	return town.digs.map((dig) => ({
		source_id: dig.source_id,
		promoter: dig.unit,
		title: dig.title,
		details: dig.details,
		start: dig.starts_on,
		end: dig.ends_on,
		carriageway: dig.carriageway,
		category: dig.category,
		reason: dig.reason,
		method: dig.method,
		surface: dig.surface,
		traffic_effect: dig.traffic_effect,
		state: dig.state,
		depth_m: dig.depth_m,
		width_m: dig.width_m,
		contractor: dig.contractor,
		guarantee_until: dig.guarantee_until,
		geometry: dig.geometry
	}));
}

/** The register as the town has it: on a later day the registrations last longer. */
async function registerContractors(ctx: Ctx, town: Town): Promise<void> {
	const known = new Map((await listContractors(ctx)).contractors.map((c) => [c.register_no, c]));
	for (const contractor of town.contractors) {
		const { register_no, valid_until } = contractor;
		const before = known.get(register_no);
		if (!before) await addContractor(ctx, contractor);
		else if (before.valid_until !== valid_until)
			await editContractor(ctx, before.id, { valid_until, seen: before.updated_at });
	}
}

/** Areas that are there already keep the days that people gave them. */
async function planFibre(ctx: Ctx, town: Town): Promise<void> {
	const known = new Set((await fibreProgramme(ctx)).areas.map((area) => area.name.ar));
	for (const area of town.fibre)
		if (!known.has(area.name.ar)) await createFibreArea(ctx, { ...area, crs: 'EPSG:22992' });
}

/** Every network of the town belongs to the company of its name, which is asked before anybody digs near it. */
async function declareNetworks(ctx: Ctx): Promise<void> {
	for (const network of NETWORKS)
		await declareNetwork(ctx, { unit: `demo-${network}`, network }).catch((error: unknown) => {
			if (!isDomainError(error) || error.code !== 'already_exists') throw error;
		});
}

/** They work here for some time: cases of theirs are older than the demonstration. */
const SINCE = '2020-01-01';

async function loadPeople(
	ctx: Ctx,
	town: Town,
	say: NonNullable<LoadOptions['onProgress']>
): Promise<Map<string, string>> {
	const ids = await ensurePeople(
		ctx,
		town.people.map(({ username, name_ar, name_en, role, unit }) => ({
			username,
			nameAr: name_ar,
			nameEn: name_en,
			roles: [{ role, unit, from: SINCE }]
		}))
	);
	const password = demoPassword(ctx.platform.config);
	let done = 0;
	for (const id of ids.values()) {
		await setPassword(ctx, id, password, { mustChange: false });
		say('accounts', ++done, ids.size);
	}
	return ids;
}
