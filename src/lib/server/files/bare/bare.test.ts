import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writePdf } from '../../documents/pdf.ts';
import { aJpeg, aPng, latin } from '../hostile.fixture.ts';
import { inspectContent } from '../inspect.ts';
import { bareCopy } from './index.ts';

const WHO = 'Souad Mansour';
const ARABIC = 'سعاد منصور';
/** The bytes as letters. */
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
/** A paper with a name in every place but on its page. */
function paper(): Uint8Array {
	const content = deflateSync('BT /F1 12 Tf 10 10 Td (plan) Tj ET');
	const photo = exif(WHO);
	const packed =
		'21 0 22 60 '.padEnd(20) + `<</Title (${WHO}) /Dest [4 0 R /Fit]>>`.padEnd(60) + '<</Nothing (x)>>';
	const pack = deflateSync(packed);
	const stream = (number: number, dict: string, data: Uint8Array) =>
		Buffer.concat([
			latin(`${number} 0 obj <<${dict} /Length ${data.length}>>\nstream\n`),
			data,
			latin('\nendstream endobj\n')
		]);
	return Buffer.concat([
		latin(`%PDF-1.7
1 0 obj <</Type /Catalog /Pages 2 0 R /Metadata 10 0 R /Outlines 21 0 R /Lang (ar) /OCProperties <</OCGs [15 0 R]
 /D <</OFF [15 0 R] /Creator (${WHO})>> >> /AcroForm <</Fields [12 0 R]>> /StructTreeRoot 13 0 R /PieceInfo <</X (${WHO})>> >> endobj
2 0 obj <</Type /Pages /Kids [4 0 R] /Count 1 /MediaBox [0 0 200 100] /Resources 3 0 R>> endobj
3 0 obj <</Font <</F1 5 0 R>> /XObject <</Im1 7 0 R>> /Properties <</MC0 15 0 R /MC1 <</Title (${WHO})>> >> >> endobj
4 0 obj <</Type /Page /Parent 2 0 R /Contents 6 0 R /Annots [12 0 R] /PieceInfo <</A (${WHO})>> /Thumb 7 0 R
 /LastModified (D:2026)>> endobj
5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica /PieceInfo <</X (${WHO})>> >> endobj
`),
		stream(6, '/Filter /FlateDecode', content),
		stream(
			7,
			`/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace [/ICCBased 8 0 R] /BitsPerComponent 8 /Filter /DCTDecode /Metadata 10 0 R`,
			photo
		),
		stream(8, '/N 3', latin('a profile')),
		stream(
			10,
			'/Type /Metadata /Subtype /XML',
			latin(`<x:xmpmeta><dc:creator>${WHO}</dc:creator></x:xmpmeta>`)
		),
		latin(`11 0 obj <</Author (${WHO}) /Title (${WHO})>> endobj
12 0 obj <</Type /Annot /Subtype /Widget /FT /Sig /T (${WHO}) /V <</Type /Sig /Name (${WHO})>> >> endobj
13 0 obj <</Type /StructTreeRoot /K <</S /Document /Alt (${WHO})>> >> endobj
15 0 obj <</Type /OCG /Name (${WHO}) /Usage <</CreatorInfo <</Creator (${WHO})>> >> >> endobj
`),
		stream(20, '/Type /ObjStm /N 2 /First 20 /Filter /FlateDecode', pack),
		latin(
			`trailer <</Root 1 0 R /Info 11 0 R /ID [(${WHO}) (${WHO})]>>\nstartxref\n0\n%%EOF\n% ${WHO}\n%%EOF\n`
		)
	]);
}

function exif(who: string): Uint8Array {
	const plain = Buffer.from(aJpeg(640, 480));
	// Three quarters turned, as telephones write it, and a name beside it.
	const tiff = latin(
		`II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x3b\x01\x02\0\x0d\0\0\0\x26\0\0\0\0\0\0\0${who}\0`
	);
	const head = Buffer.concat([latin('\xff\xe1'), Buffer.alloc(2), latin('Exif\0\0'), tiff]);
	head.writeUInt16BE(head.length - 2, 2);
	const remark = Buffer.concat([latin('\xff\xfe'), Buffer.from([0, who.length + 2]), latin(who)]);
	return Buffer.concat([
		plain.subarray(0, 2),
		head,
		remark,
		plain.subarray(2),
		latin('\xff\xd9'),
		latin(who)
	]);
}

