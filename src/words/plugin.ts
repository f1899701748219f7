import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { WORDS } from './options.ts';

const folder = path.resolve(WORDS.outdir);
const index = path.join(folder, 'messages/_index.js');
const DIGITS = `import { inDigits } from '${path.resolve('src/lib/kernel/bidi.ts')}';`;
/** What a message gives back: the text in one language. */
const SAID = /\breturn (__(\w+)\.\w+)\(inputs\)/g;
const MESSAGE = '\0message:';

/**
 * Lays `inDigits` around what each message gives back. In a build for the browser it makes each message a module of its
 * own besides, so that a page brings the words it says and no others.
 */
export function wordsPlugin(): Plugin {
	let byName: Map<string, string> | undefined;
	return {
		name: 'words',
		resolveId: { filter: { id: new RegExp(`^${MESSAGE}`) }, handler: (id) => id },
		load: {
			filter: { id: new RegExp(`^${MESSAGE}|/paraglide/messages/_index\\.js$`) },
			handler(id) {
				if (this.environment.mode !== 'build' || this.environment.config.consumer === 'server')
					return laid(readFileSync(index, 'utf8'));
				byName ??= messageModules();
				if (id.startsWith(MESSAGE))
					return { code: byName.get(id.slice(MESSAGE.length))!, moduleSideEffects: false };
				const code = [...byName.keys()]
					.map((name) => `export { ${name} } from '${MESSAGE}${name}';`)
					.join('\n');
				return { code, moduleSideEffects: false };
			}
		}
	};
}

const laid = (choices: string) =>
	`${DIGITS}\n${choices.replace(SAID, 'return inDigits($1(inputs), options)')}`;

/** Each message as a module: its text in both languages and the choice between them. */
function messageModules(): Map<string, string> {
	const languages = ['ar', 'en'].map(
		(language) => [language, constants(path.join(folder, `messages/${language}.js`))] as const
	);
	const modules = new Map<string, string>();
	for (const [name, choice] of constants(index)) {
		const said = choice.replace(SAID, 'return inDigits($2(inputs), options)');
		if (said === choice) throw new Error(`words are compiled in another way than this knows: ${name}`);
		const texts = languages.map(([language, texts]) => `const ${language} = ${texts.get(name)}`);
		modules.set(
			name,
			[
				`import { getLocale, experimentalStaticLocale } from '${folder}/runtime.js';`,
				`import * as registry from '${folder}/registry.js';`,
				DIGITS,
				...texts,
				`export const ${name} = ${said}`
			].join('\n')
		);
	}
	return modules;
}

/** The exported constants of a compiled file by their names. */
function constants(file: string): Map<string, string> {
	const [, ...parts] = readFileSync(file, 'utf8').split(/^export const (?=\w+ = )/m);
	return new Map(
		parts.map((part) => {
			const [name, value] = part.split(/ = ([\s\S]*)/, 2) as [string, string];
			return [name, value.replace(/\n\/\*\*[\s\S]*\*\/\s*$/, '')];
		})
	);
}
