import { isUtf8 } from 'node:buffer';
import { decoderFor } from './decoders.ts';

export interface EncodingGuess {
	encoding: string;
	/** 0..1 */
	confidence: number;
}

const CANDIDATES = ['windows-1256', 'iso-8859-6', 'cp720', 'cp864', 'windows-1252'];

/** Letters by how often they stand in Arabic names of places and streets, most frequent first. */
const FREQUENT = 'اليمرنهةدعبوسحشتقفكجصطىخأزضثذغظئآإؤءـ';

/**
 * The encoding in which these bytes read most like Arabic. Bytes that are valid UTF-8 are UTF-8: Arabic in any
 * single-byte encoding practically never is.
 */
export function guessEncoding(sample: Uint8Array): EncodingGuess {
	if (isUtf8(sample)) return { encoding: 'utf-8', confidence: 0.99 };
	const readings = CANDIDATES.map((encoding) => ({ encoding, ...arabicScore(sample, encoding) }));
	const [best, ...others] = readings.sort((a, b) => b.score - a.score);
	// Two pages that read the same words are no reason for doubt.
	const rival = others.find((reading) => reading.text !== best?.text);
	const lead = (best?.score ?? 0) - (rival?.score ?? 0);
	return {
		encoding: best?.encoding ?? 'windows-1256',
		confidence: Math.round(Math.min(0.98, 0.5 + lead / 3) * 100) / 100
	};
}

/**
 * The text under an encoding, and the mean weight of its characters that come from high bytes: about 3 for Arabic
 * read rightly, below 0 for rubbish.
 */
function arabicScore(sample: Uint8Array, encoding: string): { text: string; score: number } {
	let text: string;
	try {
		text = decoderFor(encoding)(sample);
	} catch {
		return { text: '', score: -10 };
	}
	let score = 0;
	let count = 0;
	for (const char of text) {
		const code = char.codePointAt(0) ?? 0;
		if (code < 0x80) continue;
		count += 1;
		const rank = FREQUENT.indexOf(char);
		if (rank >= 0) score += 3.5 - (3 * rank) / FREQUENT.length;
		else if (code >= 0x660 && code <= 0x669) score += 1;
		else if (code >= 0x64b && code <= 0x652) score += 0.5;
		else if (/\p{Letter}/u.test(char)) score += 0.2;
		else score -= 2;
	}
	if (count === 0) return { text, score: 0 };
	// The article opens about every third word and no wrong page shows it.
	const words = text.split(/[^\p{Letter}\p{Mark}]+/u).filter((w) => /[\u0600-\u06ff]/.test(w));
	const articles = words.filter((w) => w.startsWith('ال') && w.length > 3).length;
	return { text, score: score / count + (words.length > 0 ? (2 * articles) / words.length : 0) };
}
