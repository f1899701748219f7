import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import { PLACES } from '../code/types.ts';
import { Parties } from './parties-schema.ts';
import { newPlot, onePlot, PLOT_TWICE } from './plot-schema.ts';

const Article = freeText().min(1).max(300);
const Reason = freeText().min(1).max(2000);

/** A new request for the statement of a plot, kept as a draft until it is handed in. */
export const OpenStatementRequest = z
	.strictObject({
		channel: z.enum(['window', 'portal', 'phone']).optional(),
		...newPlot,
		/** Names of exemptions from fees that are claimed. */
		exemptions: z
			.array(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/))
			.max(10)
			.default([]),
		/** `owner`: for whom the statement is asked. */
		parties: Parties
	})
	.refine(onePlot, PLOT_TWICE);
export type OpenStatementRequest = z.output<typeof OpenStatementRequest>;

export const STATEMENT_INPUTS = {
	accept_request: z.strictObject({}),
	/** To the window. */
	send_back: z.strictObject({ reason: Reason }),
	/** `place`: by the code of towns or of villages, where the plan of the zone does not say. */
	issue_statement: z.strictObject({ place: z.enum(PLACES).nullable().default(null) }),
	decline_statement: z.strictObject({ reason: Reason, article: Article })
} satisfies Record<string, z.ZodType>;
export type StatementTaken = keyof typeof STATEMENT_INPUTS;
export type StatementInput<A extends StatementTaken> = z.output<(typeof STATEMENT_INPUTS)[A]>;
