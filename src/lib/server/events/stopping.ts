const listeners = new Set<() => void>();
// One for all streams: the entry announces that the process is about to stop, and streams never end by themselves.
process.on('diwan:stop' as never, () => {
	for (const listener of listeners) listener();
});

/** Calls back when the process is about to stop. @returns how to take it back. */
export function onStop(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}
