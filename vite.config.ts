import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { WORDS } from './src/words/options.ts';
import { wordsPlugin } from './src/words/plugin.ts';

export default defineConfig(({ command }) => ({
	plugins: [
		// A build takes the words as `npm run words` compiled them; while one works on them they are compiled as they change.
		...(command === 'serve' ? [paraglideVitePlugin(WORDS)] : []),
		wordsPlugin(),
		tailwindcss(),
		sveltekit()
	]
}));
