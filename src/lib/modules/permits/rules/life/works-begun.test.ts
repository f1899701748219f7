import { describe, expect, it } from 'vitest';
import type { PermitState } from './vocabulary.ts';
import { comesNow } from './works-begun.ts';

const offered = (execution: PermitState | null, completion: PermitState | null = null) =>
	(['notify_start', 'deposit', 'attach'] as const).filter((action) =>
		comesNow({ execution, completion }, action)
	);

describe('what a licence offers', () => {
	it.each<[string, PermitState | null, PermitState | null, string[]]>([
		['before the works', null, null, ['notify_start', 'attach']],
		['until the site was seen', 'start_notified', null, ['attach']],
		['while it is built', 'site_board_ok', null, ['deposit', 'attach']],
		['after all stages', 'stages_complete', null, ['deposit', 'attach']],
		['of works that are stopped', 'stop_work', null, ['deposit', 'attach']],
		['after the deposit', 'stages_complete', 'certificate_deposited', ['attach']],
		['at the end', 'works_complete', 'closed', ['attach']],
		['of works that ended with it', 'works_ended', null, ['attach']]
	])('%s', (_when, execution, completion, steps) => {
		expect(offered(execution, completion)).toEqual(steps);
	});
});