describe('a paper', () => {
	test('keeps what it draws and tells nobody: not in its description, layers, notes, signatures, tags, pictures, or by what is left over', () => {
		const given = paper();
		expect(text(given)).toContain(WHO);
		const copy = bareCopy(given, 'application/pdf');
		const said = text(copy);
		expect(said).not.toContain(WHO);
		expect(said).not.toMatch(/Metadata|Annots|Outlines|PieceInfo|StructTree|Thumb|AcroForm|ICCBased|Info/);
		expect(said).toMatch(/\/MediaBox \[0 0 200 100\]/);
		expect(said).toContain('/BaseFont /Helvetica');
		expect(said).toMatch(/\/OFF \[\d+ 0 R\]/);
		expect(said).toContain(text(deflateSync('BT /F1 12 Tf 10 10 Td (plan) Tj ET')));
		expect(text(bareCopy(given, 'application/pdf'))).toBe(said);
	});

	test('of one that was changed afterwards the last state is copied, and nothing of the one before', () => {
		const changed = Buffer.concat([
			paper(),
			latin(`2 0 obj <</Type /Pages /Kids [30 0 R] /Count 1>> endobj
30 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 7 7] /Contents 31 0 R>> endobj
31 0 obj <</Length 4>>\nstream\n0 g \nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n`)
		]);
		const said = text(bareCopy(changed, 'application/pdf'));
		expect(said).toContain('[0 0 7 7]');
		expect(said).not.toContain('[0 0 200 100]');
	});

	test('as Typst sets it: pages, words and fonts stay; title, author and what was attached do not', () => {
		const made = writePdf({
			template: `#set document(title: "${WHO}", author: "${WHO}")\n#set text(font: "IBM Plex Sans Arabic")\nمسقط أفقي\n#pagebreak()\nplan`,
			data: {},
			attached: { name: 'who.json', content: `{"who":"${WHO}"}`, mime: 'application/json', description: WHO },
			at: new Date('2026-11-22T09:00:00Z')
		});
		const copy = bareCopy(made, 'application/pdf');
		expect(text(copy)).not.toMatch(/Souad|xmpmeta|who\.json|EmbeddedFile|Typst/);
		expect(text(copy).match(/\/Type \/Page\b(?!s)/g)).toHaveLength(2);
		expect(copy.length).toBeGreaterThan(2000);
	});

	test('whatever is broken in it, there is a copy without the name or none', () => {
		const given = paper();
		fc.assert(
			fc.property(fc.nat(given.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
				const broken = cut ? given.subarray(0, at) : Uint8Array.from(given);
				if (!cut) broken[at] = byte;
				try {
					expect(text(bareCopy(broken, 'application/pdf'))).not.toContain(WHO);
				} catch (error) {
					expect(error).toMatchObject({ code: 'file_not_bare' });
				}
			}),
			{ numRuns: 500 }
		);
	});
});

describe('a photo', () => {
	test('takes no words along under the marker of a table, a frame or a scan', () => {
		const given = exif(WHO);
		const remark = Buffer.from(given).indexOf(latin('\xff\xfe'));
		for (const at of [3, remark + 1])
			for (let marker = 0; marker < 256; marker++) {
				const broken = Uint8Array.from(given);
				broken[at] = marker;
				try {
					expect(text(bareCopy(broken, 'image/jpeg')), marker.toString(16)).not.toContain(WHO);
				} catch (error) {
					expect(error).toMatchObject({ code: 'file_not_bare' });
				}
			}
	});

	test('keeps which way is up, and nothing else of what was written beside it', () => {
		const given = exif(WHO);
		const copy = Buffer.from(bareCopy(given, 'image/jpeg'));
		expect(inspectContent(copy)).toBe('image/jpeg');
		expect(text(copy)).not.toContain(WHO);
		// Orientation 6.
		expect(copy.indexOf(latin('\x01\x12\0\x03\0\0\0\x01\0\x06'))).toBeGreaterThan(0);
		expect(copy.subarray(-6).equals(Buffer.from([2, ...[0xff, 0xd9]])) || copy.at(-1) === 0xd9).toBe(true);
	});

	test('a picture loses its texts', () => {
		const plain = Buffer.from(aPng(20, 10));
		const chunk = Buffer.concat([latin('\0\0\0\x14tEXtAuthor\0'), latin(WHO), latin('\0\0\0\0')]);
		const given = Buffer.concat([plain.subarray(0, 33), chunk, plain.subarray(33)]);
		expect(text(given)).toContain(WHO);
		expect(Buffer.from(bareCopy(given, 'image/png')).equals(plain)).toBe(true);
	});

	test('what is cut off is not copied', () => {
		expect(() => bareCopy(exif(WHO).subarray(0, 60), 'image/jpeg')).toThrow('file_not_bare');
	});
});

