import type { LayerChange } from './types.ts';

export interface LiveEvents {
	onchange(change: LayerChange): void;
	/** Some changes may have been missed: everything shown should be asked for again. */
	onresync(): void;
	/** The stream was refused: 401 signed out, 403 not allowed. */
	onrefused?(status: number): void;
}

interface Follower extends LiveEvents {
	layers: ReadonlySet<string>;
}

/** A page that nobody sees gives its connection back; a browser has only a few for one server. */
const HIDDEN_MS = 60_000;
/** Followers that come or go together share one new stream. */
const SETTLE_MS = 60;
const RETRY_MS = 20_000;

const followers = new Set<Follower>();
let source: EventSource | null = null;
let address = '';
let settling: ReturnType<typeof setTimeout> | undefined;
let hiding: ReturnType<typeof setTimeout> | undefined;
let watching = false;

/**
 * Calls back for every committed change of the layers, by anybody. All followers of a page share one connection.
 * A name with a colon is one record (`permit:BP-2026-000001`), told as if it were a layer; the newest of a page is followed.
 * Browser only. @returns how to stop.
 */
export function followLayers(layers: readonly string[], events: LiveEvents): () => void {
	const follower: Follower = { ...events, layers: new Set(layers) };
	followers.add(follower);
	watchVisibility();
	settle();
	return () => {
		followers.delete(follower);
		settle();
	};
}

function settle(): void {
	clearTimeout(settling);
	settling = setTimeout(connect, SETTLE_MS);
}

function connect(): void {
	const names = [...new Set([...followers].flatMap((f) => [...f.layers]))];
	const layers = names.filter((name) => !name.includes(':')).sort();
	const [kind, record] = names.findLast((name) => name.includes(':'))?.split(':') ?? [];
	const followed = record ? `&${kind}=${record}` : '';
	const wanted = layers.length ? `/events?layers=${layers.join(',')}${followed}` : '';
	if (wanted === address && source && source.readyState !== EventSource.CLOSED) return;
	const hadOne = address !== '';
	source?.close();
	source = null;
	address = wanted;
	// A new stream knows nothing of what happened while the old one was being replaced.
	if (wanted) open(hadOne ? `${wanted}&resume` : wanted);
}

function open(url: string): void {
	const stream = new EventSource(url);
	source = stream;
	stream.addEventListener('change', (event: MessageEvent<string>) => {
		const change = JSON.parse(event.data) as LayerChange;
		for (const f of followers) if (f.layers.has(change.layer)) f.onchange(change);
	});
	stream.addEventListener('resync', () => {
		for (const f of followers) f.onresync();
	});
	stream.addEventListener('error', () => {
		// The browser comes back by itself from everything but a refusal.
		if (source === stream && stream.readyState === EventSource.CLOSED) void refused(url);
	});
}

async function refused(url: string): Promise<void> {
	const asking = new AbortController();
	const status = await fetch(url, { signal: asking.signal }).then(
		(response) => response.status,
		() => 0
	);
	asking.abort();
	if (status === 401 || status === 403) for (const f of followers) f.onrefused?.(status);
	else setTimeout(() => source?.readyState === EventSource.CLOSED && connect(), RETRY_MS);
}

function watchVisibility(): void {
	if (watching) return;
	watching = true;
	document.addEventListener('visibilitychange', () => {
		clearTimeout(hiding);
		if (document.visibilityState === 'visible') {
			if (!source) connect();
			return;
		}
		hiding = setTimeout(() => {
			source?.close();
			source = null;
		}, HIDDEN_MS);
	});
}
