/** The lines of a MultiLineString in little-endian WKB, each as x, y, x, y ... */
export function linesOf(wkb: Buffer): Float64Array[] {
	const lines: Float64Array[] = [];
	let at = 9;
	for (let left = wkb.readUInt32LE(5); left > 0; left--) {
		const count = 2 * wkb.readUInt32LE(at + 5);
		at += 9;
		const line = new Float64Array(count);
		for (let i = 0; i < count; i++, at += 8) line[i] = wkb.readDoubleLE(at);
		lines.push(line);
	}
	return lines;
}
