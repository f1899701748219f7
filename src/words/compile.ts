/**
 * Compiles the words of `messages/` to `src/lib/paraglide`, from where Node, the tests and the build take them. What is
 * there already of the same words, by the same compiler, stays: the build asks for them as the installation does.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from '@inlang/paraglide-js';
import { WORDS } from './options.ts';

const made = path.join(WORDS.outdir, 'made-of.txt');
const of = [
	'messages/ar.json',
	'messages/en.json',
	'project.inlang/settings.json',
	'src/words/options.ts',
	'node_modules/@inlang/paraglide-js/package.json'
];
const into = ['_index', 'ar', 'en'].map((name) => path.join(WORDS.outdir, `messages/${name}.js`));

/** Of the words and of what was made of them: while one works on them they are compiled by others as well. */
function print(): string | null {
	if (!into.every((file) => existsSync(file))) return null;
	const hash = createHash('sha256');
	for (const file of [...of, ...into]) hash.update(readFileSync(file));
	return hash.digest('hex');
}

if (!existsSync(made) || readFileSync(made, 'utf8') !== print()) {
	await compile({ ...WORDS, cleanOutdir: true });
	writeFileSync(made, print()!);
}
