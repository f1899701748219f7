import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';

/** Lays `inDigits` around what each compiled message gives back. */
const messageDigits: Plugin = {
	name: 'message-digits',
	transform(code, id) {
		if (!/\/lib\/paraglide\/messages\/[^/]+\.js$/.test(id) || !code.includes('options = {}')) return;
		const laid = code.replace(
			/\breturn ((?:__)?(?:ar|en)[._]\w+\(inputs\))/g,
			'return inDigits($1, options)'
		);
		if (laid === code) this.error(`messages are compiled in another way than this knows: ${id}`);
		return { code: `import { inDigits } from '../../kernel/bidi.ts';\n${laid}`, map: null };
	}
};

export default defineConfig({
	plugins: [
		messageDigits,
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			strategy: ['cookie', 'baseLocale']
		}),
		tailwindcss(),
		sveltekit()
	]
});
