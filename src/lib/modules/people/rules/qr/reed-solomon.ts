/** Arithmetic in GF(2^8) over x^8 + x^4 + x^3 + x^2 + 1, as QR codes use it. */
export function multiply(a: number, b: number): number {
	let product = 0;
	for (let bit = 7; bit >= 0; bit--) {
		product = (product << 1) ^ ((product >>> 7) * 0x11d);
		product ^= ((b >>> bit) & 1) * a;
	}
	return product;
}

/** The correction bytes of a block: the remainder of the data by the generator polynomial. */
export function correction(data: readonly number[], count: number): number[] {
	const divisor = generator(count);
	const rest: number[] = new Array<number>(count).fill(0);
	for (const byte of data) {
		const factor = byte ^ (rest.shift() ?? 0);
		rest.push(0);
		divisor.forEach((coefficient, i) => (rest[i] = (rest[i] ?? 0) ^ multiply(coefficient, factor)));
	}
	return rest;
}

/** (x - 1)(x - 2)(x - 4)..., without its leading 1, highest power first. */
function generator(degree: number): number[] {
	const result: number[] = new Array<number>(degree).fill(0);
	result[degree - 1] = 1;
	let root = 1;
	for (let i = 0; i < degree; i++) {
		for (let j = 0; j < degree; j++)
			result[j] = multiply(result[j] ?? 0, root) ^ (j + 1 < degree ? (result[j + 1] ?? 0) : 0);
		root = multiply(root, 2);
	}
	return result;
}
