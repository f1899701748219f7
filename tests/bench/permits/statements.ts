import pg from 'pg';

/** What a statement cost so far, as its sender saw it. */
interface Spent {
	text: string;
	times: number;
	/** Milliseconds, waiting for others included. */
	ms: number;
}

/** Counts what connections are asked, by the text of the statements. */
export function countStatements(): { spent: () => Spent[]; reset: () => void } {
	const seen = new Map<string, Spent>();
	const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
	const own = prototype.query;
	prototype.query = function (this: unknown, ...args: unknown[]) {
		const answer = own.apply(this, args);
		const [first] = args as [string | { text?: string }];
		const text = typeof first === 'string' ? first : (first.text ?? '');
		const began = performance.now();
		const note = () => {
			const spent = seen.get(text) ?? { text, times: 0, ms: 0 };
			spent.times++;
			spent.ms += performance.now() - began;
			seen.set(text, spent);
		};
		if (answer instanceof Promise) answer.then(note, note);
		return answer;
	};
	return {
		spent: () => [...seen.values()].sort((a, b) => b.ms - a.ms),
		reset: () => seen.clear()
	};
}
