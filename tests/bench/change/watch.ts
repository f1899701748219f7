import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import type { TileAddress } from '#lib/server/tiles/address.ts';

/** Somebody signed in at a server. */
export interface Client {
	origin: string;
	cookie: string;
}

/** Asks for JSON. Throws when it is refused. */
export async function ask<T>(
	{ origin, cookie }: Client,
	path: string,
	init: { method?: string; body?: unknown; headers?: Record<string, string> } = {}
): Promise<{ answer: T; etag: string | null }> {
	const answer = await fetch(origin + path, {
		method: init.method ?? 'GET',
		headers: { cookie, origin, 'content-type': 'application/json', ...init.headers },
		...(init.body === undefined ? {} : { body: JSON.stringify(init.body) })
	});
	const text = await answer.text();
	if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status} ${text.slice(0, 300)}`);
	return { answer: JSON.parse(text) as T, etag: answer.headers.get('etag') };
}

/** The features of a layer's tile by their ids. */
export async function tileOf(
	{ origin, cookie }: Client,
	layer: string,
	{ z, x, y }: TileAddress
): Promise<Map<string, Record<string, unknown>>> {
	const answer = await fetch(`${origin}/tiles/${layer}/${z}/${x}/${y}.mvt`, { headers: { cookie } });
	if (!answer.ok) throw new Error(`a tile of ${layer} was answered with ${answer.status}`);
	const bytes = new Uint8Array(await answer.arrayBuffer());
	const found = new Map<string, Record<string, unknown>>();
	const tile = bytes.length ? new VectorTile(new PbfReader(bytes)).layers[layer] : undefined;
	for (let i = 0; i < (tile?.length ?? 0); i++) {
		const feature = tile!.feature(i);
		found.set(String(feature.id), feature.properties);
	}
	return found;
}

/** The changes that an open map is told of, one after the other. */
export async function openMapStream({ origin, cookie }: Client, layers: string[]) {
	const stop = new AbortController();
	const answer = await fetch(`${origin}/events?layers=${layers.join()}`, {
		headers: { cookie },
		signal: stop.signal
	});
	if (!answer.ok || !answer.body) throw new Error(`the stream was answered with ${answer.status}`);
	const waiting = new Set<(text: string) => void>();
	void (async () => {
		const decoder = new TextDecoder();
		for await (const chunk of answer.body!)
			for (const line of decoder.decode(chunk as Uint8Array, { stream: true }).split('\n'))
				if (line.startsWith('data: ')) for (const hear of waiting) hear(line.slice(6));
	})().catch(() => undefined);
	return {
		/** Resolves with the next change for which `wanted` holds. */
		next(wanted: (change: { layer: string; keys: string[] | null }) => boolean): Promise<void> {
			return new Promise((done) => {
				const hear = (text: string) => {
					const change = JSON.parse(text) as { layer?: string; keys?: string[] | null };
					if (!change.layer || !wanted({ layer: change.layer, keys: change.keys ?? null })) return;
					waiting.delete(hear);
					done();
				};
				waiting.add(hear);
			});
		},
		stop: () => stop.abort()
	};
}

/** Asks again and again until it holds. @throws after ten seconds. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
	for (const late = performance.now() + 10_000; !(await holds());) {
		if (performance.now() > late) throw new Error(`${what}: not within ten seconds`);
		await new Promise((done) => setTimeout(done, 5));
	}
}
