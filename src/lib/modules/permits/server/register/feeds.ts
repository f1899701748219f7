import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx } from '#lib/server/context.ts';
import {
	BLDS_FIELDS,
	BLDS_LOG_FIELDS,
	BLDS_LOG_STATUS,
	bldsRow,
	planningApplication,
	planningLogEntry,
	type RegisterFeedQuery
} from '../../rules/index.ts';
import { csvLine } from './csv.ts';
import { feedEntries, feedLog, governorateName } from './feed-rows.ts';
import { described, eventWords, kindWords, stateWords, useWords } from './words.ts';

/** The feeds of the register, by the file they are. */
export const REGISTER_FEEDS = {
	'permits.csv': { of: 'entries', type: 'text/csv; charset=utf-8; header=present', write: bldsPermits },
	'permits-log.csv': { of: 'log', type: 'text/csv; charset=utf-8; header=present', write: bldsLog },
	'planning-applications.json': { of: 'entries', type: 'application/json', write: applications },
	'planning-application-log.json': { of: 'log', type: 'application/json', write: applicationLog }
} as const;
export type RegisterFeed = keyof typeof REGISTER_FEEDS;

type Text = AsyncGenerator<string, void>;
interface Where {
	/** Of links. */
	origin: string;
}
const linkTo = (origin: string, reference: string) => `${origin}/portal/permits/${reference}`;
/** By which spreadsheets know that a text is UTF-8; other readers take it for a part of the first name. */
const mark = ({ excel }: RegisterFeedQuery) => (excel ? '\uFEFF' : '');

/** BLDS 1.2, the core file. */
async function* bldsPermits(ctx: Ctx, query: RegisterFeedQuery, { origin }: Where): Text {
	const governorate = await governorateName(ctx);
	const { lang } = query;
	yield mark(query) + csvLine(BLDS_FIELDS);
	for await (const entry of feedEntries(ctx, query)) {
		const row = bldsRow(
			entry,
			{
				status: stateWords(entry.state, lang),
				kind: kindWords(entry.kind, lang),
				use: useWords(entry.use, lang),
				description: described(entry, lang),
				address: entry.place[lang],
				district: entry.district?.name[lang] ?? entry.department[lang],
				governorate: governorate[lang],
				department: entry.department[lang]
			},
			{ link: linkTo(origin, entry.reference), jurisdiction: entry.unit }
		);
		yield csvLine(BLDS_FIELDS.map((name) => row[name]));
	}
}

/** BLDS, the file of earlier states. */
async function* bldsLog(ctx: Ctx, query: RegisterFeedQuery): Text {
	yield mark(query) + csvLine(BLDS_LOG_FIELDS);
	for await (const { reference, status, on } of feedLog(ctx, query)) {
		const row = {
			PermitNum: reference,
			StatusPrevious: eventWords(status, query.lang),
			StatusPreviousDate: on,
			StatusPreviousMapped: BLDS_LOG_STATUS[status],
			Comments: null
		};
		yield csvLine(BLDS_LOG_FIELDS.map((name) => row[name]));
	}
}

async function* applications(ctx: Ctx, query: RegisterFeedQuery, { origin }: Where): Text {
	yield* arrayOf(
		mapped(feedEntries(ctx, query), (entry) => {
			const { geometry, point, unit, reference, place, kind } = entry;
			return planningApplication(
				entry,
				{ geometry, point },
				{
					name: `${kindWords(kind, query.lang)} - ${place[query.lang]}`,
					description: described(entry, query.lang),
					address: place[query.lang],
					link: linkTo(origin, reference),
					organisation: unit
				}
			);
		})
	);
}

async function* applicationLog(ctx: Ctx, query: RegisterFeedQuery, { origin }: Where): Text {
	yield* arrayOf(
		mapped(feedLog(ctx, query), ({ entered_at, unit, ...entry }) =>
			planningLogEntry(
				{ ...entry, entered_on: cairoDate(entered_at) },
				{ link: linkTo(origin, entry.reference), organisation: unit }
			)
		)
	);
}

async function* mapped<A, B>(rows: AsyncIterable<A>, change: (row: A) => B): AsyncGenerator<B, void> {
	for await (const row of rows) yield change(row);
}

/** A JSON array, one of its values a line. */
async function* arrayOf(values: AsyncIterable<unknown>): Text {
	let before = '[\n';
	for await (const value of values) {
		yield before + JSON.stringify(value);
		before = ',\n';
	}
	yield before === '[\n' ? '[]\n' : '\n]\n';
}
