import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { LayerDef } from '#lib/kernel/layer.ts';
import type { BuiltTile } from './build.ts';
import type { Sized } from './cache.ts';

/** An answer as `http` takes it. A body of null is no body. Shared between requests: never change one. */
export interface TileResponse {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer | null;
}

export type Encoding = 'identity' | 'gzip' | 'br';

/** The two answers there are for one encoding of a tile. */
interface Variant {
	etag: string;
	full: TileResponse;
	unchanged: TileResponse;
}

/** Below this many bytes compression gains nothing. */
const WORTH_COMPRESSING = 512;
const SUFFIX: Record<Encoding, string> = { identity: '', gzip: '-gz', br: '-br' };

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

/**
 * A tile with its answers ready to send. The entity tag is the hash of the content (and names the encoding), so it
 * stays the same when a write changed nothing here.
 */
export class StoredTile implements Sized {
	bytes = 0;
	/** How often the kept tile was asked for by clients that take brotli. */
	asked = 0;
	readonly empty: boolean;
	readonly #raw: Buffer;
	readonly #hash: string;
	readonly #shared: Record<string, string>;
	#variants: Partial<Record<Encoding, Variant>> = {};

	constructor(tile: BuiltTile, layer: LayerDef) {
		this.#raw = tile.data;
		this.empty = tile.data.length === 0;
		this.#hash = hash('sha256', tile.data, 'base64url').slice(0, 22);
		const open = layer.readers === 'public';
		this.#shared = {
			'cache-control': open ? 'public, no-cache' : 'private, no-cache',
			'x-content-type-options': 'nosniff',
			vary: open ? 'accept-encoding' : 'accept-encoding, cookie, authorization'
		};
		this.#add('identity', this.#raw);
	}

	/**
	 * The best answer that is ready for a client that takes these encodings (best first, `identity` last);
	 * undefined when the tile should be compressed for it first.
	 */
	answer(accepted: readonly Encoding[], ifNoneMatch: string | undefined): TileResponse | undefined {
		const found = accepted.find((encoding) => this.#variants[this.#worth(encoding)]) ?? 'identity';
		const variant = this.#variants[this.#worth(found)]!;
		if (ifNoneMatch !== undefined && (ifNoneMatch === variant.etag || this.#matches(ifNoneMatch)))
			return variant.unchanged;
		return found === 'identity' && accepted[0] !== 'identity' ? undefined : variant.full;
	}

	/** Adds an encoding. */
	async compress(encoding: 'gzip' | 'br'): Promise<void> {
		if (this.#variants[this.#worth(encoding)]) return;
		const body =
			encoding === 'gzip'
				? await gzipAsync(this.#raw, { level: 1 })
				: await brotliAsync(this.#raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
		if (!this.#variants[encoding]) this.#add(encoding, exactCopy(body));
	}

	#worth(encoding: Encoding): Encoding {
		return this.#raw.length < WORTH_COMPRESSING ? 'identity' : encoding;
	}

	#add(encoding: Encoding, body: Buffer): void {
		const etag = `"${this.#hash}${SUFFIX[encoding]}"`;
		const validators = { ...this.#shared, etag };
		this.#variants[encoding] = {
			etag,
			full: this.empty
				? { status: 204, headers: validators, body: null }
				: {
						status: 200,
						headers: {
							...validators,
							'content-type': 'application/vnd.mapbox-vector-tile',
							'content-length': String(body.length),
							...(encoding === 'identity' ? {} : { 'content-encoding': encoding })
						},
						body
					},
			unchanged: { status: 304, headers: validators, body: null }
		};
		this.bytes += body.length;
	}

	/** Any encoding's tag will do: what the client holds is this content. Proxies add `W/` when they compress. */
	#matches(ifNoneMatch: string): boolean {
		if (ifNoneMatch.trim() === '*') return true;
		return ifNoneMatch.split(',').some((tag) => {
			const opaque = tag.trim().replace(/^W\//, '');
			return Object.values(SUFFIX).some((suffix) => opaque === `"${this.#hash}${suffix}"`);
		});
	}
}

/** zlib answers with pieces of larger buffers, which would stay in memory with them. */
function exactCopy(bytes: Buffer): Buffer {
	const copy = Buffer.allocUnsafeSlow(bytes.length);
	bytes.copy(copy);
	return copy;
}
