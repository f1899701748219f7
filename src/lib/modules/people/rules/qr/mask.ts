/** Which modules each of the eight masks turns over. */
export const MASKS: readonly ((x: number, y: number) => boolean)[] = [
	(x, y) => (x + y) % 2 === 0,
	(_, y) => y % 2 === 0,
	(x) => x % 3 === 0,
	(x, y) => (x + y) % 3 === 0,
	(x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
	(x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
	(x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
	(x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0
];

/** How hard a symbol is to read: long runs, squares, look-alikes of the corner pattern, too dark or too light. */
export function penalty(modules: readonly (readonly boolean[])[]): number {
	const size = modules.length;
	const columns = Array.from({ length: size }, (_, x) => modules.map((row) => row[x] ?? false));
	let score = 0;
	for (const line of [...modules, ...columns]) {
		const text = line.map((dark) => (dark ? '1' : '0')).join('');
		for (const run of text.match(/0{5,}|1{5,}/g) ?? []) score += run.length - 2;
		// Overlapping look-alikes count each.
		score += 40 * (text.match(/(?=10111010000|00001011101)/g) ?? []).length;
	}
	for (let y = 1; y < size; y++)
		for (let x = 1; x < size; x++) {
			const dark = modules[y]?.[x];
			if (dark === modules[y - 1]?.[x] && dark === modules[y]?.[x - 1] && dark === modules[y - 1]?.[x - 1])
				score += 3;
		}
	const share = modules.flat().filter(Boolean).length / (size * size);
	return score + 10 * Math.floor(Math.abs(share * 100 - 50) / 5);
}
