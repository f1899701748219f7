import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { anchorAudit, verifyAudit, type Tampering } from '#lib/server/audit/index.ts';
import { Usage, type Command } from './command.ts';

const WORDS: Record<Tampering, string> = {
	edited: 'its content was changed after it was written',
	unlinked: 'it does not continue the row before it (changed, swapped or put in its place)',
	missing: 'the row before it is gone',
	backdated: 'it claims to be older than the row before it',
	truncated: 'it existed when the anchor was made, and is gone with everything after it',
	rewritten: 'its chain is not the one that the anchor was made of'
};

/** `diwan audit verify`: names the first bad row of each chain. */
export const auditVerify: Command = {
	name: 'audit verify',
	summary: 'Check every row and link of the audit log, and its end against an anchor',
	usage:
		'usage: diwan audit verify [--anchor TEXT | --anchor-file FILE]\n\n' +
		'The anchor is what "diwan audit anchor" printed earlier. Without it a cut-off end or a wholly rewritten log\n' +
		'cannot be seen. Exit code 1 when anything is wrong.',
	async run(args, io) {
		const { values } = read(args, { anchor: { type: 'string' }, 'anchor-file': { type: 'string' } });
		const anchor = values['anchor-file'] ? readFileSync(values['anchor-file'], 'utf8') : values.anchor;
		const { pool } = await io.platform();
		const found = await verifyAudit(pool, anchor === undefined ? {} : { anchor });
		io.result(found);
		for (const { chain, seq, reason } of found.bad)
			io.line(`BAD  chain ${chain}, row ${seq}: ${WORDS[reason]} (${reason})`);
		io.line(
			found.ok
				? `The audit log is whole: ${found.rows} rows.${anchor === undefined ? ' Its end was not compared with an anchor.' : ''}`
				: `The audit log was tampered with (${found.rows} rows read).`
		);
		return found.ok ? 0 : 1;
	}
};

/** `diwan audit anchor`: the heads of the chains as one line, to be kept elsewhere. */
export const auditAnchor: Command = {
	name: 'audit anchor',
	summary: 'Print the audit log’s head, to be kept outside of the database',
	usage:
		'usage: diwan audit anchor\n\n' +
		'Print or mail the line daily to somebody who cannot reach the database; "diwan audit verify --anchor" compares.',
	async run(args, io) {
		read(args, {});
		const { pool } = await io.platform();
		const anchor = await anchorAudit(pool);
		io.line(anchor);
		io.result({ anchor });
		return 0;
	}
};

function read<T extends Record<string, { type: 'string' | 'boolean' }>>(args: string[], options: T) {
	try {
		return parseArgs({ args, options, allowPositionals: false });
	} catch (error) {
		throw new Usage((error as Error).message);
	}
}
