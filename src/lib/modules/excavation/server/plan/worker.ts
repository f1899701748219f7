import { parentPort } from 'node:worker_threads';
import type { Problem, Solved } from '../../rules/plan/index.ts';
import type { Effort } from './effort.ts';
import { solveComponent } from './exact.ts';

/** Between two words of a component that takes long. */
const TELL_EVERY_MS = 500;

/** A thread that solves components, one after the other. */
export interface Task {
	number: number;
	problem: Problem;
	effort: Effort;
}

/** What it tells: how far it is, and at last the answer, or why there is none. */
export type Told = { number: number } & ({ share: number } | { answer: Solved } | { error: string });

parentPort?.on('message', (asked: Task | 'end') => {
	if (asked === 'end') return parentPort!.close();
	const { number, problem, effort } = asked;
	let last = performance.now();
	const tell = (share: number): void => {
		if (performance.now() - last < TELL_EVERY_MS) return;
		last = performance.now();
		parentPort!.postMessage({ number, share } satisfies Told);
	};
	solveComponent(problem, effort, tell).then(
		(answer) => parentPort!.postMessage({ number, answer } satisfies Told),
		(error: unknown) => parentPort!.postMessage({ number, error: String(error) } satisfies Told)
	);
});
