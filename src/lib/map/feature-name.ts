import type { FeatureLike } from 'ol/Feature.js';
import type { MapLayer } from './types.ts';

/** A feature's label in the reader's language, the other one's failing that, or ''. */
export function nameOf(feature: FeatureLike, def: MapLayer, locale: 'ar' | 'en'): string {
	const fields = def.label?.fields ?? { ar: 'name_ar', en: 'name_en' };
	const other = locale === 'ar' ? 'en' : 'ar';
	return String(feature.get(fields[locale]) ?? feature.get(fields[other]) ?? '').trim();
}
