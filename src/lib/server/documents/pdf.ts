import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { ROOT } from '../root.ts';
import { withBreaks } from './long-words.ts';
import { fontOfWoff, renamedFont } from './woff.ts';

/** What a document is made of. */
export interface PdfSource {
	/** A Typst document; it reads `json("data.json")` and the files below. */
	template: string;
	data: unknown;
	/** Pictures and the like, by the name under which the template reads them. */
	files?: Record<string, string | Buffer>;
	/** What programs read lies in the document: it is then PDF/A-3b. */
	attached?: { name: string; content: string; mime: string; description: string };
	/** The moment the document says it was made. */
	at: Date;
}

/** The families of every document, one for each script. */
const ARABIC = 'IBM Plex Sans Arabic';
const LATIN = 'IBM Plex Sans Latine';
export const FONT_LIST = `("${LATIN}", "${ARABIC}")`;

const FONTS = path.join(ROOT, 'node_modules/@fontsource/ibm-plex-sans-arabic/files');
const WEIGHTS = [400, 600];
const SCRIPTS = ['arabic', 'latin'];
const require = createRequire(import.meta.url);
let shared: NodeCompiler | undefined;

/**
 * Sets a document as PDF/A-2b: Arabic joined and in order, text that can be searched. The typefaces
 * are ours; nothing of the machine is used, and the same source gives the same bytes.
 */
export function writePdf({ template, data, files = {}, attached, at }: PdfSource): Buffer {
	const compiler = (shared ??= openCompiler());
	const all = {
		...files,
		'data.json': JSON.stringify(withBreaks(data)),
		...(attached ? { [attached.name]: attached.content } : {})
	};
	// Shadow files stand where the compiler looks for files, and nowhere on the disk.
	for (const [name, content] of Object.entries(all))
		compiler.mapShadow(path.join(WORKSPACE, name), Buffer.from(content as string));
	try {
		const compiled = compiler.compile({
			mainFileContent: `${attached ? embedding(attached) : ''}${template}`
		});
		const document = compiled.result;
		if (!document)
			throw new Error(
				`the document cannot be set: ${JSON.stringify(compiled.takeError()?.shortDiagnostics)}`
			);
		return compiler.pdf(document, {
			pdfStandard: attached ? 'a-3b' : 'a-2b',
			creationTimestamp: Math.floor(at.getTime() / 1000)
		});
	} finally {
		compiler.resetShadow();
		compiler.evictCache(10);
	}
}

/** Typst's words for a file that the document is a presentation of. */
function embedding({ name, mime, description }: NonNullable<PdfSource['attached']>): string {
	const [file, type, words] = [name, mime, description].map((text) => JSON.stringify(text));
	return `#pdf.embed(${file}, relationship: "source", mime-type: ${type}, description: ${words})\n`;
}

const WORKSPACE = path.join(ROOT, 'build', 'documents');

function openCompiler(): NodeCompiler {
	// Native code, loaded with the first document: a thread that only loads the server (the build's) must not carry it.
	const { NodeCompiler } =
		require('@myriaddreamin/typst-ts-node-compiler') as typeof import('@myriaddreamin/typst-ts-node-compiler');
	const fontBlobs = WEIGHTS.flatMap((weight) =>
		SCRIPTS.map((script) => {
			const file = path.join(FONTS, `ibm-plex-sans-arabic-${script}-${weight}-normal.woff`);
			const font = fontOfWoff(readFileSync(file));
			return script === 'latin' ? renamedFont(font, ARABIC, LATIN) : font;
		})
	);
	return NodeCompiler.create({ workspace: WORKSPACE, fontArgs: [{ fontBlobs }] });
}
