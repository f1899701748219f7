import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SearchHub } from './hub.svelte.ts';
import type { SearchGroup } from './types.ts';

const group = (id: string, ...titles: string[]): SearchGroup => ({
	id,
	title: id,
	results: titles.map((title) => ({ id: title, title }))
});

describe('the search hub', () => {
	beforeEach(() => {
		vi.useFakeTimers();
		return () => vi.useRealTimers();
	});

	it('puts the answers of its sources in their order, whoever answers first', async () => {
		const hub = new SearchHub();
		hub.register({ id: 'commands', order: 2, search: () => [group('commands', 'go')] });
		hub.register({
			id: 'streets',
			order: 1,
			search: () => new Promise((done) => setTimeout(() => done([group('streets', 'abu qir')]), 50))
		});
		hub.ask('a');
		await vi.advanceTimersByTimeAsync(130);
		expect(hub.results.map((r) => r.title)).toEqual(['go']);
		await vi.advanceTimersByTimeAsync(60);
		expect(hub.results.map((r) => r.title)).toEqual(['abu qir', 'go']);
		expect(hub.busy).toBe(false);
	});

	it('asks once for what was typed in one go, and drops answers to what is no longer asked', async () => {
		const hub = new SearchHub();
		const search = vi.fn(
			(query: string) =>
				new Promise<SearchGroup[]>((done) =>
					setTimeout(() => done([group('g', query)]), query === 'slow' ? 500 : 10)
				)
		);
		hub.register({ id: 's', order: 1, search });
		hub.ask('s');
		hub.ask('sl');
		hub.ask('slow');
		await vi.advanceTimersByTimeAsync(200);
		hub.ask('quick');
		await vi.advanceTimersByTimeAsync(1000);
		expect(search.mock.calls.map(([query]) => query)).toEqual(['slow', 'quick']);
		expect(hub.results.map((r) => r.title)).toEqual(['quick']);
	});

	it('keeps the other answers when a source fails, and says so', async () => {
		const hub = new SearchHub();
		hub.register({ id: 'broken', order: 1, search: () => Promise.reject(new Error('down')) });
		hub.register({ id: 'fine', order: 2, search: () => [group('g', 'found'), group('empty')] });
		hub.ask('x');
		await vi.advanceTimersByTimeAsync(200);
		expect(hub.failed).toBe(true);
		expect(hub.groups.map((g) => g.id)).toEqual(['g']);
	});

	it('forgets a source that was taken away', async () => {
		const hub = new SearchHub();
		const remove = hub.register({ id: 's', order: 1, search: () => [group('g', 'found')] });
		remove();
		hub.ask('x');
		await vi.advanceTimersByTimeAsync(200);
		expect(hub.results).toEqual([]);
	});
});
