import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { DomainError } from '#lib/kernel/errors.ts';
import { sniff, SNIFF_BYTES } from '#lib/server/formats/sniff.ts';
import { ROOT } from '#lib/server/root.ts';
import type { Extract } from '../../rules/index.ts';
import type { Told } from './worker.ts';

const SCRIPT = path.join(ROOT, 'src/lib/modules/permits/server/drawing/worker.ts');
/** The largest drawing, in bytes. */
export const DRAWING_LIMIT = 20 * 1024 * 1024;
const SECONDS = 20;
const MEGABYTES = 256;
/** Drawings that are read at one time; more wait their turn. */
const AT_ONCE = 2;

let reading = 0;
const waiting: (() => void)[] = [];

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
	if (reading >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
	reading += 1;
	try {
		return await run(bytes);
	} finally {
		reading -= 1;
		waiting.shift()?.();
	}
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

async function run(bytes: Uint8Array): Promise<Extract> {
	// A copy with a buffer of its own, which goes to the thread as it is.
	const given = bytes.slice();
	const worker = new Worker(SCRIPT, {
		workerData: given,
		transferList: [given.buffer],
		resourceLimits: { maxOldGenerationSizeMb: MEGABYTES }
	});
	let timer: NodeJS.Timeout | undefined;
	try {
		const told = await new Promise<Told>((resolve, reject) => {
			worker.once('message', resolve);
			worker.once('error', reject);
			worker.once('exit', () => reject(new Error('the thread ended without an answer')));
			timer = setTimeout(() => reject(new Error('too long')), SECONDS * 1000);
		}).catch((cause: unknown) => {
			throw new DomainError('drawing_too_large', { params: { limit: SECONDS }, cause });
		});
		if ('code' in told) throw new DomainError(told.code, { params: told.params });
		return told.extract;
	} finally {
		clearTimeout(timer);
		await worker.terminate();
	}
}
