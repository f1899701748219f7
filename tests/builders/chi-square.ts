/** How likely counts so uneven are by chance where every place is as likely as another. */
export function evenness(counts: readonly number[]): number {
	const expected = counts.reduce((sum, n) => sum + n, 0) / counts.length;
	const x = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
	return 1 - lowerGamma((counts.length - 1) / 2, x / 2);
}

/** The regularised lower incomplete gamma function, by its series. */
function lowerGamma(s: number, x: number): number {
	let term = 1 / s;
	let sum = term;
	for (let k = 1; term > sum * 1e-15; k++) sum += term *= x / (s + k);
	return sum * Math.exp(s * Math.log(x) - x - logGamma(s));
}

/** Of halves and whole numbers from 1/2 on. */
function logGamma(s: number): number {
	let sum = s % 1 === 0 ? 0 : Math.log(Math.PI) / 2;
	for (let k = s % 1 === 0 ? 1 : 0.5; k < s; k++) sum += Math.log(k);
	return sum;
}
