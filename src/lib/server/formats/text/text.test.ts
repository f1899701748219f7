import { describe, expect, it } from 'vitest';
import { encode } from '../fixtures/encode.fixture.ts';
import { decoderFor, encodingName } from './decoders.ts';
import { guessEncoding } from './guess-encoding.ts';
import { wholeCharacters } from './utf8.ts';

describe('encodings', () => {
	it('knows the names that .cpg files and drawings use', () => {
		const names = ['UTF8', '1256', 'ANSI_1256', 'cp1256', '88596', 'OEM 864', '720', 'ISO-8859-6', 'klingon'];
		expect(names.map(encodingName)).toEqual([
			'utf-8',
			'windows-1256',
			'windows-1256',
			'windows-1256',
			'iso-8859-6',
			'cp864',
			'cp720',
			'iso-8859-6',
			undefined
		]);
	});

	it('tells Arabic from French, and says how sure it is', () => {
		const arabic = guessEncoding(encode('شارع صلاح سالم، ميدان التحرير', 'windows-1256'));
		expect(arabic.encoding).toBe('windows-1256');
		expect(arabic.confidence).toBeGreaterThan(0.7);
		const french = guessEncoding(encode('Rue de l’Église, façade', 'windows-1252'));
		expect(decoderFor(french.encoding)(encode('Église', 'windows-1252'))).toMatch(/glise$/);
	});

	it('leaves half a character off, never a whole one', () => {
		const bytes = Buffer.from('شa😀');
		const lengths = Array.from(
			{ length: bytes.length + 1 },
			(_, n) => wholeCharacters(bytes.subarray(0, n)).length
		);
		expect(lengths).toEqual([0, 0, 2, 3, 3, 3, 3, 7]);
	});
});
