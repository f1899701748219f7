import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Change } from './feed.ts';
import { changeStream, type StreamOptions } from './change-stream.ts';

let tell: (change: Change) => void;
let trustChanged: () => void;
let stopping: () => void;
let subscribed = 0;
const change = (topic: string, id = '7'): Change => ({
	id,
	topic,
	keys: ['1'],
	box: [0, 1, 2, 3],
	payload: { op: 'insert', rows: 1 }
});

function open(more: Partial<StreamOptions> = {}) {
	const stream = changeStream({
		feed: {
			subscribe(listener) {
				tell = listener;
				subscribed++;
				return () => subscribed--;
			}
		},
		layers: ['digs', 'streets'],
		resuming: false,
		heartbeatMs: 20_000,
		onTrust: (listener) => ((trustChanged = listener), () => undefined),
		mayStay: () => Promise.resolve(true),
		onStop: (listener) => ((stopping = listener), () => undefined),
		...more
	});
	const reader = stream.getReader();
	const next = async () => {
		const { done, value } = await reader.read();
		return done ? null : new TextDecoder().decode(value);
	};
	return { reader, next };
}

beforeEach(() => {
	vi.useFakeTimers();
	subscribed = 0;
});
afterEach(() => vi.useRealTimers());

describe('the event stream', () => {
	it('tells changes of its layers and of no others', async () => {
		const { next } = open();
		expect(await next()).toContain('id: start');
		tell(change('layer:vehicles'));
		tell(change('session'));
		tell(change('layer:digs', '42'));
		expect(await next()).toBe(
			'id: 42\nevent: change\ndata: {"layer":"digs","keys":["1"],"box":[0,1,2,3],"op":"insert"}\n\n'
		);
	});

	it('tells news of one record, and nothing of what they are', async () => {
		const record = { topic: 'permit', key: '1', name: 'permit:BP-2026-000001' };
		const { next } = open({ record });
		expect(await next()).toContain('id: start');
		tell({ ...change('permit', '41'), keys: ['2'] });
		tell({ ...change('permit', '42'), payload: { state: 'refused' } });
		expect(await next()).toBe(
			'id: 42\nevent: change\ndata: {"layer":"permit:BP-2026-000001","keys":null,"box":null,"op":"update"}\n\n'
		);
	});

	it('says to look again when the client comes back', async () => {
		const { next } = open({ resuming: true });
		await next();
		expect(await next()).toBe('event: resync\ndata: {}\n\n');
	});

	it('shows that it is there', async () => {
		const { next } = open();
		await next();
		await vi.advanceTimersByTimeAsync(20_000);
		expect(await next()).toBe(': here\n\n');
	});

	it.each([
		['rights are taken away', () => trustChanged()],
		['a session ends by itself', () => void vi.advanceTimersByTimeAsync(20_000)]
	])('ends when %s', async (_, happen) => {
		const { next } = open({ mayStay: () => Promise.resolve(false) });
		await next();
		expect(subscribed).toBe(1);
		happen();
		await vi.advanceTimersByTimeAsync(1);
		let last: string | null = '';
		while (last !== null) last = await next();
		expect(subscribed).toBe(0);
	});

	it('ends when the process stops, and when the reader leaves', async () => {
		const first = open();
		await first.next();
		stopping();
		expect(await first.next()).toBeNull();
		const second = open();
		await second.next();
		await second.reader.cancel();
		expect(subscribed).toBe(0);
	});

	it('lets a reader go that does not keep up, instead of keeping everything for it', () => {
		open();
		for (let i = 0; i < 600; i++) tell(change('layer:digs', String(i)));
		expect(subscribed).toBe(0);
	});
});
