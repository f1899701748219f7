import fc from 'fast-check';
import net from 'node:net';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { cleanFileName } from './file-name.ts';
import { aJpeg, aPdf, aPng, latin } from './hostile.fixture.ts';
import { fileResponse } from './http.ts';
import { inspectContent } from './inspect.ts';
import { MEDIA_TYPES } from './media-type.ts';
import { scan } from './scanner.ts';

const script = '5 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj';
const zip = 'PK\x03\x04 ... PK\x01\x02 ... PK\x05\x06' + '\0'.repeat(18);
const dxf = '  0\nSECTION\n  2\nENTITIES\n  0\nENDSEC\n  0\nEOF\n';

test.each<[string, Uint8Array, string]>([
	['a paper', aPdf('2 0 obj <</Type /Pages /Kids [] /Count 0>> endobj'), 'application/pdf'],
	['a paper with packed objects', aPdf('', '3 0 <</Type /Page>>'), 'application/pdf'],
	['a paper that opens at a page', aPdf('3 0 obj <</OpenAction [2 0 R /Fit]>> endobj'), 'application/pdf'],
	['a picture', aPng(4000, 3000), 'image/png'],
	['a photo', aJpeg(4000, 3000), 'image/jpeg'],
	['a drawing', latin(dxf), 'image/vnd.dxf'],
	['a drawing after a comment', latin(`999\nmade by hand\n${dxf}`), 'image/vnd.dxf']
])('%s is let in', (_, bytes, type) => expect(inspectContent(bytes)).toBe(type));

test.each<[string, Uint8Array, string]>([
	['nothing', latin(''), 'document_type'],
	['SVG', latin('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'document_type'],
	['SVG after a header', latin('<?xml version="1.0"?><!DOCTYPE svg><svg/>'), 'document_type'],
	['a page', latin('<!doctype html><script>alert(1)</script>'), 'document_type'],
	['an archive (a bomb is never unpacked)', latin(zip), 'document_type'],
	['a program', latin('MZ\x90\0'), 'document_type'],
	['a paper that begins later', latin('x%PDF-1.7\n%%EOF'), 'document_type'],
	[
		'a paper that is an archive too',
		latin(Buffer.from(aPdf('')).toString('latin1') + zip),
		'file_two_in_one'
	],
	[
		'a paper that is a page too',
		latin('%PDF-1.7\n<html><script>alert(1)</script>\n%%EOF'),
		'file_two_in_one'
	],
	['a picture that is an archive too', aPng(10, 10, latin(zip)), 'file_two_in_one'],
	['a picture with a tail', aPng(10, 10, latin('anything')), 'file_two_in_one'],
	['a photo that is a paper too', aJpeg(10, 10, '%PDF-1.7'), 'file_two_in_one'],
	['a photo that is a page too', aJpeg(10, 10, '<script>alert(1)</script>'), 'file_two_in_one'],
	['a drawing with a binary tail', latin(`${dxf}\0`), 'file_two_in_one'],
	['20 000 x 20 000 pixels', aPng(20_000, 20_000), 'picture_too_large'],
	['a line of pixels', aPng(2_000_000_000, 1), 'picture_too_large'],
	['a photo of 65 535 squared', aJpeg(65_535, 65_535), 'picture_too_large'],
	['no pixels', aPng(0, 10), 'file_unreadable'],
	['a photo without a frame', latin('\xff\xd8\xff\xd9'), 'file_unreadable'],
	['a script', aPdf(script), 'pdf_active'],
	['a script spelt in numbers', aPdf(script.replace('/JavaScript', '/J#61v#61Script')), 'pdf_active'],
	['a script in packed objects', aPdf('', script), 'pdf_active'],
	[
		'packed objects spelt in numbers',
		latin(Buffer.from(aPdf('', script)).toString('latin1').replace('/ObjStm', '/Obj#53tm')),
		'pdf_active'
	],
	['a program to start', aPdf('5 0 obj <</S /Launch /F (cmd.exe)>> endobj'), 'pdf_active'],
	['a file inside', aPdf('5 0 obj <</Type /EmbeddedFile>> endobj'), 'pdf_active'],
	['a form that sends itself', aPdf('5 0 obj <</S /SubmitForm>> endobj'), 'pdf_active'],
	['a password', aPdf('5 0 obj <</Encrypt 6 0 R>> endobj'), 'pdf_encrypted'],
	[
		'objects packed twice',
		aPdf('', { body: deflateSync(deflateSync(script)), filter: '/Filter [/FlateDecode /FlateDecode]' }),
		'pdf_hidden'
	],
	['objects packed oddly', aPdf('', { body: latin('zz'), filter: '/Filter /LZWDecode' }), 'pdf_hidden'],
	[
		'objects far from their name',
		latin(
			Buffer.from(aPdf('', script))
				.toString('latin1')
				.replace('/N 1', `/N 1${' '.repeat(5000)}`)
		),
		'pdf_hidden'
	],
	[
		'a packed bomb',
		aPdf('', { body: deflateSync(Buffer.alloc(64 * 1024 * 1024)), filter: '/Filter /FlateDecode' }),
		'file_bomb'
	],
	['half a paper', aPdf('').subarray(0, 60), 'file_truncated']
])('%s is refused: %s', (_, bytes, code) => {
	const refusal = (() => {
		try {
			return inspectContent(bytes);
		} catch (error) {
			return (error as { code: string }).code;
		}
	})();
	expect(refusal).toBe(code);
});

test('whatever the bytes, the answer is a type or a refusal', () => {
	const begins = fc.constantFrom(
		'%PDF-1.7\n',
		'\x89PNG\r\n\x1a\n',
		'\xff\xd8\xff',
		'RIFFxxxxWEBP',
		'0\nSECTION\n',
		''
	);
	fc.assert(
		fc.property(begins, fc.uint8Array({ maxLength: 80 }), (begin, rest) => {
			try {
				expect(MEDIA_TYPES).toContain(inspectContent(Buffer.concat([latin(begin), rest])));
			} catch (error) {
				expect((error as Error).name).toBe('DomainError');
			}
		})
	);
});

describe('a name', () => {
	it.each([
		['../../etc/passwd', 'passwd.pdf'],
		['C:\\plans\\مسقط أفقي.pdf', 'مسقط أفقي.pdf'],
		['plan.pdf\0.exe', 'plan.pdf'],
		['invoice\u202efdp.exe', 'invoicefdp.pdf'],
		['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie x.pdf'],
		['.htaccess', 'htaccess.pdf'],
		['...', 'document.pdf'],
		['', 'document.pdf'],
		['x'.repeat(500) + '.dwg', `${'x'.repeat(120)}.pdf`]
	])('%j is kept as %j', (name, clean) => expect(cleanFileName(name, 'application/pdf')).toBe(clean));

	it('never has what turns text round or leaves its folder, and ends as its content', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
				const clean = cleanFileName(name, 'image/png');
				expect(clean).toMatch(/^[^\p{Cc}\p{Cf}\\/.][^\p{Cc}\p{Cf}\\/]*\.png$/u);
			})
		);
	});
});

