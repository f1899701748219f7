import type { CompilerOptions } from '@inlang/paraglide-js';

/** How words are compiled: one file for each language and one that chooses, which Node reads at once. */
export const WORDS = {
	project: './project.inlang',
	outdir: './src/lib/paraglide',
	strategy: ['cookie', 'baseLocale'],
	outputStructure: 'locale-modules',
	isServer: "import.meta.env?.SSR ?? typeof window === 'undefined'"
} satisfies CompilerOptions;
