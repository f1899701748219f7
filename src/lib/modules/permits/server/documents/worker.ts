import { parentPort, workerData } from 'node:worker_threads';
import { bareCopy } from '#lib/server/files/bare/index.ts';
import { mediaTypeOf } from '#lib/server/files/media-type.ts';
import { meaningOf } from '../../rules/index.ts';

/** A thread that makes the bare copy of one large file; null where none can be made. */
export type Copied = Uint8Array<ArrayBuffer> | null;

if (parentPort) {
	let copied: Copied = null;
	try {
		const bytes = workerData as Uint8Array;
		copied = bareCopy(bytes, mediaTypeOf(bytes)!, { keepsLayer: (name) => meaningOf(name) !== null }).slice();
	} catch {
		// What could not be read is told by having no copy.
	}
	parentPort.postMessage(copied satisfies Copied, copied ? [copied.buffer] : []);
}
