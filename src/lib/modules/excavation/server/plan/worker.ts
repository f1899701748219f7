import { parentPort } from 'node:worker_threads';
import type { Problem } from '../../rules/plan/index.ts';
import type { Effort } from './effort.ts';
import { solveComponent } from './exact.ts';

/** A thread that solves components, one after the other. */
export interface Task {
	number: number;
	problem: Problem;
	effort: Effort;
}

parentPort?.on('message', ({ number, problem, effort }: Task) => {
	solveComponent(problem, effort).then(
		(answer) => parentPort!.postMessage({ number, answer }),
		(error: unknown) => parentPort!.postMessage({ number, error: String(error) })
	);
});
