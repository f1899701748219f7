/** Joins many short texts into pieces worth sending (UTF-8). */
export async function* batches(texts: AsyncIterable<string>): AsyncGenerator<Buffer, void> {
	let held: string[] = [];
	let length = 0;
	for await (const text of texts) {
		held.push(text);
		length += text.length;
		if (length < 64 * 1024) continue;
		yield Buffer.from(held.join(''), 'utf8');
		held = [];
		length = 0;
	}
	if (held.length > 0) yield Buffer.from(held.join(''), 'utf8');
}
