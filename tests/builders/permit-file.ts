import { createHash } from 'node:crypto';
import { actOnPermit, permitDocuments, permitFees } from '#lib/modules/permits/server/index.ts';
import type { Department } from './department.ts';
import type { Ctx } from '#lib/server/context.ts';

/** A plain paper of one page; other words, other paper. */
export function aPaper(words: string): Uint8Array<ArrayBuffer> {
	return Buffer.from(`%PDF-1.7\n1 0 obj <</Type /Catalog /Words (${words})>> endobj\ntrailer <<>>\n%%EOF\n`);
}

/** Facts of a house that needs nothing out of the ordinary. */
export const HOUSE = {
	...{ floors: 3, height_m: 10, basements: 0, use: 'residential', units: 3 },
	...{ floor_areas_m2: [80, 80, 80], works_value_egp: 900_000 }
};

/**
 * Brings every paper that a case still lacks, by statements: the files themselves are nowhere.
 * @param kinds others, that the works need before they begin.
 */
export async function bringPapers(ctx: Ctx, ref: string, kinds: readonly string[] = []): Promise<void> {
	const { missing } = await permitDocuments(ctx, ref);
	const bytes = aPaper(ref);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const { pool } = ctx.platform;
	await pool.query(
		`insert into stored_file (sha256, media_type, bytes) values ($1, 'application/pdf', $2) on conflict do nothing`,
		[sha256, bytes.byteLength]
	);
	await pool.query(
		`with came as (insert into permit_document (permit_id, kind, media_type, bytes, at)
			select p.id, wanted, 'application/pdf', $3, $4 from permit p, unnest($2::text[]) wanted where p.reference = $1
			returning permit_id, kind, version)
		, content as (insert into permit_document_content select permit_id, kind, version, $5 from came)
		insert into permit_document_origin (permit_id, kind, version, file_name, person_id)
		select permit_id, kind, version, kind || '.pdf', $6 from came`,
		[
			ref,
			[...missing.map((line) => line.kind), ...kinds],
			bytes.byteLength,
			ctx.now(),
			sha256,
			ctx.actor.personId
		]
	);
}

/** The cashier takes all that is due. @returns the numbers of the receipts. */
export async function payDues(cashier: Ctx, ref: string): Promise<string[]> {
	const numbers: string[] = [];
	for (const { stage, due } of (await permitFees(cashier, ref)).stages) {
		if (due <= 0) continue;
		await actOnPermit(cashier, ref, 'pay_fees', { stage, amount: due });
		const { receipts } = await permitFees(cashier, ref);
		numbers.push(receipts[0]!.number);
	}
	return numbers;
}

/** Hands a draft in with its papers, by whom it was opened, has its examination paid, and takes it in at the window. */
export async function takenIn(house: Department, by: string, ref: string): Promise<void> {
	const [asker, clerk] = [house.officer(by).ctx, house.officer('clerk').ctx];
	await bringPapers(asker, ref);
	await actOnPermit(asker, ref, 'submit', {});
	await payDues(house.officer('cashier').ctx, ref);
	await actOnPermit(clerk, ref, 'take_in', {});
}
