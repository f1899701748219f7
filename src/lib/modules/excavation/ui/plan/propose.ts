import type { PlanProgress, Proposal, ProposeEvent } from '../../rules/index.ts';
import { Problem } from '../api.ts';

export interface Ask {
	period: { start: string; end: string };
	/** WGS84 west, south, east, north. */
	bbox: readonly [number, number, number, number] | null;
	shift: number;
	/** Works along one line may be laid into one trench. */
	joint: boolean;
}

interface Watching {
	signal: AbortSignal;
	onprogress: (progress: PlanProgress) => void;
}

/** Has a plan worked out, telling how far it is. @throws Problem; a cancelled one throws AbortError. */
export async function propose(ask: Ask, { signal, onprogress }: Watching): Promise<Proposal> {
	const answer = await fetch('/api/v1/excavation/plan', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(ask),
		signal
	}).catch(lost);
	if (!answer.ok)
		throw new Problem(answer.status, (await answer.json().catch(() => ({}))) as Record<string, unknown>);
	for await (const event of events(answer.body)) {
		if ('proposal' in event) return event.proposal;
		if ('problem' in event) throw new Problem(422, { ...event.problem });
		onprogress(event.progress);
	}
	throw new Problem(0, {});
}

async function* events(body: ReadableStream<Uint8Array> | null): AsyncGenerator<ProposeEvent> {
	const decoder = new TextDecoder();
	const reader = body?.getReader();
	let rest = '';
	try {
		for (;;) {
			const piece = await reader?.read().catch(lost);
			if (!piece || piece.done) return;
			const parts = (rest + decoder.decode(piece.value, { stream: true })).split('\n');
			rest = parts.pop() ?? '';
			for (const line of parts) yield JSON.parse(line) as ProposeEvent;
		}
	} finally {
		await reader?.cancel().catch(() => undefined);
	}
}

function lost(failure: unknown): never {
	if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
	throw new Problem(0, {});
}
