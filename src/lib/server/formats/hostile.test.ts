import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolders } from './fixtures/files.fixture.ts';
import { HOSTILE_SHAPEFILES, HOSTILE_ZIPS } from './fixtures/hostile-archives.fixture.ts';
import { HOSTILE_GEOPACKAGES, HOSTILE_PBF } from './fixtures/hostile-binary.fixture.ts';
import { HOSTILE_DRAWINGS, HOSTILE_JSON, HOSTILE_TABLES } from './fixtures/hostile-text.fixture.ts';
import { HOSTILE_WORKBOOKS } from './fixtures/hostile-workbooks.fixture.ts';
import { HOSTILE_XML } from './fixtures/hostile-xml.fixture.ts';
import type { Ending } from './fixtures/hostile-run.fixture.ts';

const CASES = [
	...HOSTILE_JSON,
	...HOSTILE_TABLES,
	...HOSTILE_DRAWINGS,
	...HOSTILE_XML,
	...HOSTILE_ZIPS,
	...HOSTILE_WORKBOOKS,
	...HOSTILE_SHAPEFILES,
	...HOSTILE_GEOPACKAGES,
	...HOSTILE_PBF
];

/** All files are read one after another by a process of their own, whose memory tells what they cost. */
let endings: Ending[];

beforeAll(() => {
	const input = JSON.stringify(CASES.map(({ path, options }) => ({ path: path(), options })));
	const script = fileURLToPath(new URL('fixtures/hostile-run.fixture.ts', import.meta.url));
	const child = spawnSync(process.execPath, ['--expose-gc', script], {
		input,
		encoding: 'utf8',
		maxBuffer: 1 << 26
	});
	if (child.status !== 0) throw new Error(child.stderr);
	endings = JSON.parse(child.stdout) as Ending[];
}, 180_000);
afterAll(removeFolders);

describe('files made to hurt', () => {
	it.each(CASES.map((c, i) => ({ ...c, i })))('$name ends in $codes', ({ i, codes }) => {
		expect(endings[i]?.codes).toEqual(codes);
	});

	it('are each done with in two seconds', () => {
		const slow = CASES.map((c, i) => [c.name, Math.round(endings[i]?.ms ?? 0)] as const);
		expect(slow.filter(([, ms]) => ms >= 2000)).toEqual([]);
	});

	it('cost less than 300 MB, all of them together', () => {
		const steps = CASES.map((c, i) => [c.name, Math.round(endings[i]?.megabytes ?? 0)] as const);
		expect(steps.filter(([, megabytes]) => megabytes >= 300)).toEqual([]);
	});
});
