import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { aJpeg, aPdf, aPng, latin } from '#lib/server/files/hostile.fixture.ts';
import { aPaper } from '../builders/permit-file.ts';
import type { Application } from './application.ts';

/** What the application may hold more than before while it is sent the worst, megabytes. */
const MOST_MORE = 800;

const script = '5 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj';
const zip = 'PK\x03\x04 ... PK\x01\x02 ... PK\x05\x06' + '\0'.repeat(18);
const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';

/** Files as nobody should be able to leave them, with what they are called. */
const FILES: [string, () => Uint8Array][] = [
	['plan.svg', () => latin(svg)],
	['plan.pdf', () => latin(`<!doctype html><script>alert(1)</script>`)],
	['bomb.zip', () => latin(zip)],
	['paper and archive.pdf', () => Buffer.concat([aPdf(''), latin(zip)])],
	['paper and page.pdf', () => latin('%PDF-1.7\n<html><script>alert(1)</script>\n%%EOF')],
	['picture and archive.png', () => aPng(10, 10, latin(zip))],
	['photo and page.jpg', () => aJpeg(10, 10, '<script>alert(1)</script>')],
	['script.pdf', () => aPdf(script)],
	['packed script.pdf', () => aPdf('', script)],
	['program.pdf', () => aPdf('5 0 obj <</S /Launch /F (cmd.exe)>> endobj')],
	['locked.pdf', () => aPdf('5 0 obj <</Encrypt 6 0 R>> endobj')],
	[
		'packed bomb.pdf',
		() => aPdf('', { body: deflateSync(Buffer.alloc(256 * 1024 * 1024)), filter: '/Filter /FlateDecode' })
	],
	['large picture.png', () => aPng(20_000, 20_000)],
	['large photo.jpg', () => aJpeg(65_535, 65_535)],
	['too large.pdf', () => Buffer.concat([aPdf(''), Buffer.alloc(26 * 1024 * 1024, 0x20)])]
];

/** A drawing with an outline of so many corners. */
function cornersOf(count: number): Uint8Array {
	const head = '0\nSECTION\n2\nENTITIES\n0\nLWPOLYLINE\n8\nPLOT_BOUNDARY\n70\n1\n';
	return Buffer.from(`${head}${'10\n1.5\n20\n2.5\n'.repeat(count)}0\nENDSEC\n0\nEOF\n`, 'latin1');
}

const NAMES = ['../../../etc/passwd', 'plan\u202efdp.exe', 'plan.pdf\u0000.exe', 'a\r\nset-cookie: x=1.pdf'];

/**
 * Sends files as strangers send them to every door that takes files: none is kept, none is given out but as something to
 * be saved, and the application's memory stays within bounds.
 * @param doors cookies of whoever may send: at the window, and an inspector.
 */
export async function sendHostile(
	app: Application,
	doors: { window: string; inspector: string }
): Promise<{ tried: number; mostMegabytes: number; wrong: string[] }> {
	const wrong: string[] = [];
	const own = (cookie: string) => ({ origin: app.base, cookie });
	const draft = await fetch(`${app.base}/api/v1/permits`, {
		method: 'POST',
		headers: { ...own(doors.window), 'content-type': 'application/json' },
		body: JSON.stringify({ kind: 'new', parcel_id: await aParcel(app, doors.window), parties: { owner: { name: 'مالك' } } })
	}); // prettier-ignore
	const { reference } = (await draft.json()) as { reference: string };
	const documents = `${app.base}/api/v1/permits/${reference}/documents`;
	const form = (bytes: Uint8Array, name: string, more: Record<string, string> = {}) => {
		const body = new FormData();
		for (const [part, value] of Object.entries(more)) body.set(part, value);
		body.set('file', new File([bytes as BlobPart], name));
		return body;
	};
	const before = app.residentMegabytes();
	let most = before;
	const watch = setInterval(() => (most = Math.max(most, app.residentMegabytes())), 50);
	const keptBefore = keptFiles(app);
	let tried = 0;
	const refused = async (what: string, address: string, cookie: string, body: BodyInit) => {
		tried++;
		const answer = await fetch(address, { method: 'POST', headers: own(cookie), body }).catch(() => null);
		const told = answer ? await answer.text() : '';
		const code = /"code":\s*"([a-z_]+)"/.exec(told)?.[1];
		if (!answer || answer.status < 400 || answer.status >= 500 || !code)
			wrong.push(`${what}: ${answer?.status ?? 'no answer'} ${told.slice(0, 100)}`);
	};
	for (const [name, make] of FILES) {
		const bytes = make();
		for (const kind of ['ownership', 'drawings'])
			await refused(`${name} as ${kind}`, documents, doors.window, form(bytes, name, { kind }));
		await refused(`${name} as a drawing`, `${app.base}/api/v1/permits/drawings`, doors.window, form(bytes, name));
		await refused(`${name} as a photo`, `${app.base}/api/v1/excavation/files`, doors.inspector, bytes as BodyInit);
	} // prettier-ignore
	for (const corners of [1_000_000, 3_000_000])
		await refused(
			`a drawing of ${corners} corners`,
			`${app.base}/api/v1/permits/drawings`,
			doors.window,
			form(cornersOf(corners), 'plan.dxf')
		);
	if (keptFiles(app) !== keptBefore) wrong.push(`${keptFiles(app) - keptBefore} files were kept`);
	for (const [i, name] of NAMES.entries()) {
		const sent = form(aPaper(`names ${i}`), name, { kind: 'ownership' });
		const answer = await fetch(documents, { method: 'POST', headers: own(doors.window), body: sent });
		const { version } = (await answer.json()) as { version?: number };
		const given = await fetch(`${documents}/ownership/${version}`, { headers: own(doors.window) });
		await given.body?.cancel();
		const said = [
			'content-disposition',
			'x-content-type-options',
			'content-security-policy',
			'set-cookie'
		].map((header) => given.headers.get(header) ?? '');
		const [disposition = '', sniff, policy = '', cookie = ''] = said;
		if (
			!given.ok ||
			!/^attachment; filename="[^"/\\]*\.pdf"/.test(disposition) ||
			/\.exe|passwd|\.\./.test(disposition) ||
			sniff !== 'nosniff' ||
			!/default-src 'none'; sandbox/.test(policy) ||
			cookie.includes('x=1')
		)
			wrong.push(`${JSON.stringify(name)} is given out: ${given.status} ${said.join(' | ')}`);
	}
	clearInterval(watch);
	if (most - before > MOST_MORE) wrong.push(`${Math.round(most - before)} megabytes more than before`);
	return { tried: tried + NAMES.length, mostMegabytes: most, wrong };
}

function keptFiles(app: Application): number {
	const folder = path.join(app.dataDir, 'files');
	if (!existsSync(folder)) return 0;
	return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).length;
}

async function aParcel(app: Application, cookie: string): Promise<string> {
	const answer = await fetch(`${app.base}/api/v1/layers/parcels/features?limit=1`, { headers: { cookie } });
	const { features } = (await answer.json()) as { features: { id: string | number }[] };
	return String(features[0]!.id);
}
