/** True when every word of `query` occurs in `text`, however the alef, yeh, teh marbuta or marks are written. */
export function matches(text: string, query: string): boolean {
	const folded = fold(text);
	return fold(query)
		.split(/\s+/)
		.every((word) => folded.includes(word));
}

function fold(text: string): string {
	return text
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[\p{M}\u0640]/gu, '')
		.replace(/\u0649/g, '\u064a')
		.replace(/\u0629/g, '\u0647')
		.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (d) => String(d.charCodeAt(0) & 0xf));
}
