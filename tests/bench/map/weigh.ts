import { gzipSync } from 'node:zlib';

export interface Weighed {
	/** All together, kilobytes of 1000 bytes packed with gzip. */
	kilobytes: number;
	largest: { name: string; kilobytes: number }[];
}

/** How much a list of files weighs on the way, packed with gzip. */
export async function weigh(addresses: readonly string[]): Promise<Weighed> {
	const files = await Promise.all(
		[...new Set(addresses)].map(async (address) => ({
			name: address.split('/').at(-1)!,
			kilobytes: gzipSync(await bodyOf(address)).length / 1000
		}))
	);
	files.sort((a, b) => b.kilobytes - a.kilobytes);
	return { kilobytes: files.reduce((sum, f) => sum + f.kilobytes, 0), largest: files.slice(0, 5) };
}

/** Tiles among these that show counts in place of features because there are too many; and the bytes of all. */
export async function lookInto(tiles: readonly string[], cookie: string) {
	const bodies = await Promise.all(tiles.map((address) => bodyOf(address, cookie)));
	return {
		tiles: tiles.length,
		dense: bodies.filter((body) => body.includes('dense')).length,
		kilobytes: bodies.reduce((sum, body) => sum + body.length, 0) / 1000,
		largest: Math.max(0, ...bodies.map((body) => body.length)) / 1000
	};
}

async function bodyOf(address: string, cookie = ''): Promise<Buffer> {
	const response = await fetch(address.replace(/#.*/, ''), {
		headers: { cookie, 'accept-encoding': 'identity' }
	});
	if (!response.ok) throw new Error(`${address}: ${response.status}`);
	return Buffer.from(await response.arrayBuffer());
}