describe('a drawing', () => {
	const group = (...pairs: [number, string | number][]) => pairs.map(([c, v]) => `${c}\n${v}\n`).join('');
	const drawing = (name: string) =>
		new TextEncoder().encode(
			[
				group([999, name]),
				group([0, 'SECTION'], [2, 'HEADER'], [9, '$ACADVER'], [1, 'AC1024'], [9, '$LASTSAVEDBY'], [1, name]),
				group([9, '$INSUNITS'], [70, 6], [9, '$PROJECTNAME'], [1, name], [0, 'ENDSEC']),
				group(
					[0, 'SECTION'],
					[2, 'BLOCKS'],
					[0, 'BLOCK'],
					[8, '0'],
					[2, `${name} title block`],
					[1, name],
					[4, name]
				),
				group([0, 'ATTDEF'], [1, name], [3, name], [2, name], [0, 'ENDBLK'], [0, 'ENDSEC']),
				group([0, 'SECTION'], [2, 'ENTITIES']),
				group(
					[0, 'LWPOLYLINE'],
					[8, 'PLOT_BOUNDARY'],
					[90, 1],
					[10, 3.5],
					[20, 4.25],
					[1001, 'ACAD'],
					[1000, name]
				),
				group(
					[0, 'LINE'],
					[8, name],
					[102, '{ACAD_X'],
					[330, name],
					[102, '}'],
					[10, 1],
					[20, 2],
					[11, 3],
					[21, 4]
				),
				group(
					[0, 'TEXT'],
					[8, '0'],
					[10, 1],
					[20, 1],
					[1, name],
					[0, 'MTEXT'],
					[8, '0'],
					[3, name],
					[1, `{\\fArial;${name}}`]
				),
				group([0, 'TEXT'], [8, '0'], [10, 1], [20, 1], [1, '3.50 m'], [0, 'TEXT'], [8, '0'], [1, '٣٫٥٠']),
				group([0, 'TEXT'], [8, '0'], [1, '28501010212345'], [0, 'TEXT'], [8, '0'], [1, '01001234567']),
				group(
					[0, 'INSERT'],
					[8, '0'],
					[2, `${name} title block`],
					[0, 'ATTRIB'],
					[8, '0'],
					[2, 'OWNER'],
					[1, name]
				),
				group(
					[0, 'ENDSEC'],
					[0, 'SECTION'],
					[2, 'OBJECTS'],
					[0, 'DICTIONARY'],
					[3, name],
					[0, 'ENDSEC'],
					[0, 'EOF']
				)
			].join('')
		);

	test.each([WHO, ARABIC])('keeps lines, measures and known layers, and no word of %s', (name) => {
		const copy = new TextDecoder().decode(
			bareCopy(drawing(name), 'image/vnd.dxf', { keepsLayer: (layer) => layer === 'PLOT_BOUNDARY' })
		);
		expect(copy).not.toContain(name);
		expect(copy).not.toContain('OWNER');
		expect(copy).not.toMatch(/28501010212345|01001234567/);
		for (const kept of ['PLOT_BOUNDARY', '3.50 m', '٣٫٥٠', '$INSUNITS\n70\n6', '10\n3.5\n20\n4.25'])
			expect(copy).toContain(kept);
		expect(inspectContent(new TextEncoder().encode(copy))).toBe('image/vnd.dxf');
	});

	test('no text of a stranger is in the copy, wherever it stood', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 1071 }), fc.stringMatching(/^[a-zء-ي]{9,12}$/), (code, word) => {
				const given = group(
					[0, 'SECTION'],
					[2, 'ENTITIES'],
					[0, 'TEXT'],
					[8, '0'],
					[code, word],
					[0, 'ENDSEC'],
					[0, 'EOF']
				);
				const copy = new TextDecoder().decode(bareCopy(new TextEncoder().encode(given), 'image/vnd.dxf'));
				expect(copy).not.toContain(word);
			})
		);
	});
});
