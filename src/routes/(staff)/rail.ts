import Building2 from '@lucide/svelte/icons/building-2';
import House from '@lucide/svelte/icons/house';
import Construction from '@lucide/svelte/icons/construction';
import DatabaseBackup from '@lucide/svelte/icons/database-backup';
import Layers from '@lucide/svelte/icons/layers';
import Users from '@lucide/svelte/icons/users';
import { DIG_READERS, PERMIT_READERS, STAFF_ROLES } from '#lib/kernel/roles.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/text/format.ts';
import type { RailItem } from '#lib/ui/shell/types.ts';

/**
 * The modules that exist, in the order of the rail, for those whom the policy lets in (rail.test.ts compares). Pages
 * ask the policy again; this only spares a dead end.
 */
export function railItems(reader: { locale: Locale }): RailItem[] {
	return [
		{
			href: '/portal',
			label: m.portal_home({}, reader),
			icon: House,
			roles: ['citizen', 'applicant_engineer']
		},
		{ href: '/map', label: m.ui_rail_map({}, reader), icon: Layers },
		{ href: '/excavation', label: m.ui_rail_excavation({}, reader), icon: Construction, roles: DIG_READERS },
		{ href: '/permits', label: m.ui_rail_permits({}, reader), icon: Building2, roles: PERMIT_READERS },
		{
			href: '/permits/site',
			label: m.ui_rail_permits({}, reader),
			icon: Building2,
			// Whoever has cases finds it there.
			roles: STAFF_ROLES.filter((role) => !PERMIT_READERS.includes(role))
		},
		{
			href: '/import',
			label: m.ui_rail_import({}, reader),
			icon: DatabaseBackup,
			roles: [
				'admin',
				'planner',
				'coordinator',
				'utility_planner',
				'head_of_engineering',
				'transport_regulator'
			]
		},
		{
			href: '/admin',
			label: m.ui_rail_admin({}, reader),
			icon: Users,
			roles: ['admin', 'hr_officer', 'auditor']
		}
	];
}
