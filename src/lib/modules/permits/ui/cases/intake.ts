import { callApi } from '#lib/kernel/api-client.ts';
import type { PlotIntake } from '../../rules/life/amends.ts';
import type { PlotChosen } from './case-form.svelte.ts';

/** What is known of a plot that was chosen or drawn. @throws ApiError */
export const intakeOf = ({ id, geometry }: PlotChosen, { surveyed }: { surveyed: boolean }) =>
	id !== null && !surveyed
		? callApi<PlotIntake>('GET', `permits/plot?parcel=${id}`)
		: callApi<PlotIntake>('POST', 'permits/plot', { body: { geometry, crs: 'EPSG:22992' } });
