import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { DomainError } from '#lib/kernel/errors.ts';
import { ROOT } from '#lib/server/root.ts';
import type { Problem, Solved } from '../../rules/plan/index.ts';
import { shareOf, type Effort } from './effort.ts';
import type { Task, Told } from './worker.ts';

const SCRIPT = path.join(ROOT, 'src/lib/modules/excavation/server/plan/worker.ts');

export interface PoolOptions {
	threads: number;
	effort: Effort;
	signal?: AbortSignal | undefined;
	onProgress?: OnProgress | undefined;
}

/**
 * Components done, of all; of those at work the largest, with the share of its search that is done; and the share of
 * all works that is done, those of components at work by the share of their search.
 */
export type OnProgress = (
	done: number,
	total: number,
	at: { works: number; share: number } | undefined,
	share: number
) => void;

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
	const works = problems.reduce((sum, p) => sum + p.works.length, 0);
	const shares = new Map<number, number>();
	let next = 0;
	let done = 0;
	/** Works of the components that are done. */
	let finished = 0;
	let whole = false;
	try {
		await new Promise<void>((resolve, reject) => {
			signal?.addEventListener('abort', () => reject(cancelled()), { once: true });
			const give = (worker: Worker): void => {
				const number = order[next++];
				if (number === undefined) return;
				const problem = problems[number]!;
				const task: Task = { number, problem, effort: shareOf(effort, problem, works) };
				worker.postMessage(task);
			};
			const hear = (worker: Worker, told: Told): void => {
				if ('error' in told) return reject(new Error(told.error));
				if ('share' in told) {
					shares.set(told.number, told.share);
				} else {
					shares.delete(told.number);
					answers[told.number] = told.answer;
					done += 1;
					finished += problems[told.number]!.works.length;
				}
				let worksDone = finished;
				for (const [number, share] of shares) worksDone += share * problems[number]!.works.length;
				onProgress?.(done, problems.length, largestOf(shares, problems), worksDone / works);
				if (done === problems.length) resolve();
				else if ('answer' in told) give(worker);
			};
			for (let i = 0; i < Math.min(threads, problems.length); i++) {
				const worker = new Worker(SCRIPT);
				workers.push(worker);
				worker.on('error', reject);
				worker.on('message', (told: Told) => hear(worker, told));
				give(worker);
			}
		});
		whole = true;
	} finally {
		await Promise.all(workers.map((worker) => (whole ? ended(worker) : worker.terminate())));
	}
	return answers;
}

/** A thread that is done ends by itself: to break one off while its solver is still being compiled can end the process. */
function ended(worker: Worker): Promise<void> {
	return new Promise((resolve) => {
		worker.once('exit', () => resolve());
		worker.postMessage('end');
	});
}

function largestOf(shares: ReadonlyMap<number, number>, problems: readonly Problem[]) {
	const [first] = [...shares].sort(([a], [b]) => problems[b]!.works.length - problems[a]!.works.length);
	return first && { works: problems[first[0]]!.works.length, share: first[1] };
}
