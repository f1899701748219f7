import { DomainError } from '#lib/kernel/errors.ts';
import { formatMoney } from '#lib/kernel/money.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx } from '#lib/server/context.ts';
import { FONT_LIST, writePdf } from '#lib/server/documents/index.ts';
import { getPermit } from '../cases/read.ts';
import { AR, called, momentWords } from '../certificates/words.ts';
import { permitFees } from './shown.ts';

/**
 * A receipt to be handed over: PDF of half a sheet, in Arabic.
 * @throws DomainError `not_found`, `forbidden`, `permit_blind`.
 */
export async function receiptPaper(ctx: Ctx, name: string, number: string): Promise<Buffer> {
	const fees = await permitFees(ctx, name);
	const receipt = fees.receipts.find((r) => r.number === number);
	if (!receipt) throw new DomainError('not_found');
	const permit = await getPermit(ctx, name);
	const row = (label: string, value: string | null, ltr = false) =>
		value === null ? [] : [{ label, value, ltr }];
	return writePdf({
		template: TEMPLATE,
		at: new Date(receipt.paid_at),
		data: {
			heading: m.receipt_heading({}, AR),
			number,
			unit: permit.unit.name.ar,
			cancelled: receipt.cancelled ? m.receipt_cancelled({ reason: receipt.cancelled.reason }, AR) : null,
			amount: formatMoney(receipt.amount, AR),
			rows: [
				...row(m.certificate_case({}, AR), permit.reference, true),
				...row(m.receipt_for({}, AR), called('permit_fees_stage', receipt.stage)),
				...row(m.receipt_paid_at({}, AR), momentWords(new Date(receipt.paid_at))),
				...row(m.receipt_method({}, AR), called('fees_method', receipt.method)),
				...row(m.receipt_document({}, AR), receipt.document, true),
				...row(m.receipt_payer({}, AR), receipt.payer),
				...row(m.receipt_cashier({}, AR), receipt.cashier?.ar ?? null)
			]
		}
	});
}

const TEMPLATE = `
#let d = json("data.json")
#let quiet = rgb("#5a6a72")
#let accent = rgb("#0d6e6e")
#let line-ink = rgb("#d9d6cb")
#set document(title: d.heading + " " + d.number, date: auto)
#set page(paper: "a5", flipped: true, margin: 14mm)
#set text(font: ${FONT_LIST}, lang: "ar", dir: rtl, size: 10.5pt, fill: rgb("#1d2b33"))
#let ltr-text(body) = box(text(dir: ltr, body))
#text(fill: quiet, d.unit)
#grid(columns: (1fr, auto), text(17pt, weight: 600, fill: accent, d.heading), text(13pt, weight: 600, ltr-text(d.number)))
#line(length: 100%, stroke: 0.8pt + accent)
#if d.cancelled != none [#text(weight: 600, fill: rgb("#a5321f"), d.cancelled)]
#block(above: 5mm, below: 5mm, text(20pt, weight: 600, d.amount))
#table(columns: (42mm, 1fr), stroke: (x, y) => (bottom: 0.3pt + line-ink), inset: (x: 0mm, y: 1.4mm),
	..d.rows.map(r => (text(fill: quiet, r.label), if r.ltr { ltr-text(r.value) } else { r.value })).flatten())
`;
