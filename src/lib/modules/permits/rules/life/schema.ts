import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import { PAYMENT_METHODS } from '#lib/kernel/payment.ts';
import { Surface } from '../check/geojson.ts';
import { LIVES } from './works-vocabulary.ts';
import { Parties } from './parties-schema.ts';
import { newPlot, onePlot, PLOT_TWICE, plotFields } from './plot-schema.ts';
import { STATEMENT_INPUTS } from './statement-schema.ts';
import { WORKS_INPUTS } from './works-schema.ts';
import { CONSULTATION_ANSWERS, OUTCOMES, PERMIT_KINDS, PERMIT_STATES } from './vocabulary.ts';
import { ALARM_LEVELS } from '../performance/types.ts';
import { PERIOD } from '../performance/schema.ts';
import { WAITING_STATES } from '../performance/states.ts';
import { Amends } from './amends.ts';
import { CaseFacts } from './facts.ts';
import { CHARGES } from './fees.ts';
import { FAULTS, faultsFor, REQUEST_SUBJECTS } from './requests.ts';

/** What clients send. Unknown fields are refused, so that a misspelt one is not lost in silence. */

const Day = z.iso.date();
const Reason = freeText().min(1).max(2000);
const Article = freeText().min(1).max(300);
const REQUESTS = 40;

const content = {
	footprint: Surface.nullable(),
	facts: CaseFacts,
	/** Of an amendment and of added floors: the licence they change. */
	amends: Amends.nullable()
};

/** A new case, kept as a draft until it is handed in. */
export const OpenPermit = z
	.strictObject({
		kind: z.enum(PERMIT_KINDS),
		channel: z.enum(['window', 'portal', 'phone']).optional(),
		...newPlot,
		footprint: content.footprint.default(null),
		facts: content.facts.prefault({}),
		amends: content.amends.default(null),
		parties: Parties
	})
	.refine(onePlot, PLOT_TWICE);
export type OpenPermit = z.output<typeof OpenPermit>;

/** Only what is named changes. */
export const EditPermit = z
	.strictObject({
		kind: z.enum(PERMIT_KINDS).optional(),
		parcel_id: plotFields.parcel_id.optional(),
		parcel: plotFields.parcel.optional(),
		footprint: content.footprint.optional(),
		crs: plotFields.crs,
		address: plotFields.address.optional(),
		facts: content.facts.optional(),
		amends: content.amends.optional(),
		parties: Parties.optional()
	})
	.refine(onePlot, PLOT_TWICE);
export type EditPermit = z.output<typeof EditPermit>;

const Nothing = z.strictObject({});
const Why = z.strictObject({ reason: Reason });
const ByArticle = z.strictObject({ reason: Reason, article: Article });
const Asked = z
	.strictObject({
		/** What is asked for: a kind of document, or the `application` itself. */
		subject: z.enum(REQUEST_SUBJECTS),
		/** One that makes sense of it; `other` and `question` need a note. */
		fault: z.enum(FAULTS),
		note: freeText().min(1).max(1000).nullable().default(null),
		/** The number of a note for whoever applies, whose place on the map goes with the request. */
		pin: z.number().int().min(1).max(32_767).nullable().default(null)
	})
	.check(({ value, issues }) => {
		const wrong = (field: string, message: string) =>
			issues.push({ code: 'custom', input: value, path: [field], message });
		if (!faultsFor(value.subject).includes(value.fault)) wrong('fault', 'permit_fault_unfit');
		if (value.note === null && (value.fault === 'other' || value.fault === 'question'))
			wrong('note', 'permit_note_missing');
	});
const Requests = z.strictObject({ requests: z.array(Asked).min(1).max(REQUESTS) });
const Answers = z.strictObject({
	/** By the request's id; those left out stay open. */
	answers: z
		.array(z.strictObject({ id: z.coerce.string(), answer: freeText().max(2000).nullable().default(null) }))
		.max(REQUESTS)
		.default([])
});

