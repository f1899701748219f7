/** What was read of the layers, under the stamps of what stood there; what was used longest ago goes first. */
const kept = new Map<string, unknown>();
const MOST = 300;

/**
 * What the layers of a site say, read once until one of them changes (`site_layer_stamp`). It belongs to everybody who is
 * given it: nobody changes it.
 * @param stamps as the transaction read them before; null where it changed a layer itself.
 * @param name of what is read.
 */
export async function fromSite<T>(stamps: string | null, name: string, read: () => Promise<T>): Promise<T> {
	if (stamps === null) return read();
	const key = `${stamps} ${name}`;
	const found = kept.has(key) ? (kept.get(key) as T) : await read();
	kept.delete(key);
	kept.set(key, found);
	if (kept.size > MOST) kept.delete(kept.keys().next().value!);
	return found;
}
