/** Calls back at most once a frame, however often it is asked. */
export function once(work: () => void): () => void {
	let waiting = 0;
	return () => {
		waiting ||= requestAnimationFrame(() => {
			waiting = 0;
			work();
		});
	};
}
