/** The boundaries of the house; the text is in CONTRIBUTING.md. */
const lib = '^src/lib/';
export default {
	forbidden: [
		{ name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'kernel-is-alone',
			severity: 'error',
			from: { path: `${lib}kernel/`, pathNot: '\\.test\\.ts$' },
			to: { path: '^src/', pathNot: `${lib}kernel/` }
		},
		{
			name: 'ui-knows-nothing-of-ours',
			severity: 'error',
			from: { path: `${lib}ui/`, pathNot: '\\.test\\.ts$' },
			to: { path: '^src/', pathNot: `${lib}(ui|paraglide|kernel/(bidi|api-client))` }
		},
		{
			name: 'map-uses-ui-and-kernel',
			severity: 'error',
			from: { path: `${lib}map/`, pathNot: '\\.test\\.ts$' },
			to: { path: '^src/', pathNot: `${lib}(map|ui|kernel|paraglide)` }
		},
		{
			name: 'platform-uses-kernel',
			severity: 'error',
			from: { path: `${lib}server/`, pathNot: '\\.test\\.ts$' },
			to: { path: '^src/', pathNot: `${lib}(server|kernel|paraglide)` }
		},
		{
			name: 'rules-are-pure',
			severity: 'error',
			from: { path: `${lib}modules/([^/]+)/rules/`, pathNot: '\\.test\\.ts$' },
			to: { path: '^src/', pathNot: [`${lib}modules/$1/rules/`, `${lib}kernel/`] }
		},
		{
			name: 'module-server-by-the-front-door',
			severity: 'error',
			from: { path: `${lib}modules/([^/]+)/server/`, pathNot: '\\.test\\.ts$' },
			to: {
				path: '^src/',
				pathNot: [
					`${lib}modules/$1/(rules|server)/`,
					`${lib}(kernel|server|paraglide)`,
					`${lib}modules/[^/]+/(server|rules)/index\\.ts$`
				]
			}
		},
		{
			name: 'module-ui-by-its-rules',
			severity: 'error',
			from: { path: `${lib}modules/([^/]+)/ui/`, pathNot: '\\.test\\.ts$' },
			to: {
				path: '^src/',
				pathNot: [`${lib}modules/$1/(rules|ui)/`, `${lib}(map|ui|kernel|paraglide)`]
			}
		},
		{
			name: 'browser-never-reaches-the-server',
			severity: 'error',
			from: { path: '^src/routes/', pathNot: '(\\+[a-z]+\\.server\\.ts|\\+server\\.ts|\\.test\\.ts)$' },
			to: { path: `${lib}(server/|modules/[^/]+/server/)` }
		},
		{
			name: 'lib-does-not-know-routes',
			severity: 'error',
			from: { path: lib },
			to: { path: '^src/(routes|cli)/' }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: 'src/lib/paraglide' },
		tsConfig: { fileName: 'tsconfig.json' },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'node', 'svelte', 'default']
		}
	}
};
