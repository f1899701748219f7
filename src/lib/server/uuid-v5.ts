import { createHash } from 'node:crypto';

/** The name space of everything that Diwan names to the outside. */
const NAMESPACE = Buffer.from('6f1d0b5e8c4a5d7f9b3e2a1c4d6e8f01', 'hex');

/** The UUID of a name (version 5, RFC 9562): the same name always has the same one. */
export function uuidv5(name: string): string {
	const bytes = createHash('sha1').update(NAMESPACE).update(name, 'utf8').digest().subarray(0, 16);
	bytes[6] = (bytes[6]! & 0x0f) | 0x50;
	bytes[8] = (bytes[8]! & 0x3f) | 0x80;
	return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
