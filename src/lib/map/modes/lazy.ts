import type { ModeName } from '../types.ts';
import type { Mode } from './mode.ts';

/**
 * A mode whose code is fetched when it is first needed: most visits never draw. What is asked of it before it is
 * there is done when it comes.
 */
export function lazyMode(name: ModeName, load: () => Promise<() => Mode>, failed: () => void): Mode {
	let real: Mode | null = null;
	let over = false;
	const waiting: ((mode: Mode) => void)[] = [];
	load().then(
		(make) => {
			if (over) return;
			real = make();
			for (const work of waiting) work(real);
		},
		() => {
			if (!over) failed();
		}
	);
	const when = (work: (mode: Mode) => void) => (real ? work(real) : waiting.push(work));

	return {
		name,
		undo: () => void when((mode) => mode.undo()),
		finish: () => void when((mode) => mode.finish()),
		addAtCenter: () => void when((mode) => mode.addAtCenter?.()),
		cancel() {
			over = true;
			real?.cancel();
		}
	};
}
