import net from 'node:net';
import { DomainError } from '#lib/kernel/errors.ts';

/** What a scanner said of a file: clean, or nobody looked. */
export type ScanState = 'clean' | 'not_scanned';

const PATIENCE_MS = 30_000;
const PIECE = 64 * 1024;
const MOST_SAID = 4096;

/**
 * Shows a file to clamd (`unix:/run/clamav/clamd.ctl` or `host:port`). Where one is configured, nothing passes unseen:
 * one that does not answer refuses everything.
 * @throws DomainError `file_infected` with what was found, `scanner_unavailable`.
 */
export async function scan(bytes: Uint8Array, clamd: string | undefined): Promise<ScanState> {
	if (clamd === undefined) return 'not_scanned';
	const said = await instream(bytes, clamd).catch((cause: unknown) => {
		throw new DomainError('scanner_unavailable', { cause });
	});
	if (/^stream: OK\0?$/.test(said.trim())) return 'clean';
	const found = /^stream: (.+) FOUND\0?$/.exec(said.trim())?.[1];
	if (found) throw new DomainError('file_infected', { params: { what: found.slice(0, 100) } });
	throw new DomainError('scanner_unavailable', { params: { said: said.slice(0, 100) } });
}

/** clamd's own protocol: pieces with their length before them, a length of nothing at the end. */
function instream(bytes: Uint8Array, clamd: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = net.connect(placeOf(clamd));
		let said = '';
		socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('the scanner is silent')));
		socket.on('error', reject);
		socket.on('data', (piece) => {
			said += piece.toString('latin1');
			if (said.length > MOST_SAID) socket.destroy(new Error('the scanner says too much'));
		});
		socket.on('close', (failed) => (failed ? undefined : resolve(said)));
		socket.write('zINSTREAM\0');
		for (let at = 0; at < bytes.byteLength; at += PIECE) {
			const piece = bytes.subarray(at, at + PIECE);
			socket.write(length(piece.byteLength));
			socket.write(piece);
		}
		socket.write(length(0));
	});
}

function length(bytes: number): Buffer {
	const said = Buffer.alloc(4);
	said.writeUInt32BE(bytes);
	return said;
}

function placeOf(clamd: string): net.NetConnectOpts {
	if (clamd.startsWith('unix:')) return { path: clamd.slice('unix:'.length) };
	const at = clamd.lastIndexOf(':');
	return { host: clamd.slice(0, at), port: Number(clamd.slice(at + 1)) };
}
