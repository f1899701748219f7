import path from 'node:path';
import { DomainError } from '#lib/kernel/errors.ts';
import { sniff, SNIFF_BYTES } from '#lib/server/formats/sniff.ts';
import { ROOT } from '#lib/server/root.ts';
import { Threads } from '#lib/server/threads/index.ts';
import type { Extract } from '../../rules/index.ts';
import type { Told } from './worker.ts';

const SCRIPT = path.join(ROOT, 'src/lib/modules/permits/server/drawing/worker.ts');
/** The largest drawing, in bytes. */
export const DRAWING_LIMIT = 20 * 1024 * 1024;
const SECONDS = 20;
const threads = new Threads<Told>(SCRIPT, { seconds: SECONDS, megabytes: 256, atOnce: 2 });

/**
 * Reads a drawing in a thread of its own, bounded in time and memory: nobody else waits for it.
 * @param bytes are given away.
 * @throws DomainError `drawing_not_dxf` (binary DXF and DWG too), as `extract`; `drawing_too_large` when it takes too
 * long or too much memory.
 */
export async function extractInThread(bytes: Uint8Array): Promise<Extract> {
	if (bytes.byteLength > DRAWING_LIMIT)
		throw new DomainError('drawing_too_large', { params: { limit: DRAWING_LIMIT } });
	demandDxf(bytes);
	const told = await threads.do(bytes).catch((cause: unknown) => {
		throw new DomainError('drawing_too_large', { params: { limit: SECONDS }, cause });
	});
	if ('code' in told) throw new DomainError(told.code, { params: told.params });
	return told.extract;
}

/** Looked at before a thread is begun: most wrong files are refused here. */
function demandDxf(bytes: Uint8Array): void {
	let content: string;
	try {
		content = sniff(bytes.subarray(0, SNIFF_BYTES));
	} catch (cause) {
		throw new DomainError('drawing_not_dxf', { cause });
	}
	if (content !== 'dxf') throw new DomainError('drawing_not_dxf');
}
