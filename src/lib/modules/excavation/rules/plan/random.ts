/** Numbers from 0 to 1, the same for the same seed (a 32-bit linear congruential generator, its upper bits). */
export function seeded(seed: number): () => number {
	let state = (seed ^ 0x9e3779b9) >>> 0;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return (state >>> 8) / 16_777_216;
	};
}
