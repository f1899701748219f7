import type { Ctx } from '#lib/server/context.ts';
import type { Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import { CaseFacts, OpenStatementRequest, type PermitCase } from '../../rules/index.ts';
import { openCase } from '../cases/open.ts';

/**
 * Opens a request for the site statement of a plot, as a draft: at the window for whoever came, or by who asks.
 * @param input `OpenStatementRequest`
 * @throws DomainError `forbidden`, `invalid_input`, geometry errors, `permit_no_department`, `permit_other_window`,
 * `key_reused`; ZodError.
 */
export async function openStatementRequest(
	ctx: Ctx,
	input: unknown,
	{ key }: { key?: string | undefined } = {}
): Promise<Once<PermitCase>> {
	demand(ctx, 'permit:open');
	const { exemptions, ...asked } = OpenStatementRequest.parse(input);
	return openCase(
		ctx,
		// Nothing is known of a building; the plot alone is stated.
		{
			...asked,
			life: 'statement',
			kind: 'new',
			footprint: null,
			amends: null,
			facts: CaseFacts.parse({ exemptions })
		},
		{ operation: 'permit.statement_request', key, request: input }
	);
}
