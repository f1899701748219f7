import type { Platform } from '#lib/server/platform.ts';

/** Puts a dig into a state, however it would have come there. */
export async function inState(
	p: Platform,
	reference: string,
	state: 'planned' | 'submitted' | 'granted' | 'running' | 'finished' | 'cancelled',
	at: Date = p.now()
): Promise<void> {
	await p.pool.query('update dig set state = $2, updated_at = $3 where reference = $1', [
		reference,
		state,
		at
	]);
	p.feed.poke();
}
