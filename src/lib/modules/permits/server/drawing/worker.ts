import { parentPort, workerData } from 'node:worker_threads';
import { isDomainError, type ErrorCode, type ErrorParams } from '#lib/kernel/errors.ts';
import type { Extract } from '../../rules/index.ts';
import { extract } from './extract.ts';

/** A thread that reads one drawing, so that a hostile one costs itself only. */
export type Told = { extract: Extract } | { code: ErrorCode; params: ErrorParams };

if (parentPort) {
	const port = parentPort;
	extract(workerData as Uint8Array).then(
		(found) => port.postMessage({ extract: found } satisfies Told),
		(error: unknown) => {
			const told: Told = isDomainError(error)
				? { code: error.code, params: error.params }
				: { code: 'file_unreadable', params: { reason: 'damaged' } };
			port.postMessage(told);
		}
	);
}
