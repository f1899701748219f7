/**
 * A long answer as lines of JSON, each sent when it is known. Whoever stops reading aborts the work by `signal`.
 * `work` says everything itself, failures too.
 */
export function jsonLines<Event>(
	work: (say: (event: Event) => void, signal: AbortSignal) => Promise<void>
): Response {
	const stop = new AbortController();
	const encoder = new TextEncoder();
	const lines = new ReadableStream<Uint8Array>({
		async start(controller) {
			await work((event) => {
				if (!stop.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
			}, stop.signal);
			if (!stop.signal.aborted) controller.close();
		},
		cancel: () => stop.abort()
	});
	// Proxies must pass each line on as it comes.
	return new Response(lines, {
		headers: {
			'content-type': 'application/x-ndjson',
			'cache-control': 'no-store',
			'x-accel-buffering': 'no'
		}
	});
}
