import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { ROOT } from '#lib/server/root.ts';

export type Judge = typeof import('#lib/modules/permits/ui/site/judge.ts');

export type Places = typeof import('#lib/kernel/crs.ts');

/** The screen's module of rules as one script that leaves it on the window. */
export const judgeScript = () => script('src/lib/modules/permits/ui/site/judge.ts', 'judge');
/** The screen's coordinate systems, the same way. */
export const placesScript = () => script('src/lib/kernel/crs.ts', 'places');

async function script(module: string, called: string): Promise<string> {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'diwan-judge-'));
	try {
		await build({
			configFile: false,
			root: ROOT,
			logLevel: 'error',
			build: {
				outDir: folder,
				lib: {
					entry: path.join(ROOT, module),
					formats: ['es'],
					fileName: called
				}
			}
		});
		const code = readFileSync(path.join(folder, `${called}.js`), 'utf8');
		return code.replace(/export\s*\{([^}]*)\}\s*;?\s*$/, (_all, names: string) => {
			const pairs = names.split(',').map((name) => {
				const [own = '', as = own] = name.trim().split(/\s+as\s+/);
				return `${JSON.stringify(as)}: ${own}`;
			});
			return `window.${called} = { ${pairs.join(', ')} };`;
		});
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
