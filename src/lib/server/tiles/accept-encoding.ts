import type { Encoding } from './stored.ts';

/** The encodings a client takes that we have, best first; browsers send few different headers, so they are kept. */
export function acceptedEncodings(header: string | undefined): readonly Encoding[] {
	if (!header) return PLAIN;
	let accepted = known.get(header);
	if (accepted === undefined) {
		accepted = parse(header);
		if (known.size < 200) known.set(header, accepted);
	}
	return accepted;
}

const PLAIN: readonly Encoding[] = ['identity'];
const known = new Map<string, readonly Encoding[]>();

function parse(header: string): readonly Encoding[] {
	const weights = new Map<string, number>();
	for (const item of header.toLowerCase().split(',')) {
		const [name, ...parameters] = item.split(';').map((part) => part.trim());
		const q = parameters.find((p) => p.startsWith('q='));
		weights.set(name!, q === undefined ? 1 : Number(q.slice(2)) || 0);
	}
	const weight = (encoding: string) => weights.get(encoding) ?? weights.get('*') ?? 0;
	const offered = (['br', 'gzip'] as const).filter((encoding) => weight(encoding) > 0);
	return [...offered, 'identity'];
}
