import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter(),
		// Those who inspect ask for it themselves; everybody else has nothing to keep.
		serviceWorker: { register: false },
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:', 'blob:', 'https:'],
				'connect-src': ['self', 'https:'],
				'font-src': ['self', 'data:'],
				'worker-src': ['self', 'blob:'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		},
		typescript: {
			config: (c) => ({
				...c,
				compilerOptions: {
					...c.compilerOptions,
					allowImportingTsExtensions: true,
					erasableSyntaxOnly: true,
					noUncheckedIndexedAccess: true
				},
				include: [...c.include, '../tests/**/*.ts', '../migrations/**/*.ts', '../*.config.ts']
			})
		}
	}
};
