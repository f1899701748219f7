import { m } from '#lib/paraglide/messages.js';
import type { WorkReason } from '../../rules/public/types.ts';
import type { Words } from '../words.ts';

/** Why a street is opened, to a resident. */
export const REASON: Words<WorkReason> = {
	emergency: m.portal_works_reason_emergency,
	urgent: m.portal_works_reason_urgent,
	connection: m.portal_works_reason_connection,
	road_works: m.portal_works_reason_road_works,
	network: m.portal_works_reason_network
};
