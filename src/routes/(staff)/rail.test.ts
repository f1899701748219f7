import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '#lib/kernel/roles.ts';
import { ANONYMOUS, can, type Actor } from '#lib/server/policy/index.ts';
import { importTargets } from '#lib/modules/layers/server/index.ts';
import { permittedItems } from '#lib/ui/shell/types.ts';
import { railItems } from './rail.ts';

function holder(role: Role): Actor {
	const assignment = { role, unitId: '1', unitPath: '/1/', delegatedBy: null };
	return { ...ANONYMOUS, kind: 'person', personId: '1', assignments: [assignment] } as Actor;
}

describe.each(ROLES)('the rail of %s shows what the policy opens', (role) => {
	const actor = holder(role);
	const shown = permittedItems(railItems({ locale: 'en' }), [role]).map((item) => item.href);

	it.each([
		['/portal', role === 'citizen' || role === 'applicant_engineer'],
		['/map', true],
		['/excavation', can(actor, 'dig:read')],
		['/permits', can(actor, 'permit:list')],
		['/permits/site', can(actor, 'permit:check') && !can(actor, 'permit:list')],
		['/import', importTargets({ actor }).length > 0],
		['/admin', can(actor, 'people:read')]
	])('%s: %s', (href, allowed) => expect(shown.includes(href)).toBe(allowed));
});