/** What each action is sent with. */
export const ACTION_INPUTS = {
	edit: EditPermit,
	submit: Nothing,
	take_in: Nothing,
	return: Requests,
	resubmit: Answers,
	/** `certificate_on`: the day the works-validity certificate came in, from which the law counts. */
	accept: z.strictObject({
		certificate_on: Day,
		/** A licence on paper that is to be changed was seen, and is as the application says. */
		licence_seen: z.boolean().default(false)
	}),
	redraw: Why,
	begin: Nothing,
	recuse: Why,
	ask: Requests,
	inform: Answers,
	/** Beside these, those whose constraints the check met. */
	consult: z.strictObject({
		agencies: z
			.array(z.strictObject({ unit: freeText().min(1).max(100), about: freeText().min(1).max(300) }))
			.max(20)
			.default([])
	}),
	answer: z.strictObject({ answer: z.enum(CONSULTATION_ANSWERS), note: freeText().min(1).max(2000) }),
	recommend: z.strictObject({
		outcome: z.enum(OUTCOMES),
		reason: freeText().min(1).max(4000),
		article: Article.nullable().default(null),
		/** Those of agencies come to them. */
		conditions: z.array(freeText().min(1).max(500)).max(20).default([]),
		/** Blocking rules that nothing on the map could check and that were examined by hand. */
		examined: z
			.array(z.string().regex(/^R\d{2}$/))
			.max(23)
			.default([])
	}),
	waive: z.strictObject({
		rule: z.string().regex(/^R\d{2}$/),
		subject: freeText().min(1).max(100),
		article: Article,
		reason: Reason
	}),
	take_up: Nothing,
	challenge: Why,
	approve: Nothing,
	refuse: ByArticle,
	/** What the refusal overlooked, in words that name nobody. */
	file_appeal: z.strictObject({ grounds: freeText().min(1).max(4000) }),
	dismiss_appeal: ByArticle,
	grant_appeal: Why,
	issue: Nothing,
	issue_deemed: Why,
	dispute_deemed: Why,
	withdraw: Why,
	/** `amount`: what the cashier was shown and took, all that is due at the stage; whole piastres. */
	pay_fees: z.strictObject({
		stage: z.enum(CHARGES),
		amount: z.number().int().min(1).max(1_000_000_000_00),
		method: z.enum(PAYMENT_METHODS).default('cash'),
		/** Number of the cheque or transfer. */
		document: freeText().min(1).max(100).nullable().default(null),
		payer: freeText().min(1).max(200).nullable().default(null)
	}),
	cancel_receipt: z.strictObject({ number: freeText().min(1).max(40), reason: Reason }),
	suspend: Why,
	resume: Why,
	revoke: ByArticle,
	...WORKS_INPUTS,
	...STATEMENT_INPUTS
} satisfies Record<string, z.ZodType>;
export type TakenAction = keyof typeof ACTION_INPUTS;
export type InputOf<A extends TakenAction> = z.output<(typeof ACTION_INPUTS)[A]>;

export function isTakenAction(name: string): name is TakenAction {
	return Object.hasOwn(ACTION_INPUTS, name);
}

const Id = z.string().regex(/^\d{1,18}$/, { message: 'field_id' });

/** Cases by what the figures of departments count; what happened, within `from` and `to`. */
const counted = {
	unit: Id.optional(),
	/** `1`: on their way to a decision. */
	waiting: z.literal('1').optional(),
	/** `1`: of those, beyond what citizens are promised. */
	late: z.literal('1').optional(),
	/** Undecided, by where the clock of the law stands. */
	alarm: z.enum(ALARM_LEVELS).optional(),
	/** Left this state. */
	left: z.enum(WAITING_STATES).optional(),
	/** `1`: sent back at the window. */
	returned: z.literal('1').optional(),
	/** `1`: sent back or accepted there. */
	checked: z.literal('1').optional(),
	/** Sent back for this. */
	fault: z.enum(FAULTS).optional(),
	decided: z.enum(['any', 'granted', 'refused']).optional(),
	...PERIOD
};

/** A list, as in an address. */
/** Of lists: by number, or by the day on which the law ends the wait of what is undecided, then those without one. */
export const PERMIT_SORTS = ['newest', 'oldest', 'deadline'] as const;
export type PermitSort = (typeof PERMIT_SORTS)[number];

export const ListPermits = z.strictObject({
	state: z
		.string()
		.transform((s) => s.split(','))
		.pipe(z.array(z.enum(PERMIT_STATES)).max(PERMIT_STATES.length))
		.optional(),
	/** Lives by name; licences when absent, and with `mine` all that wait. */
	life: z
		.string()
		.transform((s) => s.split(','))
		.pipe(z.array(z.enum(LIVES)).max(LIVES.length))
		.optional(),
	/** `1`: those that wait for the asker. */
	mine: z.literal('1').optional(),
	/** A part of a reference or an address. */
	q: freeText().max(100).optional(),
	parcel_id: Id.optional(),
	/** `deadline` with `mine`, otherwise `newest`, when absent. */
	sort: z.enum(PERMIT_SORTS).optional(),
	...counted,
	limit: z.coerce.number().int().min(1).max(200).default(50),
	cursor: z.string().max(200).optional()
});
export type ListPermits = z.output<typeof ListPermits>;