test('a stranger’s file is given to be saved, never shown', () => {
	const file = {
		sha256: 'a'.repeat(64),
		media_type: 'application/pdf' as const,
		bytes: 1,
		content: latin('x')
	};
	const headers = Object.fromEntries(fileResponse(file, "مسقط 'أ'.pdf").headers);
	expect(headers).toMatchObject({
		'content-disposition': `attachment; filename="aaaaaaaaaaaa.pdf"; filename*=UTF-8''${encodeURIComponent('مسقط ')}%27${encodeURIComponent('أ')}%27.pdf`,
		'content-security-policy': "default-src 'none'; sandbox",
		'x-content-type-options': 'nosniff'
	});
});

describe('a scanner', () => {
	/** What the scanner was shown, and how it answers: by the first byte of the file. */
	let shown = Buffer.alloc(0);
	let place = '';
	const server = net.createServer((socket) => {
		let heard = Buffer.alloc(0);
		socket.on('data', (piece) => {
			heard = Buffer.concat([heard, piece]);
			if (!heard.subarray(-4).equals(Buffer.alloc(4))) return;
			const parts: Buffer[] = [];
			for (let at = 10; at + 4 <= heard.length;) {
				const length = heard.readUInt32BE(at);
				parts.push(heard.subarray(at + 4, at + 4 + length));
				at += 4 + length;
			}
			shown = Buffer.concat(parts);
			const answers: Record<string, string> = {
				E: 'stream: Eicar-Signature FOUND\0',
				'?': 'INSTREAM size limit exceeded. ERROR\0'
			};
			socket.end(answers[String.fromCharCode(shown[0] ?? 0)] ?? 'stream: OK\0');
		});
	});
	beforeAll(
		() =>
			new Promise<void>((resolve) => {
				server.listen(0, '127.0.0.1', () => {
					place = `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
					resolve();
				});
			})
	);
	afterAll(() => server.close());

	it('sees every byte', async () => {
		const bytes = Buffer.alloc(200_000, 'x');
		expect(await scan(bytes, place)).toBe('clean');
		expect(shown.equals(bytes)).toBe(true);
	});

	it('refuses what it finds; nothing passes when it fails or is silent; without one nobody looked', async () => {
		await expect(scan(latin('Eicar'), place)).rejects.toMatchObject({
			code: 'file_infected',
			params: { what: 'Eicar-Signature' }
		});
		await expect(scan(latin('?'), place)).rejects.toMatchObject({ code: 'scanner_unavailable' });
		await expect(scan(latin('x'), 'unix:/nowhere/clamd.ctl')).rejects.toMatchObject({
			code: 'scanner_unavailable'
		});
		expect(await scan(latin('x'), undefined)).toBe('not_scanned');
	});
});
