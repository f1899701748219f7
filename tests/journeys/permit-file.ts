import { expect, type APIRequestContext, type Locator, type Page } from '@playwright/test';
import type { PermitCase } from '#lib/modules/permits/rules/life/types.ts';
import { apiAs, day } from './support.ts';

const REVIEWERS = ['reviewer', 'reviewer_2', 'reviewer_3'];
/** What no layer of the town can check was looked at by hand. */
export const EXAMINED = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`);

/** Takes a step that is not refused. */
export async function post(
	api: APIRequestContext,
	ref: string,
	action: string,
	data: unknown = {}
): Promise<PermitCase> {
	const answer = await api.post(`/api/v1/permits/${ref}/actions/${action}`, { data });
	expect(answer.status(), `${action}: ${await answer.text()}`).toBe(200);
	return answer.json();
}

/** Brings every paper that a file lacks. */
export async function bringPapers(clerk: APIRequestContext, ref: string): Promise<void> {
	const { missing } = await (await clerk.get(`/api/v1/permits/${ref}/documents`)).json();
	for (const { kind } of missing) await bringPaper(clerk, ref, kind);
}

export async function bringPaper(clerk: APIRequestContext, ref: string, kind: string): Promise<void> {
	const words = `%PDF-1.7\n1 0 obj <</Type /Catalog /Words (${kind})>> endobj\ntrailer <<>>\n%%EOF\n`;
	const file = { name: `${kind}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(words) };
	const sent = await clerk.post(`/api/v1/permits/${ref}/documents`, { multipart: { kind, file } });
	expect(sent.status(), kind).toBe(201);
}

/** The cashier takes all that is due. */
export async function payDues(ref: string): Promise<void> {
	const cashier = await apiAs('cashier');
	const { stages } = await (await cashier.get(`/api/v1/permits/${ref}/fees`)).json();
	for (const { stage, due } of stages as { stage: string; due: number }[])
		if (due > 0) await post(cashier, ref, 'pay_fees', { stage, amount: due });
}

/** The one reviewer in whose hands a file lies. */
export async function reviewerOf(ref: string): Promise<string> {
	for (const name of REVIEWERS) {
		const { items } = await (await (await apiAs(name)).get('/api/v1/permits?mine=1&limit=200')).json();
		if (items.some((p: PermitCase) => p.reference === ref)) return name;
	}
	throw new Error(`nobody reviews ${ref}`);
}

/** A file with all its papers, taken in and accepted: it lies with the reviewer who was drawn. */
export async function accepted(
	clerk: APIRequestContext,
	asked: Record<string, unknown>
): Promise<{ ref: string; reviewer: string }> {
	const opened = await clerk.post('/api/v1/permits', {
		data: { parties: { owner: { name: 'سعاد فؤاد منصور' } }, ...asked }
	});
	expect(opened.status(), await opened.text()).toBe(201);
	const { reference: ref } = (await opened.json()) as PermitCase;
	await bringPapers(clerk, ref);
	await post(clerk, ref, 'submit');
	await payDues(ref);
	await post(clerk, ref, 'take_in');
	await post(clerk, ref, 'accept', { certificate_on: day(0) });
	return { ref, reviewer: await reviewerOf(ref) };
}

/** Presses the button of a step and, in its dialog, the one that takes it. */
export async function take(page: Page, name: string, fill?: (dialog: Locator) => Promise<void>) {
	await page.locator('footer').getByRole('button', { name, exact: true }).click();
	const dialog = page.getByRole('dialog');
	await fill?.(dialog);
	await dialog.getByRole('button', { name, exact: true }).click();
	await expect(dialog).toBeHidden();
}
