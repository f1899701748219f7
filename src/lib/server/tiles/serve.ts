import { DomainError } from '#lib/kernel/errors.ts';
import type { LayerDef } from '#lib/kernel/layer.ts';
import { problemOf } from '../http/problem.ts';
import { acceptedEncodings } from './accept-encoding.ts';
import { isTile } from './address.ts';
import { buildTile, type TileSource } from './build.ts';
import type { CacheKey, TileCache } from './cache.ts';
import { StoredTile, type TileResponse } from './stored.ts';

/** A request for a tile by somebody who may see the layer: that is judged before. */
export interface TileRequest {
	layer: LayerDef;
	/** Who else may be given the same bytes. */
	permissionClass: string;
	z: number;
	x: number;
	y: number;
	ifNoneMatch?: string;
	acceptEncoding?: string;
	/** For the words of a refusal. */
	locale?: 'ar' | 'en';
	reference?: string;
}

export type TileResult = 'hit' | 'miss' | 'shared' | 'empty' | 'not_modified' | 'refused';

export interface TileDeps {
	source: TileSource;
	cache: TileCache<StoredTile>;
	/** False while writes may go unnoticed; tiles are then built for each request and not kept. */
	trusted?: () => boolean;
	/** Told of each answer. */
	record?: (layer: string, result: TileResult, seconds: number) => void;
}

/**
 * Answers a tile: 200, 204 (nothing there), 304 or 400 `tile_impossible`. What is in the cache is answered at once,
 * without a promise. Rejects with what the database throws.
 */
export function tileResponse(request: TileRequest, deps: TileDeps): TileResponse | Promise<TileResponse> {
	const started = performance.now();
	if (!isTile(request)) return refused(request, deps, started);
	const make = () => makeTile(request, deps);
	if (deps.trusted && !deps.trusted()) return later(request, deps, started, 'miss', make());
	const key = keyOf(request);
	const kept = deps.cache.get(key);
	if (kept === undefined) {
		const result = deps.cache.building(key) ? 'shared' : 'miss';
		return later(request, deps, started, result, deps.cache.build(key, make));
	}
	const accepted = acceptedEncodings(request.acceptEncoding);
	const answer = kept.answer(accepted, request.ifNoneMatch);
	if (!answer) return later(request, deps, started, 'hit', Promise.resolve(kept));
	if (accepted[0] === 'br' && kept.asked++ === BROTLI_AFTER)
		compress(request, deps, kept, 'br').catch(() => undefined);
	return recorded(request, deps, started, 'hit', answer);
}

/** Brotli costs several times gzip, so only tiles that are asked for again get it; until then gzip goes out. */
const BROTLI_AFTER = 2;

function keyOf({ layer, permissionClass, z, x, y }: TileRequest): CacheKey {
	return { layer: layer.id, permissionClass, z, x, y };
}

async function makeTile({ layer, z, x, y }: TileRequest, deps: TileDeps): Promise<StoredTile> {
	return new StoredTile(await buildTile(deps.source, layer, { z, x, y }), layer);
}

async function later(
	request: TileRequest,
	deps: TileDeps,
	started: number,
	result: TileResult,
	pending: Promise<StoredTile>
): Promise<TileResponse> {
	const tile = await pending;
	const accepted = acceptedEncodings(request.acceptEncoding);
	let answer = tile.answer(accepted, request.ifNoneMatch);
	if (!answer) {
		await compress(request, deps, tile, accepted.includes('gzip') ? 'gzip' : 'br');
		answer = tile.answer(accepted, request.ifNoneMatch)!;
	}
	return recorded(request, deps, started, result, answer);
}

async function compress(request: TileRequest, deps: TileDeps, tile: StoredTile, encoding: 'gzip' | 'br') {
	await tile.compress(encoding);
	deps.cache.grown(keyOf(request), tile);
}

/** No such tile: the problem document of RFC 9457. */
function refused(request: TileRequest, deps: TileDeps, started: number): TileResponse {
	const { z, x, y, locale = 'ar', reference = '' } = request;
	const problem = problemOf(new DomainError('tile_impossible', { params: { z, x, y } }), {
		locale,
		reference
	});
	const body = Buffer.from(JSON.stringify(problem));
	const headers = { 'content-type': 'application/problem+json', 'content-length': String(body.length) };
	deps.record?.(request.layer.id, 'refused', (performance.now() - started) / 1000);
	return { status: problem.status, headers, body };
}

function recorded(
	{ layer }: TileRequest,
	deps: TileDeps,
	started: number,
	result: TileResult,
	response: TileResponse
): TileResponse {
	const told = response.status === 304 ? 'not_modified' : response.status === 204 ? 'empty' : result;
	deps.record?.(layer.id, told, (performance.now() - started) / 1000);
	return response;
}
