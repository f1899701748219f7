import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

export interface Report {
	passed: number;
	failed: number;
	skipped: number;
	/** A line for each test that failed: where it stands, its name and the beginning of what it said. */
	fallen: string[];
}

interface Vitest {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numTodoTests: number;
	testResults: {
		name: string;
		message: string;
		assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
	}[];
}

interface Suite {
	file: string;
	suites?: Suite[];
	specs: { title: string; ok: boolean; tests: { results: { error?: { message?: string } }[] }[] }[];
}

interface Playwright {
	stats: { expected: number; flaky: number; unexpected: number; skipped: number };
	suites: Suite[];
}

/** What Vitest's or Playwright's JSON says of a run. */
export function readReport(kind: 'vitest' | 'playwright', file: string): Report {
	try {
		const report = JSON.parse(readFileSync(file, 'utf8'));
		return kind === 'vitest' ? ofVitest(report) : ofPlaywright(report);
	} catch {
		return { passed: 0, failed: 1, skipped: 0, fallen: ['there is no report'] };
	}
}

function ofVitest(r: Vitest): Report {
	return {
		passed: r.numPassedTests,
		failed: r.numFailedTests,
		skipped: r.numPendingTests + r.numTodoTests,
		fallen: r.testResults.flatMap((f) => [
			// A file that could not be read, or whose preparation failed, has a message of its own.
			...(f.message ? [line(f.name, '', f.message)] : []),
			...f.assertionResults
				.filter((t) => t.status === 'failed')
				.map((t) => line(f.name, t.fullName, t.failureMessages[0]))
		])
	};
}

function ofPlaywright(r: Playwright): Report {
	return {
		passed: r.stats.expected + r.stats.flaky,
		failed: r.stats.unexpected,
		skipped: r.stats.skipped,
		fallen: specs(r.suites)
			.filter(({ ok }) => !ok)
			.map(({ file, title, tests }) =>
				line(file, title, tests.flatMap((t) => t.results).find((t) => t.error)?.error?.message)
			)
	};
}

function specs(suites: Suite[]): (Suite['specs'][number] & { file: string })[] {
	return suites.flatMap((s) => [
		...s.specs.map((spec) => ({ ...spec, file: s.file })),
		...specs(s.suites ?? [])
	]);
}

function line(file: string, title: string, said = ''): string {
	const short = stripVTControlCharacters(said).replaceAll(/\s+/g, ' ').trim().slice(0, 300);
	return `${file.replace(`${process.cwd()}/`, '')} › ${title}: ${short}`;
}
