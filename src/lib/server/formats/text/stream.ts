import type { ByteSource } from '../io/bytes.ts';
import { refuse } from '../refuse.ts';
import { decoderFor, encodingName } from './decoders.ts';
import { guessEncoding, type EncodingGuess } from './guess-encoding.ts';
import { wholeCharacters } from './utf8.ts';

/**
 * The encoding of a text file from its first bytes: the caller's word, a byte-order mark, zero bytes of UTF-16,
 * the file's own declaration when the bytes agree with it, else the most plausible one.
 */
export function textEncoding(first: Uint8Array, given?: string, declared?: string): EncodingGuess {
	if (given) {
		const name = encodingName(given) ?? refuse('file_encoding_unknown', { encoding: given.slice(0, 40) });
		return { encoding: name, confidence: 1 };
	}
	const [a, b, c, d] = first;
	if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', confidence: 1 };
	if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', confidence: 1 };
	if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', confidence: 1 };
	if (a !== 0 && b === 0 && c !== 0 && d === 0) return { encoding: 'utf-16le', confidence: 0.9 };
	if (a === 0 && b !== 0 && c === 0 && d !== 0) return { encoding: 'utf-16be', confidence: 0.9 };
	const guess = guessEncoding(wholeCharacters(first));
	if (declared === undefined) return guess;
	const name = encodingName(declared) ?? refuse('file_encoding_unknown', { encoding: declared.slice(0, 40) });
	if (name.startsWith('utf-16') || (name === 'utf-8' && guess.encoding !== 'utf-8')) return guess;
	return { encoding: name, confidence: 1 };
}

/** Text of a source, piece by piece; bytes that the encoding does not have are `file_encoding_unknown`. */
export async function* textChunks(source: ByteSource, encoding: string): AsyncGenerator<string, void> {
	if (encoding === 'cp720' || encoding === 'cp864') {
		const decode = decoderFor(encoding);
		for await (const chunk of source.chunks()) yield decode(chunk);
		return;
	}
	const decoder = new TextDecoder(encoding, { fatal: true });
	try {
		for await (const chunk of source.chunks()) yield decoder.decode(chunk, { stream: true });
		yield decoder.decode();
	} catch (error) {
		if (error instanceof TypeError) refuse('file_encoding_unknown', { encoding }, error);
		throw error;
	}
}

/** The same source as UTF-8 bytes, for readers that work on bytes. */
export function asUtf8(source: ByteSource, encoding: string): ByteSource {
	return {
		name: source.name,
		size: source.size,
		async *chunks() {
			for await (const text of textChunks(source, encoding)) yield Buffer.from(text, 'utf8');
		}
	};
}
