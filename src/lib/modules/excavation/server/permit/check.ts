import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx } from '#lib/server/context.ts';
import { sealOf } from '#lib/server/documents/index.ts';
import { paperDiffers, readClaims, verdictOfPermit, type PermitCheck } from '../../rules/index.ts';
import { toldPatterns } from '../calendar/pattern-words.ts';
import { allowedAt, patternsFor } from '../public/allowed.ts';
import { permitRow } from './read.ts';

/**
 * What is said of a paper at this moment: by its seal, by the register and by the calendar. For everybody who holds
 * the paper; nobody is named.
 */
export async function checkPermit(ctx: Ctx, code: string): Promise<PermitCheck> {
	const now = ctx.now();
	const text = sealOf(ctx.platform.config.secret).read(code);
	const claims = text === null ? null : readClaims(text);
	const at = now.toISOString();
	if (!claims)
		return {
			...{ verdict: 'forged', at, changes_at: null, paper: null, work: null },
			...{ changed_since: false, hours_changed: false }
		};
	const paper = {
		reference: claims.reference,
		organisation: claims.organisation,
		window: { start: claims.from, end: claims.to },
		issued_at: new Date(claims.issued * 1000).toISOString()
	};
	return ctx.read(async (db) => {
		const row = await permitRow(db, claims.reference);
		const window = row ? { start: row.starts_on, end: row.ends_on } : paper.window;
		const stands = row?.state === 'granted' || row?.state === 'running';
		const timed = row && { ...row, window };
		const allowed = stands && timed ? await allowedAt(db, timed, now) : null;
		const calendared = stands && timed && timed.category !== 'emergency';
		const patterns = calendared ? await patternsFor(db, timed) : [];
		const verdict = verdictOfPermit(
			row ? { state: row.state, window } : null,
			cairoDate(now),
			allowed?.now ?? false
		);
		return {
			verdict,
			at,
			changes_at: allowed?.changes_at?.toISOString() ?? null,
			paper,
			work:
				stands && timed
					? {
							title: timed.public_title,
							organisation: timed.organisation,
							streets: timed.streets,
							patterns: toldPatterns(patterns)
						}
					: null,
			changed_since: stands && (window.start !== claims.from || window.end !== claims.to),
			hours_changed: stands && row?.category !== 'emergency' && paperDiffers(claims, patterns, cairoDate(now))
		};
	});
}

/** The public key of the papers' seal, for those who check them by themselves. */
export function permitKey(ctx: Ctx): { kty: 'OKP'; crv: 'Ed25519'; x: string } {
	return { kty: 'OKP', crv: 'Ed25519', x: sealOf(ctx.platform.config.secret).publicKey };
}
