import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { aPaper } from '../builders/permit-file.ts';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import type { Application } from './application.ts';

/** What was acknowledged of one submission. */
interface Submission {
	reference: string;
	/** Hash of every paper, by its kind. */
	papers: Map<string, string>;
}

interface Submitted {
	done: Map<number, Submission>;
	/** Requests that had to be sent again. */
	repeated: number;
}

const KINDS = ['site_statement', 'ownership', 'drawings'] as const;
const FACTS = {
	...{ floors: 3, height_m: 10, basements: 0, use: 'residential', units: 3 },
	...{ floor_areas_m2: [120, 120, 120], works_value_egp: 400_000 }
};
/** Half a wall of five metres, in degrees. */
const HALF = 0.000025;
const addressOf = (n: number) => `قتل ${n} تقديم`;

/**
 * Hands `count` permits in at the window, a few at a time: the case, three papers and the step, each request with a key of
 * its own until it is acknowledged, whatever happens to the application meanwhile.
 */
export async function submitAll(
	app: Application,
	{ cookie, count, atOnce = 3 }: { cookie: string; count: number; atOnce?: number },
	onacknowledged: () => void
): Promise<Submitted> {
	const submitted: Submitted = { done: new Map(), repeated: 0 };
	if (count === 0) return submitted;
	const parcels = await parcelsOf(app, cookie);
	const until = async (to: string, status: number, body: () => BodyInit, type?: string): Promise<unknown> => {
		const key = randomUUID();
		const headers = {
			...{ origin: app.base, cookie, 'idempotency-key': key },
			...(type ? { 'content-type': type } : {})
		};
		for (;;) {
			const answer = await fetch(app.base + to, { method: 'POST', headers, body: body() })
				.then(async (r) => ({ status: r.status, text: await r.text() }))
				.catch(() => null);
			if (answer && answer.status < 500) {
				if (answer.status !== status) throw new Error(`${to}: ${answer.status} ${answer.text}`);
				return JSON.parse(answer.text);
			}
			submitted.repeated++;
			await sleep(150);
		}
	};
	let next = 0;
	async function sender(): Promise<void> {
		for (let n = next++; n < count; n = next++) {
			const draft = JSON.stringify({
				...{ ...parcels[n % parcels.length]!, kind: 'new', address: addressOf(n), facts: FACTS },
				parties: { owner: { name: `مالك ${n}`, national_id: '28501010212345' } }
			});
			const json = 'application/json';
			const { reference } = (await until('/api/v1/permits', 201, () => draft, json)) as { reference: string };
			const papers = new Map<string, string>();
			for (const kind of KINDS) {
				const bytes = aPaper(`${kind} ${n} ${'x'.repeat(2000 + n)}`);
				const form = () => {
					const form = new FormData();
					form.set('kind', kind);
					form.set('file', new File([bytes], `${kind}.pdf`));
					return form;
				};
				await until(`/api/v1/permits/${reference}/documents`, 201, form);
				papers.set(kind, createHash('sha256').update(bytes).digest('hex'));
			}
			await until(`/api/v1/permits/${reference}/actions/submit`, 200, () => '{}', json);
			submitted.done.set(n, { reference, papers });
			onacknowledged();
		}
	}
	await Promise.all(Array.from({ length: atOnce }, sender));
	return submitted;
}

