import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx } from '#lib/server/context.ts';
import { codeSvg, writePdf } from '#lib/server/documents/index.ts';
import type { Surface } from '../../rules/index.ts';
import { findCase } from '../cases/find.ts';
import { auditLook } from '../cases/looked.ts';
import { demandReading } from '../cases/may.ts';
import { drawingOf } from '../certificates/drawing.ts';
import { AR, dayWords } from '../certificates/words.ts';
import { publishedPermit } from '../register/record.ts';
import { described, kindWords } from '../register/words.ts';
import { demandThat, mayNotify } from './may.ts';
import { permitNeighbours } from './read.ts';
import { NOTICE_TEMPLATE } from './template.ts';

/**
 * The notices of a case to print, a page for each plot: what is planned, where to look it up, until when remarks are heard.
 * What stands in them is what the public register says.
 * @param origin of the address in the code: `https://diwan.example.gov.eg`.
 * @throws DomainError `not_found`, `forbidden`.
 */
export async function noticePaper(
	ctx: Ctx,
	name: string,
	{ origin }: { origin: string }
): Promise<{ content: Buffer; reference: string }> {
	const { notice } = await permitNeighbours(ctx, name);
	const { drawing, reference, unit } = await auditLook(ctx, { name, action: 'print_notices' }, () =>
		ctx.read(async (db) => {
			const found = await findCase(db, name);
			demandReading(ctx, found);
			demandThat(ctx, mayNotify(ctx, found));
			const { plot, footprint } = found;
			return {
				drawing: await drawingOf(db, { plot: plot as Surface, footprint: footprint as Surface | null }),
				reference: found.reference,
				unit: found.unit_name
			};
		})
	);
	if (!notice) throw new DomainError('not_found');
	const entry = await publishedPermit(ctx, reference);
	const address = `${origin}/portal/permits/${reference}`;
	const content = writePdf({
		template: NOTICE_TEMPLATE,
		at: ctx.now(),
		data: {
			publisher: await governorate(ctx),
			unit: unit.ar,
			title: m.neighbours_pdf_title({}, AR),
			reference,
			day: dayWords(notice.drawn_on),
			intro: m.neighbours_pdf_intro({ unit: unit.ar }, AR),
			address,
			rows: [
				{ label: m.register_kind({}, AR), value: kindWords(entry.kind, 'ar') },
				{ label: m.register_place({}, AR), value: entry.place.ar },
				{ label: m.neighbours_pdf_planned({}, AR), value: described(entry, 'ar') },
				{ label: m.register_applied({}, AR), value: dayWords(entry.applied_on) }
			],
			until: m.neighbours_pdf_until({ count: notice.reply_days }, AR),
			look: m.neighbours_pdf_look({}, AR),
			handed: m.neighbours_pdf_handed({}, AR),
			sketch: m.neighbours_pdf_sketch({}, AR),
			printed: dayWords(cairoDate(ctx.now())),
			plots: notice.plots.map(({ n, parcel }) =>
				m.neighbours_pdf_to(
					{
						plot: parcel
							? m.neighbours_plot({ number: `\u2068${parcel}\u2069` }, AR)
							: m.neighbours_plot_unnumbered({ n: String(n) }, AR)
					},
					AR
				)
			)
		},
		files: { 'plan.svg': drawing, 'code.svg': codeSvg(address) }
	});
	return { content, reference };
}

async function governorate(ctx: Ctx): Promise<string> {
	const { rows } = await ctx.read((db) =>
		sql<Bilingual>`select name_ar as ar, name_en as en from unit where parent_id is null
			order by kind = 'governorate' desc, id limit 1`.execute(db)
	);
	return rows[0]?.ar ?? '';
}
