import { m } from '#lib/paraglide/messages.js';
import type { Role } from '#lib/kernel/roles.ts';
import type { Locale } from '#lib/ui/text/format.ts';
import type { UnitKind } from '../rules/index.ts';

type Reader = { locale: Locale };

const ROLE: Record<Role, (p: object, o: Reader) => string> = {
	citizen: m.auth_role_citizen,
	applicant_engineer: m.auth_role_applicant_engineer,
	window_clerk: m.auth_role_window_clerk,
	cashier: m.auth_role_cashier,
	reviewer: m.auth_role_reviewer,
	head_of_engineering: m.auth_role_head_of_engineering,
	authority: m.auth_role_authority,
	inspector: m.auth_role_inspector,
	utility_planner: m.auth_role_utility_planner,
	coordinator: m.auth_role_coordinator,
	traffic_police: m.auth_role_traffic_police,
	fleet_manager: m.auth_role_fleet_manager,
	dispatcher: m.auth_role_dispatcher,
	driver: m.auth_role_driver,
	workshop: m.auth_role_workshop,
	planner: m.auth_role_planner,
	agency_focal_point: m.auth_role_agency_focal_point,
	transport_regulator: m.auth_role_transport_regulator,
	hr_officer: m.auth_role_hr_officer,
	archivist: m.auth_role_archivist,
	unit_head: m.auth_role_unit_head,
	governor: m.auth_role_governor,
	auditor: m.auth_role_auditor,
	admin: m.auth_role_admin
};

const KIND: Record<UnitKind, (p: object, o: Reader) => string> = {
	governorate: m.auth_kind_governorate,
	directorate: m.auth_kind_directorate,
	city: m.auth_kind_city,
	district: m.auth_kind_district,
	centre: m.auth_kind_centre,
	village: m.auth_kind_village,
	agency: m.auth_kind_agency,
	company: m.auth_kind_company
};

/** What a role is called. */
export function roleName(role: Role, reader: Reader): string {
	return ROLE[role]({}, reader);
}

/** What a kind of unit is called. */
export function kindName(kind: UnitKind, reader: Reader): string {
	return KIND[kind]({}, reader);
}
