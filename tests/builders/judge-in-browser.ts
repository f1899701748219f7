import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { ROOT } from '#lib/server/root.ts';

export type Judge = typeof import('#lib/modules/permits/ui/site/judge.ts');

/** The screen's module of rules as one script that leaves it on the window. */
export async function judgeScript(): Promise<string> {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'diwan-judge-'));
	try {
		await build({
			configFile: false,
			root: ROOT,
			logLevel: 'error',
			build: {
				outDir: folder,
				lib: {
					entry: path.join(ROOT, 'src/lib/modules/permits/ui/site/judge.ts'),
					formats: ['es'],
					fileName: 'judge'
				}
			}
		});
		const code = readFileSync(path.join(folder, 'judge.js'), 'utf8');
		return code.replace(/export\s*\{([^}]*)\}\s*;?\s*$/, (_all, names: string) => {
			const pairs = names.split(',').map((name) => {
				const [own = '', as = own] = name.trim().split(/\s+as\s+/);
				return `${JSON.stringify(as)}: ${own}`;
			});
			return `window.judge = { ${pairs.join(', ')} };`;
		});
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
