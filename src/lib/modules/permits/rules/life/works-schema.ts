import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import { Surface } from '../check/geojson.ts';
import { newPlot } from './plot-schema.ts';
import { FORBIDDEN_GROUNDS, UTILITIES } from './works-vocabulary.ts';

/** What clients send for the steps after the licence. */

const Day = z.iso.date();
const Reason = freeText().min(1).max(2000);
const Article = freeText().min(1).max(300);
const Metres = z.number().min(0).max(1000);
const Money = z.number().positive().max(1e10);
/** A share of one. */
const Share = z.number().min(0).max(1);
const Nothing = z.strictObject({});
const Why = z.strictObject({ reason: Reason });
const ByArticle = z.strictObject({ reason: Reason, article: Article });

export const INSPECTION_RESULTS = ['ok', 'deviation'] as const;

/** What an inspector found at a stage. Made on a telephone, perhaps without a network: its id makes it one. */
export const InspectStage = z
	.strictObject({
		/** Made by the sender; the same twice is recorded once. */
		id: z.uuid(),
		/** A code of the list of stages in force. */
		stage: freeText().min(1).max(60),
		/** Of a stage that every floor has: 1 is the ground floor's slab. */
		floor: z.number().int().min(1).max(200).nullable().default(null),
		result: z.enum(INSPECTION_RESULTS),
		/** How far over its line or off its place, in metres. */
		offset_m: Metres.nullable().default(null),
		note: freeText().min(1).max(2000).nullable().default(null),
		/** When it was made, on the site. */
		at: z.iso.datetime({ offset: true }),
		/** WGS84 longitude, latitude of the inspector. */
		position: z
			.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
			.nullable()
			.default(null),
		accuracy_m: z.number().min(0).max(100_000).nullable().default(null),
		/** SHA-256 of photos that were sent before. */
		photos: z
			.array(z.string().regex(/^[0-9a-f]{64}$/))
			.max(12)
			.default([])
	})
	.refine((i) => i.result === 'ok' || i.offset_m !== null || i.note !== null, {
		path: ['note'],
		message: 'permit_deviation_unsaid'
	});
export type InspectStage = z.output<typeof InspectStage>;

const AsBuilt = z.strictObject({
	/** The day of the engineer's certificate that the building is fit to be used. */
	certificate_on: Day,
	/** The outline as surveyed, in the system `crs` names. */
	outline: Surface,
	crs: z.union([z.string().max(4000), z.number()]).default('EPSG:22992'),
	height_m: Metres.nullable().default(null)
});

const violation = {
	description: freeText().min(1).max(2000),
	article: Article.nullable().default(null),
	/** Square metres outside the licence; of an as-built overlay they are measured. */
	excess_m2: z.number().min(0).max(1_000_000).nullable().default(null),
	/** For which the law never reconciles. */
	grounds: z.array(z.enum(FORBIDDEN_GROUNDS)).max(FORBIDDEN_GROUNDS.length).default([])
};
const RecordViolation = z.strictObject(violation);

/** A violation on a plot without a licence. */
export const OpenViolation = z.strictObject({
	...violation,
	...newPlot
});

/** A whole list of stages from a day on, in its order. */
export const SetStages = z.strictObject({
	valid_from: Day,
	source: freeText().min(1).max(300),
	verified: z.boolean().default(false),
	stages: z
		.array(
			z.strictObject({
				code: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
				title: z.strictObject({ ar: freeText().min(1).max(100), en: freeText().min(1).max(100) }),
				per_floor: z.boolean().default(false)
			})
		)
		.min(1)
		.max(40)
		.refine((list) => new Set(list.map((s) => s.code)).size === list.length, {
			message: 'permit_stage_twice'
		})
});

/** Money in pounds; shares of one. What the law allows is held against the law of the day. */
const Quote = z.strictObject({
	/** Square metres; those on record when absent. Another area needs a reason. */
	area_m2: z.number().min(0.01).max(1_000_000).nullable().default(null),
	area_reason: Reason.nullable().default(null),
	price_egp_m2: Money,
	/** One of those for which the law takes the price several times. */
	graver: z.boolean().default(false),
	earnest: Share,
	payment: z.discriminatedUnion('by', [
		z.strictObject({ by: z.literal('cash'), discount: Share.default(0) }),
		z.strictObject({
			by: z.literal('instalments'),
			years: z.number().int().min(1).max(20),
			a_year: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(12)]).default(4),
			interest: Share.default(0)
		})
	])
});
export type QuoteInput = z.output<typeof Quote>;

export const WORKS_INPUTS = {
	notify_start: z.strictObject({
		starts_on: Day,
		contractor: freeText().min(1).max(200).nullable().default(null)
	}),
	check_board: Nothing,
	inspect: InspectStage,
	stop_work: Why,
	correct: Why,
	resume_work: Nothing,
	record_violation: RecordViolation,
	deposit: AsBuilt,
	redeposit: AsBuilt,
	/** Rules that nothing could check and that were examined by hand, and what was seen. */
	check_as_built: z.strictObject({
		examined: z
			.array(z.string().regex(/^R\d{2}$/))
			.max(23)
			.default([]),
		remark: Reason.nullable().default(null)
	}),
	certify: Nothing,
	/** To whom; when nobody is named, all that have none yet. */
	issue_letters: z.strictObject({
		utilities: z
			.array(z.enum(UTILITIES))
			.min(1)
			.max(UTILITIES.length)
			.transform((named) => UTILITIES.filter((u) => named.includes(u)))
			.nullable()
			.default(null)
	}),
	order_removal: ByArticle,
	confirm_removal: Why,
	dismiss_violation: ByArticle,
	request_reconciliation: Why,
	quote: Quote,
	/** `ground`: one for which the law never reconciles; no request follows then. */
	decline_reconciliation: ByArticle.extend({ ground: z.enum(FORBIDDEN_GROUNDS).nullable().default(null) }),
	accept_quote: Nothing,
	close_violation: Why
} satisfies Record<string, z.ZodType>;
export type WorksTaken = keyof typeof WORKS_INPUTS;
export type WorksInput<A extends WorksTaken> = z.output<(typeof WORKS_INPUTS)[A]>;
