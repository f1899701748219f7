import type { Change, ChangeFeed } from './feed.ts';
import type { LayerChange } from '#lib/kernel/map-contract.ts';

export interface StreamOptions {
	feed: Pick<ChangeFeed, 'subscribe'>;
	layers: readonly string[];
	/** One record whose news are told too: the topic and key it is announced by, and what the client calls it. */
	record?: { topic: string; key: string; name: string } | undefined;
	/** The client comes back after a gap: it cannot know what it missed. */
	resuming: boolean;
	heartbeatMs: number;
	/** Calls back when somebody's sessions or roles changed. */
	onTrust(listener: () => void): () => void;
	/** Whether the person may still see all of the layers. */
	mayStay(): Promise<boolean>;
	/** Calls back when the process is about to stop. */
	onStop(listener: () => void): () => void;
}

const encoder = new TextEncoder();
/** What a slow reader may have unread, in messages; past that it is let go and comes back with a resync. */
const MOST_WAITING = 500;

/**
 * The event stream of one map: `change` for every committed change of its layers, `resync` after a gap, and a
 * comment as heartbeat. It ends when the person may no longer see the layers.
 */
export function changeStream(options: StreamOptions): ReadableStream<Uint8Array> {
	let end: () => void = () => undefined;
	return new ReadableStream<Uint8Array>(
		{
			start(controller) {
				let open = true;
				const send = (text: string): void => {
					if (!open) return;
					if ((controller.desiredSize ?? 0) < -MOST_WAITING) return end();
					controller.enqueue(encoder.encode(text));
				};
				const check = async (): Promise<void> => {
					if (open && !(await options.mayStay().catch(() => false))) end();
				};
				const { record } = options;
				const wanted = new Set(options.layers.map((id) => `layer:${id}`));
				const stops = [
					options.feed.subscribe((change) => {
						if (wanted.has(change.topic)) send(changeEvent(change));
						else if (change.topic === record?.topic && change.keys?.includes(record.key))
							send(recordEvent(change, record.name));
					}),
					options.onTrust(() => void check()),
					options.onStop(() => end())
				];
				const heartbeat = setInterval(() => {
					send(': here\n\n');
					// A session also ends by itself, which nobody announces.
					void check();
				}, options.heartbeatMs);
				end = () => {
					if (!open) return;
					open = false;
					clearInterval(heartbeat);
					for (const stop of stops) stop();
					try {
						controller.close();
					} catch {
						// The reader left first.
					}
				};
				// The id makes the browser say that it comes back, even before the first change.
				send('id: start\nretry: 2000\n\n');
				if (options.resuming) send('event: resync\ndata: {}\n\n');
			},
			cancel: () => end()
		},
		{ highWaterMark: 16 }
	);
}

/** News of a record say that there are some, and nothing of what. */
function recordEvent({ id }: Change, name: string): string {
	const data: LayerChange = { layer: name, keys: null, box: null, op: 'update' };
	return `id: ${id}\nevent: change\ndata: ${JSON.stringify(data)}\n\n`;
}

function changeEvent({ id, topic, keys, box, payload }: Change): string {
	const data: LayerChange = {
		layer: topic.slice('layer:'.length),
		keys,
		box,
		op: String(payload['op'] ?? 'update')
	};
	return `id: ${id}\nevent: change\ndata: ${JSON.stringify(data)}\n\n`;
}
