import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx, Locale } from '#lib/server/context.ts';
import { codeSvg, sealOf, writePdf } from '#lib/server/documents/index.ts';
import { wordsOf } from '#lib/server/http/words.ts';
import { demand } from '#lib/server/policy/index.ts';
import { writeClaims, type DigContractor, type HoursPattern } from '../../rules/index.ts';
import { toldPatterns } from '../calendar/pattern-words.ts';
import { dayInWords, list } from '../calendar/words.ts';
import { patternsFor } from '../public/allowed.ts';
import { publisherOf } from '../wzdx/works.ts';
import { besideOf, conditionsTold, jointTold, networksTold, type Beside } from './beside.ts';
import { detourPicture, permitPicture } from './picture.ts';
import { permitRow, type PermitRow } from './read.ts';
import { PERMIT_TEMPLATE } from './template.ts';

export interface PermitPaper {
	reference: string;
	pdf: Buffer;
	/** What the code leads to. */
	address: string;
}

/**
 * The permit of a granted or running work as a paper, with a code that can be checked in the street.
 * @param origin of the address in the code, `https://diwan.example.gov.eg`.
 * @throws DomainError `forbidden`, `not_found`, `state_forbids` without a permit.
 */
export async function permitPaper(
	ctx: Ctx,
	reference: string,
	{ origin, locale = 'ar' }: { origin: string; locale?: Locale }
): Promise<PermitPaper> {
	demand(ctx, 'dig:read');
	const now = ctx.now();
	const { row, patterns, publisher, map, detour, beside } = await ctx.read(async (db) => {
		const row = await permitRow(db, reference);
		if (!row) throw new DomainError('not_found');
		if (row.state !== 'granted' && row.state !== 'running')
			throw new DomainError('state_forbids', { params: { state: row.state } });
		const window = { start: row.starts_on, end: row.ends_on };
		return {
			row,
			patterns: row.category === 'emergency' ? throughout(row) : await patternsFor(db, { ...row, window }),
			publisher: await publisherOf(db),
			map: await permitPicture(db, row.id, locale),
			detour: row.detours ? await detourPicture(db, row.id, locale) : '',
			beside: await besideOf(db, row.id)
		};
	});
	const address = `${origin}/verify/${codeOf(ctx, row, patterns, now)}`;
	const pdf = writePdf({
		template: PERMIT_TEMPLATE,
		at: now,
		data: {
			...contentOf(row, patterns, publisher.name, locale, now),
			...besideContent(row, beside, locale),
			address
		},
		files: { 'map.svg': map, 'detour.svg': detour, 'code.svg': codeSvg(address) }
	});
	return { reference: row.reference, pdf, address };
}

function throughout({ starts_on: start, ends_on: end }: PermitRow): HoursPattern[] {
	return [{ start, end, weekdays: [0, 1, 2, 3, 4, 5, 6], allowed: [{ from: '00:00', to: '24:00' }] }];
}

function codeOf(ctx: Ctx, row: PermitRow, hours: HoursPattern[], now: Date): string {
	const claims = {
		reference: row.reference,
		organisation: row.organisation.ar,
		from: row.starts_on,
		to: row.ends_on,
		version: row.version,
		issued: Math.floor(now.getTime() / 1000),
		hours
	};
	return sealOf(ctx.platform.config.secret).write(writeClaims(claims));
}

function contractorWords({ name, register_no }: DigContractor, locale: Locale): string {
	return register_no === null ? name[locale] : `${name[locale]} (${register_no})`;
}

function besideContent(row: PermitRow, beside: Beside, locale: Locale): object {
	return {
		// What two of those who approved ask for is asked once.
		conditions: [...new Set(row.approvals.flatMap((a) => a.conditions)), ...conditionsTold(beside, locale)],
		networks: networksTold(beside, locale),
		joint: jointTold(beside, row.reference, locale)
	};
}

function contentOf(
	row: PermitRow,
	patterns: readonly HoursPattern[],
	publisher: string,
	locale: Locale,
	now: Date
): object {
	const words = (kind: string, code: string) => wordsOf(`excavation_${kind}_${code}`, {}, locale) ?? code;
	const metres = (value: number | null) =>
		value === null ? '—' : m.permit_metres({ metres: String(Math.round(value * 100) / 100) }, { locale });
	const day = (text: string) => dayInWords(text, locale);
	const line = (label: string, value: string, ltr = false) => ({ label, value, ltr });
	const options = { locale };
	return {
		lang: locale,
		publisher,
		heading: m.permit_heading({}, options),
		reference: row.reference,
		title: row.title,
		rows: [
			line(m.permit_organisation({}, options), row.organisation[locale]),
			...(row.contractor
				? [line(m.excavation_field_contractor({}, options), contractorWords(row.contractor, locale))]
				: []),
			line(m.permit_category({}, options), words('category', row.category)),
			line(m.permit_from({}, options), day(row.starts_on)),
			line(m.permit_to({}, options), day(row.ends_on)),
			line(
				m.permit_streets({}, options),
				list(
					row.streets.map((s) => s[locale]),
					locale
				) || '—'
			),
			line(m.permit_traffic({}, options), words('traffic', row.traffic_effect)),
			...(row.detours ? [line(m.permit_detour({}, options), m.permit_detour_drawn({}, options))] : []),
			line(m.permit_method({}, options), words('method', row.method)),
			line(m.permit_surface({}, options), row.surface ? words('surface', row.surface) : '—'),
			line(m.permit_length({}, options), metres(row.length_m)),
			line(m.permit_size({}, options), `${metres(row.width_m)} / ${metres(row.depth_m)}`)
		],
		hours: toldPatterns(patterns).map((p) => p.words[locale]),
		approvals: row.approvals.map((a) => ({
			step: wordsOf(`excavation_step_${a.step}`, {}, locale) ?? a.step,
			unit: a.unit?.[locale] ?? '',
			on: a.decided_at ? day(cairoDate(new Date(a.decided_at))) : ''
		})),
		words: {
			hours: m.permit_hours({}, options),
			conditions: m.permit_conditions({}, options),
			networks: m.permit_networks({}, options),
			detour: row.detours ? m.permit_detour_whole({}, options) : null,
			approvals: m.permit_approvals({}, options),
			scan: m.permit_scan({}, options),
			code: m.permit_code_alt({}, options),
			map: m.permit_map_alt({}, options),
			footer: m.permit_footer({ day: day(cairoDate(now)) }, options)
		}
	};
}
