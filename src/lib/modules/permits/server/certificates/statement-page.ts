import { cairoDate } from '#lib/kernel/dates.ts';
import { m } from '#lib/paraglide/messages.js';
import {
	KIND_NAMES,
	type CodeValues,
	type PaperCell,
	type PaperSection,
	type Unit
} from '../../rules/index.ts';
import type { SiteStatement } from '../site/statement.ts';
import { AR, called, cited, dayWords, ltr, measure, numberWords } from './words.ts';

/** The parts of a statement's paper, in order. */
export function statementSections(statement: SiteStatement): PaperSection[] {
	return [
		plotSection(statement),
		streetsSection(statement),
		limitsSection(statement),
		constraintsSection(statement),
		cornersSection(statement),
		layersSection(statement)
	];
}

function plotSection({ facts, site }: SiteStatement): PaperSection {
	const { plot, zone, code } = site;
	const place = code.place === 'village' ? m.site_village({}, AR) : m.site_city({}, AR);
	return {
		kind: 'rows',
		title: m.certificate_plot({}, AR),
		rows: [
			...(plot.number ? [{ label: m.certificate_parcel({}, AR), value: ltr(plot.number) }] : []),
			...(plot.basin ? [{ label: m.certificate_basin({}, AR), value: plot.basin.ar }] : []),
			...(plot.name && plot.name.ar !== plot.number
				? [{ label: m.certificate_plot_name({}, AR), value: plot.name.ar }]
				: []),
			{ label: m.certificate_area({}, AR), value: measure(facts.area_m2, 'm2') },
			{ label: m.certificate_perimeter({}, AR), value: measure(facts.perimeter_m, 'm') },
			{ label: m.site_place({}, AR), value: place },
			{
				label: m.certificate_zone({}, AR),
				value: zone
					? `${zone.name.ar}${zone.code ? ` (\u2066${zone.code}\u2069)` : ''}${zone.in_force ? '' : ` · ${m.site_plan_not_in_force({}, AR)}`}`
					: m.site_no_zone({}, AR)
			},
			{
				label: m.certificate_rule_set({}, AR),
				value: code.rule_set
					? `${code.rule_set.title.ar} · ${m.site_set_from({ date: dayWords(code.rule_set.valid_from) }, AR)}`
					: m.site_no_set({}, AR)
			}
		]
	};
}

function streetsSection({ facts }: SiteStatement): PaperSection {
	const title = m.site_streets({}, AR);
	if (!facts.fronts?.length)
		return {
			kind: 'list',
			title,
			items: [facts.fronts ? m.site_no_front({}, AR) : m.site_no_streets_layer({}, AR)]
		};
	return {
		kind: 'table',
		title,
		head: [
			m.certificate_street({}, AR),
			m.certificate_frontage({}, AR),
			m.certificate_width({}, AR),
			m.site_rays({}, AR)
		],
		widths: ['1fr', 'auto', 'auto', '1.4fr'],
		rows: facts.fronts.map((front): PaperCell[] => [
			front.governs && facts.fronts!.length > 1
				? { text: front.street.name ?? m.site_unnamed_street({}, AR), mark: m.site_governs({}, AR) }
				: (front.street.name ?? m.site_unnamed_street({}, AR)),
			measure(front.length_m, 'm'),
			measure(front.width_m, 'm'),
			ltr(front.rays.map((ray) => numberWords(ray.width_m, 2)).join(' · '))
		])
	};
}

const LIMITS: Partial<Record<keyof CodeValues, [title: () => string, unit: Unit]>> = {
	front_setback_m: [() => m.site_front_setback({}, AR), 'm'],
	rear_setback_m: [() => m.site_rear_setback({}, AR), 'm'],
	side_setback_m: [() => m.site_side_setback({}, AR), 'm'],
	coverage_pct: [() => m.site_coverage({}, AR), 'pct'],
	floor_area_ratio: [() => m.site_ratio({}, AR), 'ratio'],
	min_street_m: [() => m.site_min_street({}, AR), 'm']
};

