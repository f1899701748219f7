import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { DomainError } from '#lib/kernel/errors.ts';
import { ROOT } from '#lib/server/root.ts';
import type { Problem, Solved } from '../../rules/plan/index.ts';
import type { Effort } from './effort.ts';

const SCRIPT = path.join(ROOT, 'src/lib/modules/excavation/server/plan/worker.ts');

export interface PoolOptions {
	threads: number;
	effort: Effort;
	signal?: AbortSignal | undefined;
	onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Solves components in worker threads, the largest first so that no thread is left with one at the end. Which thread
 * solves what does not bear on the answers.
 * @throws DomainError `cancelled`
 */
export async function solveAll(problems: readonly Problem[], options: PoolOptions): Promise<Solved[]> {
	const { threads, effort, signal, onProgress } = options;
	const cancelled = () => new DomainError('cancelled');
	if (signal?.aborted) throw cancelled();
	if (problems.length === 0) return [];
	const order = problems
		.map((_, i) => i)
		.sort((a, b) => problems[b]!.works.length - problems[a]!.works.length);
	const answers: Solved[] = [];
	const workers: Worker[] = [];
	let next = 0;
	let done = 0;
	try {
		await new Promise<void>((resolve, reject) => {
			signal?.addEventListener('abort', () => reject(cancelled()), { once: true });
			const give = (worker: Worker): void => {
				const number = order[next++];
				if (number !== undefined) worker.postMessage({ number, problem: problems[number], effort });
			};
			for (let i = 0; i < Math.min(threads, problems.length); i++) {
				const worker = new Worker(SCRIPT);
				workers.push(worker);
				worker.on('error', reject);
				worker.on(
					'message',
					({ number, answer, error }: { number: number; answer: Solved; error?: string }) => {
						if (error !== undefined) return reject(new Error(error));
						answers[number] = answer;
						done += 1;
						onProgress?.(done, problems.length);
						if (done === problems.length) resolve();
						else give(worker);
					}
				);
				give(worker);
			}
		});
	} finally {
		await Promise.all(workers.map((worker) => worker.terminate()));
	}
	return answers;
}
