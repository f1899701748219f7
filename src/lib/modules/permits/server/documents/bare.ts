import path from 'node:path';
import { DomainError } from '#lib/kernel/errors.ts';
import { bareCopy } from '#lib/server/files/index.ts';
import type { MediaType } from '#lib/server/files/media-type.ts';
import { ROOT } from '#lib/server/root.ts';
import { Threads } from '#lib/server/threads/index.ts';
import { meaningOf } from '../../rules/index.ts';
import type { Copied } from './worker.ts';

const SCRIPT = path.join(ROOT, 'src/lib/modules/permits/server/documents/worker.ts');
/** Below this a copy is made sooner than a thread begins. */
const SMALL = 256 * 1024;
const threads = new Threads<Copied>(SCRIPT, { seconds: 30, megabytes: 512, atOnce: 2 });

/**
 * A drawing or report without what is written in it about itself; nobody else waits for a large one.
 * @throws DomainError `file_not_bare` for what cannot be read well enough, or not within the time and memory of one file.
 */
export async function bareDocument(bytes: Uint8Array, type: MediaType): Promise<Uint8Array> {
	if (bytes.byteLength <= SMALL)
		return bareCopy(bytes, type, { keepsLayer: (layer) => meaningOf(layer) !== null });
	const copied = await threads.do(bytes).catch((cause: unknown) => {
		throw new DomainError('file_not_bare', { cause });
	});
	if (!copied) throw new DomainError('file_not_bare');
	return copied;
}
