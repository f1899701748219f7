import { defineConfig } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from './tests/browser.ts';

const port = Number(process.env.E2E_PORT ?? 4173);
const executablePath = await findBrowser();

export default defineConfig({
	testDir: 'tests',
	testMatch: ['journeys/**/*.spec.ts', 'matrix/**/*.spec.ts'],
	outputDir: `test-results/${port}`,
	// Long walks on a busy core: what hangs is stopped, what is slow is not.
	timeout: 180_000,
	expect: { timeout: 15_000 },
	workers: 1,
	fullyParallel: false,
	// In the whole suite the browser shares two cores with everything: once more tells chance from fault.
	retries: process.env.E2E_REPORT ? 1 : 0,
	reporter: process.env.E2E_REPORT
		? [['list'], ['json', { outputFile: process.env.E2E_REPORT }]]
		: [['list']],
	use: {
		baseURL: `http://127.0.0.1:${port}`,
		locale: 'ar-EG',
		timezoneId: 'Africa/Cairo',
		viewport: { width: 1440, height: 900 },
		// A trace costs a third of the browser's work: in the whole suite only a second try is traced.
		trace: process.env.E2E_REPORT ? 'on-first-retry' : 'retain-on-failure',
		launchOptions: { executablePath, args: [...BROWSER_ARGS, '--enable-unsafe-swiftshader'] }
	},
	webServer: {
		command: 'npm exec -c "node tests/journeys/server.ts"',
		url: `http://127.0.0.1:${port}/readyz`,
		env: { PORT: String(port) },
		timeout: 240_000,
		stdout: 'pipe',
		gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 }
	}
});