function limitsSection({ facts }: SiteStatement): PaperSection {
	const { height, ceiling } = facts;
	const why = {
		plan_decides: () => ` (${m.site_by_plan({}, AR)})`,
		no_width: () => m.site_no_width({}, AR),
		no_value: () => m.site_no_value({}, AR),
		street_below_table: () => m.site_below_table({}, AR)
	};
	const said = height.reason ? why[height.reason]() : '';
	const rows: PaperCell[][] = [
		[
			m.site_height({}, AR),
			height.height_m === null ? said || '—' : `${measure(height.height_m, 'm')}${said}`,
			cited(height.article, height.unverified)
		],
		...(height.floors === null
			? []
			: [[m.site_floors({}, AR), measure(height.floors, 'count'), cited(height.article, height.unverified)]]),
		...(ceiling
			? [[m.site_ceiling({}, AR), measure(ceiling.max_height_m, 'm'), cited(ceiling.article, false)]]
			: []),
		...facts.limits.map((limit): PaperCell[] => {
			const [title, unit] = LIMITS[limit.name] ?? [() => limit.name, 'm' as const];
			return [title(), measure(limit.value, unit), cited(limit.article, limit.unverified)];
		}),
		[m.certificate_buildable({}, AR), measure(facts.buildable_m2, 'm2'), '']
	];
	return {
		kind: 'table',
		title: m.site_allowed({}, AR),
		head: [m.certificate_what({}, AR), m.certificate_value({}, AR), m.certificate_source({}, AR)],
		widths: ['auto', 'auto', '1fr'],
		rows
	};
}

function constraintsSection({ facts, site, results }: SiteStatement): PaperSection {
	const all = [...(site.constraints ?? []), ...(site.height_limits ?? [])];
	const cordon = results.find((r) => r.rule === 'R15')?.status;
	const rows = facts.constraints.flatMap(({ kind, state, ids }): PaperCell[][] => {
		const name = KIND_NAMES[kind]?.ar ?? kind;
		if (kind === 'cordon') return [];
		if (state !== 'met')
			return [[name, state === 'clear' ? m.certificate_clear({}, AR) : m.site_not_checked({}, AR), '']];
		return ids.map((id) => {
			const met = all.find((c) => c.id === id);
			const agency = met && 'agency_title' in met ? met.agency_title?.ar : undefined;
			const title = (met && 'title' in met ? met.title?.ar : undefined) ?? met?.name ?? '';
			return [
				name,
				[title, agency && m.site_asks({ agency }, AR)].filter(Boolean).join(' · ') ||
					m.certificate_met({}, AR),
				cited(met?.article ?? null, met?.unverified ?? false)
			];
		});
	});
	const inside = { pass: m.site_inside_cordon, fail: m.site_outside_cordon, not_checked: m.site_not_checked };
	return {
		kind: 'table',
		title: m.site_constraints({}, AR),
		head: [m.certificate_what({}, AR), m.certificate_found({}, AR), m.certificate_source({}, AR)],
		widths: ['auto', '1fr', '1fr'],
		rows: [
			[KIND_NAMES.cordon?.ar ?? '', cordon ? inside[cordon]({}, AR) : m.site_not_checked({}, AR), ''],
			...rows,
			...results
				.filter((r) => r.rule === 'R20')
				.map((r): PaperCell[] => [
					m.site_violation({}, AR),
					r.status === 'fail'
						? called('site_violation', r.subject)
						: r.status === 'pass'
							? m.certificate_none({}, AR)
							: m.site_not_checked({}, AR),
					cited(r.article, r.unverified)
				])
		]
	};
}

const cornersSection = ({ corners }: SiteStatement): PaperSection => ({
	kind: 'table',
	title: m.site_corners({}, AR),
	head: [
		m.certificate_corner({}, AR),
		m.certificate_east({}, AR),
		m.certificate_north({}, AR),
		m.certificate_lat({}, AR),
		m.certificate_lon({}, AR)
	],
	widths: ['auto', '1fr', '1fr', '1fr', '1fr'],
	rows: corners.map((c) => [
		ltr(String(c.no)),
		ltr(c.east.toFixed(3)),
		ltr(c.north.toFixed(3)),
		ltr(c.lat.toFixed(8)),
		ltr(c.lon.toFixed(8))
	])
});

const layersSection = ({ site }: SiteStatement): PaperSection => ({
	kind: 'table',
	title: m.site_layers({}, AR),
	head: [m.certificate_layer({}, AR), m.certificate_version({}, AR), m.certificate_as_of({}, AR)],
	widths: ['1fr', 'auto', '1fr'],
	rows: site.layers
		.filter((l) => l.state !== 'withheld' && !l.layer.startsWith('utilities_') && l.layer !== 'digs')
		.map((l): PaperCell[] => [
			l.title.ar,
			ltr(l.version),
			l.state === 'absent'
				? m.site_layer_absent({}, AR)
				: l.changed_at
					? dayWords(cairoDate(new Date(l.changed_at)))
					: '—'
		])
});