/** What is wrong with what was acknowledged, in words; nothing when nothing is. */
export async function examineSubmissions(
	app: Application,
	cookie: string,
	{ done }: Submitted
): Promise<string[]> {
	const wrong: string[] = [];
	const listed = await everyCase(app, cookie);
	for (const [n, { reference, papers }] of done) {
		const there = listed.filter((c) => c.address === addressOf(n));
		if (there.length !== 1 || there[0]!.reference !== reference)
			wrong.push(`submission ${n}: ${there.map((c) => c.reference).join(', ') || 'lost'}`);
		else if (there[0]!.state !== 'submitted') wrong.push(`${reference} is ${there[0]!.state}`);
		const { lines } = (await (
			await fetch(`${app.base}/api/v1/permits/${reference}/documents`, { headers: { cookie } })
		).json()) as { lines: { kind: string; versions: unknown[] }[] };
		for (const [kind, sha256] of papers) {
			const versions = lines.find((line) => line.kind === kind)?.versions.length ?? 0;
			if (versions !== 1) wrong.push(`${reference}: ${versions} versions of ${kind}`);
			const address = `${app.base}/api/v1/permits/${reference}/documents/${kind}/1`;
			const bytes = new Uint8Array(await (await fetch(address, { headers: { cookie } })).arrayBuffer());
			if (createHash('sha256').update(bytes).digest('hex') !== sha256)
				wrong.push(`${reference}: ${kind} is another file`);
		}
	}
	return [...wrong, ...(await examineFiles(app, cookie, done))];
}

/** What lies in the folder of files is whole under its name, and given out to nobody by its hash alone. */
async function examineFiles(app: Application, cookie: string, done: Submitted['done']): Promise<string[]> {
	const wrong: string[] = [];
	const folder = path.join(app.dataDir, 'files');
	const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
	const kept = new Set<string>();
	for (const { parentPath, name } of names) {
		// What was being written when the power went has another name, and nothing leads to it.
		if (!/^[0-9a-f]{64}$/.test(name)) continue;
		kept.add(name);
		const hash = createHash('sha256')
			.update(readFileSync(path.join(parentPath, name)))
			.digest('hex');
		if (hash !== name) wrong.push(`the file ${name} holds ${hash}`);
	}
	const hashes = [...done.values()].flatMap(({ papers }) => [...papers.values()]);
	for (const sha256 of hashes) if (!kept.has(sha256)) wrong.push(`the file ${sha256} is gone`);
	const strays = names.map((f) => f.name).filter((name) => !hashes.includes(name));
	for (const name of [...strays, ...hashes.slice(0, 3)].slice(0, 20)) {
		const answer = await fetch(`${app.base}/api/v1/excavation/files/${name}`, { headers: { cookie } });
		await answer.body?.cancel();
		if (answer.ok) wrong.push(`the file ${name} is given out`);
	}
	return wrong;
}

async function everyCase(app: Application, cookie: string) {
	type Case = { reference: string; address: string; state: string };
	const found: Case[] = [];
	for (let cursor: string | null = null; ;) {
		const page = new URLSearchParams({ q: 'تقديم', limit: '100', ...(cursor ? { cursor } : {}) });
		const response = await fetch(`${app.base}/api/v1/permits?${page}`, { headers: { cookie } });
		const list = (await response.json()) as { items: Case[]; next_cursor: string | null };
		found.push(...list.items);
		if (!(cursor = list.next_cursor)) return found;
	}
}

/** Plots of the map, each with a small house on it (WGS84). */
async function parcelsOf(
	app: Application,
	cookie: string
): Promise<{ parcel_id: string; footprint: Polygon; crs: number }[]> {
	const answer = await fetch(`${app.base}/api/v1/layers/parcels/features?limit=60`, { headers: { cookie } });
	const { features } = (await answer.json()) as { features: Feature<Polygon | MultiPolygon>[] };
	return features.map(({ id, geometry }) => {
		const ring = geometry.type === 'Polygon' ? geometry.coordinates[0]! : geometry.coordinates[0]![0]!;
		const middle = (axis: 0 | 1) => ring.reduce((sum, at) => sum + at[axis]!, 0) / ring.length;
		const [x, y] = [middle(0), middle(1)];
		const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]].map(([e, n]) => [x + e! * HALF, y + n! * HALF]); // prettier-ignore
		return { parcel_id: String(id), footprint: { type: 'Polygon', coordinates: [corners] }, crs: 4326 };
	});
}
